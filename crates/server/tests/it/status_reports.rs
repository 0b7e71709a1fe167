//! Before and in a meeting: whoever is asked writes the own status report, and executives answer on the screen.

use tenken_domain::account::Role;

use crate::support::{OpenRound, Page, Somebody, answer};

/// A meeting about the open round, for which these lines are asked to report.
fn planned(hanako: &mut Somebody, round: &str, reporters: &str) -> String {
    hanako.get("/meetings/new");
    let fields = [
        ("title", "サイバーセキュリティ会議"),
        ("held_on", "2020-04-01"),
        ("round", round),
        ("invited", "院長 佐倉"),
        ("reporters", reporters),
        ("present", "院長 佐倉"),
    ];
    let page = hanako.post("/meetings", &fields);
    assert_eq!(page.status, 200, "{}", page.text);
    page.path
}

fn write(who: &mut Somebody, meeting: &str, reporter: &str, moved: &str) -> Page {
    who.get("/status-reports");
    let address = meeting.replace("/meetings/", "/status-reports/");
    who.post(&address, &[("reporter", reporter), ("moved", moved), ("stuck", ""), ("needed", "")])
}

#[test]
fn a_head_writes_the_report_of_the_own_department_and_of_nobody_else() {
    let mut round = OpenRound::start("anonymous", &["東病棟", "薬剤部"]);
    let mut head = round.head(0);
    assert!(head.get("/status-reports").text.contains("求められている状況報告はありません"));
    let id = round.id.clone();
    let meeting = planned(&mut round.hanako, &id, "東病棟\n薬剤部");
    assert!(head.get("/").text.contains("まだ書いていない状況報告があります（1件）"));
    let asked = head.get("/status-reports");
    assert!(asked.text.contains("報告する人：東病棟") || asked.text.contains("：東病棟"), "{}", asked.text);
    assert!(!asked.text.contains("薬剤部"), "another department's report is not shown");
    let empty = write(&mut head, &meeting, "東病棟", " ");
    assert!(empty.status == 422, "{}", empty.text);
    let written = write(&mut head, &meeting, "東病棟", "端末を<b>更新</b>した");
    assert!(written.status == 200 && written.text.contains("端末を&lt;b&gt;更新"), "{}", written.text);
    assert_eq!(write(&mut head, &meeting, "薬剤部", "なりすまし").status, 404);
    assert!(!head.get("/").text.contains("まだ書いていない状況報告"));
    let seen = round.hanako.get(&meeting);
    assert!(seen.text.contains("まだ届いていない報告：薬剤部") && seen.text.contains("端末を&lt;b&gt;更新"));
    assert_eq!(head.get(&meeting).status, 404, "the meeting itself is not a head's");
    round.hanako.post(&format!("{meeting}/conclusion"), &[]);
    let late = write(&mut head, &meeting, "東病棟", "遅れて");
    assert!(late.status == 422 && late.text.contains("確定済みです"), "{}", late.text);
}

#[test]
fn a_person_who_is_asked_by_name_writes_it_too() {
    let mut round = OpenRound::start("anonymous", &["東病棟"]);
    let mut director = round.server.hire("director", "院長 一郎", Role::Executive);
    let mut auditor = round.server.hire("auditor", "監査 みどり", Role::Auditor);
    let id = round.id.clone();
    let meeting = planned(&mut round.hanako, &id, "院長 一郎");
    assert_eq!(write(&mut director, &meeting, "院長 一郎", "予算を調整中").status, 200);
    assert_eq!(write(&mut auditor, &meeting, "院長 一郎", "なりすまし").status, 403);
}

fn press(who: &mut Somebody, screen: &str, item: &str, (mark, reason): (&str, &str)) -> Page {
    let page = who.get(screen);
    let form = page.between(&format!("/screen/{item}\""), "</form>").expect("the item's form");
    let value = |name: &str| {
        let rest = form.split(&format!("name=\"{name}\" value=\"")).nth(1).expect("a field");
        rest.split('"').next().expect("a value").to_owned()
    };
    let (at, key, seen) = (value("at"), value("key"), value("seen"));
    let fields =
        [("at", &*at), ("key", &*key), ("seen", &*seen), ("mark", mark), ("memo", ""), ("reason", reason)];
    let address = format!("{}/{item}", screen.split('?').next().expect("an address"));
    who.post(&address, &fields)
}

/// The address of the screen's point that shows this item.
fn point(who: &mut Somebody, meeting: &str, item: &str) -> String {
    let of = |at: usize| format!("{meeting}/screen?at={at}");
    let has = |address: &String| who.get(address).text.contains(&format!("/screen/{item}\""));
    (0..30).map(of).find(has).expect("a point of the screen")
}

#[test]
fn executives_answer_on_the_screen_while_they_speak_of_it() {
    let mut round = OpenRound::start("anonymous", &["東病棟"]);
    let mut director = round.server.hire("director", "院長 一郎", Role::Executive);
    let mut auditor = round.server.hire("auditor", "監査 みどり", Role::Auditor);
    let id = round.id.clone();
    let meeting = planned(&mut round.hanako, &id, "");
    let screen = point(&mut director, &meeting, "csirt");
    assert!(!auditor.get(&screen).text.contains("/screen/csirt\""), "an auditor only reads");
    round.hanako.get("/evidence/executive/csirt");
    round.hanako.post("/evidence/executive/csirt", &[("place", "CSIRT名簿（総務課）")]);
    let shown = director.get(&screen);
    assert!(shown.text.contains("根拠資料：CSIRT名簿（総務課）"), "{}", shown.text);
    let decided = [("point", "1"), ("kind", "policy"), ("verdict", "do"), ("content", "夜間の当番を置く")];
    let decided = director.post(&format!("{meeting}/decisions"), &decided);
    assert!(
        decided.path.contains("/screen") && decided.text.contains("夜間の当番を置く"),
        "{}",
        decided.text
    );
    let pressed = press(&mut director, &screen, "csirt", ("yes", ""));
    assert!(pressed.path.contains("/screen"), "{}", pressed.path);
    let row = pressed.between("id=\"item-csirt\"", "</form>").expect("the item");
    assert!(row.contains("value=\"yes\" aria-pressed=\"true\""), "{row}");
    let refused = press(&mut director, &screen, "csirt", ("not-applicable", ""));
    assert!(refused.status == 422 && refused.text.contains("理由を入力してください"), "{}", refused.text);
    let sheet = format!("/rounds/{id}/sheets/executive");
    assert!(round.hanako.get(&sheet).text.contains("現在：○（院長 一郎、"));
    answer(&mut round.hanako, &id, "executive", &[("csirt", "no", "")]);
    round.hanako.get(&sheet);
    let filled = [("filler", "院長"), ("filled_on", "2026-04-02")];
    assert_eq!(round.hanako.post(&format!("{sheet}/handing-in"), &filled).status, 200);
    assert!(!director.get(&screen).text.contains("/screen/csirt\""), "what is handed in is only read");
}
