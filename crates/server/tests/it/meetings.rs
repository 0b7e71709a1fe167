//! Meetings of the executives: planned, prepared, decided, concluded, and shown on a screen.

use crate::support::{OpenRound, Page, Somebody, answer};

/// A hospital with a round, an action, and a meeting about both.
struct Prepared {
    round: OpenRound,
    meeting: String,
    action: String,
}

fn fields<'f>(round: &'f str, day: &'f str) -> Vec<(&'static str, &'f str)> {
    vec![
        ("title", "サイバーセキュリティ会議"),
        ("held_on", day),
        ("hours", "15:00"),
        ("place", "<b>第1会議室</b>"),
        ("agenda", "結果\n予算"),
        ("round", round),
        ("invited", "院長 佐倉、事務長 梅田"),
        ("reporters", "看護部\n薬剤部"),
    ]
}

fn prepared() -> Prepared {
    let mut round = OpenRound::start("anonymous", &["東病棟"]);
    let id = round.id.clone();
    answer(&mut round.hanako, &id, "executive", &[("policy", "yes", ""), ("csirt", "no", "")]);
    answer(&mut round.hanako, &id, "administrator", &[("tls", "no", "")]);
    let hanako = &mut round.hanako;
    hanako.get("/plan/actions/new");
    let action = [("title", "見直す"), ("finding", "administrator/tls"), ("cost_once", "120万")];
    let action = hanako.post("/plan/actions", &action).path;
    hanako.get("/meetings/new");
    let planned = hanako.post("/meetings", &fields(&id, "2020-04-01"));
    assert_eq!(planned.status, 200, "{}", planned.text);
    assert!(planned.text.contains("&lt;b&gt;第1会議室"), "{}", planned.text);
    let again = hanako.post("/meetings", &fields(&id, "2020-04-01"));
    assert_eq!(planned.path, again.path, "the same form plans one meeting");
    Prepared { round, meeting: planned.path, action }
}

fn decide(who: &mut Somebody, meeting: &str, others: &[(&str, &str)]) -> Page {
    who.get(meeting);
    let mut fields = vec![("kind", "action"), ("content", "接続を見直す")];
    fields.extend(others);
    who.post(&format!("{meeting}/decisions"), &fields)
}

#[test]
fn a_meeting_goes_from_its_plan_to_its_minutes_and_then_nothing_changes() {
    let Prepared { mut round, meeting, action } = prepared();
    let hanako = &mut round.hanako;
    assert!(hanako.get(&meeting).text.contains("まだ届いていない報告：看護部、薬剤部"));
    let report = [("reporter", "看護部"), ("moved", "様式を作った"), ("stuck", ""), ("needed", "周知")];
    let reported = hanako.post(&format!("{meeting}/status-reports"), &report);
    assert!(reported.text.contains("まだ届いていない報告：薬剤部") && reported.text.contains("様式を作った"));
    let stranger =
        hanako.post(&format!("{meeting}/status-reports"), &[("reporter", "検査部"), ("moved", "あ")]);
    assert!(
        stranger.status == 422 && stranger.text.contains("状況報告をする人に入っていません"),
        "{}",
        stranger.text
    );
    let id = action.rsplit('/').next().expect("an id").to_owned();
    let go = [("verdict", "do"), ("action", id.as_str()), ("until", "R50.3.31"), ("amount", "120万円")];
    let decided = decide(hanako, &meeting, &go);
    assert!(decided.text.contains("1,200,000円") && decided.text.contains("見直す</a>"), "{}", decided.text);
    let twice = hanako.post(
        &format!("{meeting}/decisions"),
        &[&[("kind", "action"), ("content", "接続を見直す")][..], &go].concat(),
    );
    assert_eq!(twice.text.matches("/removal\"").count(), 1, "the same form takes one decision down");
    let nobody = hanako.post(&format!("{meeting}/conclusion"), &[]);
    assert!(
        nobody.status == 422 && nobody.text.contains("出席した人が入力されていません"),
        "{}",
        nobody.text
    );
    let mut present = fields(&round.id, "2020-04-01");
    present.push(("present", "院長 佐倉"));
    hanako.post(&meeting, &present);
    assert!(hanako.get(&format!("{meeting}/minutes.pdf")).bytes.starts_with(b"%PDF"));
    let concluded = hanako.post(&format!("{meeting}/conclusion"), &[]);
    assert!(
        concluded.text.contains("確定済（") && !concluded.text.contains("/removal\""),
        "{}",
        concluded.text
    );
    let late = decide(hanako, &meeting, &[("verdict", "do")]);
    assert!(late.status == 422 && late.text.contains("この会議は確定済みです"), "{}", late.text);
    for (path, fields) in [("", present.as_slice()), ("/status-reports", &report), ("/conclusion", &[])] {
        let refused = hanako.post(&format!("{meeting}{path}"), fields);
        assert!(refused.status == 422 && refused.text.contains("確定済みです"), "{path}: {}", refused.text);
    }
    let log = hanako.get("/settings/audit-events").text;
    for words in
        ["会議を予定に加えた", "状況報告を記録した", "決定事項を記録した", "会議を確定した", "出席した人"]
    {
        assert!(log.contains(words), "{words}: {log}");
    }
}

#[test]
fn what_is_not_done_wants_a_reason_and_a_day_and_a_slip_can_be_taken_back() {
    let Prepared { mut round, meeting, .. } = prepared();
    let hanako = &mut round.hanako;
    for verdict in ["accept-risk", "postpone"] {
        let bare = decide(hanako, &meeting, &[("verdict", verdict)]);
        assert!(bare.status == 422 && bare.text.contains("理由が必要です"), "{}", bare.text);
        assert!(bare.text.contains("接続を見直す</textarea>"), "what was typed stays");
        let undated = decide(hanako, &meeting, &[("verdict", verdict), ("reason", "費用が大きい")]);
        assert!(undated.status == 422 && undated.text.contains("次に見直す日が必要です"), "{}", undated.text);
    }
    let day = [("verdict", "accept-risk"), ("reason", "費用が大きい"), ("until", "2021-03-31")];
    let taken = decide(hanako, &meeting, &day);
    assert!(taken.text.contains("リスク受容</strong>"), "{}", taken.text);
    let list = hanako.get("/meetings");
    assert!(list.text.contains("期限を過ぎています"), "what was accepted comes up again: {}", list.text);
    let back = taken.text.split("/decisions/").find(|rest| rest.contains("/removal\"")).expect("a form");
    let id = back.split('/').next().expect("an id").to_owned();
    hanako.get(&meeting);
    let gone = hanako.post(&format!("{meeting}/decisions/{id}/removal"), &[]);
    assert!(!gone.text.contains("リスク受容</strong>"), "{}", gone.text);
    assert_eq!(hanako.post(&format!("{meeting}/decisions/{id}/removal"), &[]).status, 404);
    assert_eq!(decide(hanako, &meeting, &[("verdict", "perhaps")]).status, 422);
    for (field, typed) in [("amount", "たくさん"), ("until", "そのうち")] {
        let refused = decide(hanako, &meeting, &[("verdict", "do"), (field, typed)]);
        assert!(refused.status == 422 && refused.text.contains(typed), "{field}: {}", refused.text);
    }
}

#[test]
fn a_meeting_to_come_is_not_concluded_and_its_papers_say_what_is_asked() {
    let Prepared { mut round, .. } = prepared();
    let id = round.id.clone();
    let hanako = &mut round.hanako;
    hanako.get("/meetings/new");
    let mut coming = fields(&id, "R50.4.1");
    coming.push(("present", "院長 佐倉"));
    let meeting = hanako.post("/meetings", &coming).path;
    let early = hanako.post(&format!("{meeting}/conclusion"), &[]);
    assert!(early.status == 422 && early.text.contains("開催日より前には確定できません"), "{}", early.text);
    for file in ["meeting-papers.pdf", "board-paper.pdf", "minutes.pdf"] {
        assert!(hanako.get(&format!("{meeting}/{file}")).bytes.starts_with(b"%PDF"), "{file}");
    }
    for nowhere in ["board-paper.xlsx", "improvement-plan.pdf", "nothing.pdf"] {
        assert_eq!(hanako.get(&format!("{meeting}/{nowhere}")).status, 404, "{nowhere}");
    }
    hanako.get("/meetings/new");
    let unknown = hanako.post("/meetings", &fields("another-round", "2020-05-01"));
    assert!(unknown.status == 422 && unknown.text.contains("この自己点検は選べません"), "{}", unknown.text);
}

#[test]
fn the_screen_shows_one_point_at_a_time_and_takes_decisions_down_where_it_stands() {
    let Prepared { mut round, meeting, .. } = prepared();
    let hanako = &mut round.hanako;
    let first = hanako.get(&format!("{meeting}/screen"));
    assert!(first.text.contains("rel=\"next\"") && !first.text.contains("rel=\"prev\""), "{}", first.text);
    assert!(first.text.contains("screen.js") && first.text.contains("id=\"matrix\""));
    let points: usize = first.between("<span>1/", "</span>").expect("a number").parse().expect("a number");
    let topic = hanako.get(&format!("{meeting}/screen?at=1")).text;
    assert!(
        topic.contains("病院としての回答：") && topic.contains("sheets/executive#item-policy"),
        "{topic}"
    );
    let last = hanako.get(&format!("{meeting}/screen?at={}", points - 1));
    assert!(last.text.contains("<h1>見直す</h1>") && !last.text.contains("rel=\"next\""), "{}", last.text);
    assert!(last.text.contains("value=\"1200000\"") && last.text.contains("name=\"point\""));
    assert!(hanako.get(&format!("{meeting}/screen?at=999")).text.contains("<h1>見直す</h1>"));
    let point = (points - 1).to_string();
    let decided = decide(hanako, &meeting, &[("verdict", "do"), ("point", &point)]);
    assert!(
        decided.text.contains("<h1>見直す</h1>") && decided.text.contains("実施</strong>"),
        "{}",
        decided.text
    );
}
