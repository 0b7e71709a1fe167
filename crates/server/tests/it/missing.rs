//! Who is missing, to look at and to print; and who is set aside while the round is open.

use std::process::Command;

use tenken_domain::person::Leave;

use crate::support::{OpenRound, Page, Registered, Somebody, ward};

const ALL_YES: &str = "yyyyyyyyyy";
const EAST: [&str; 6] = ["青木 一", "井上 二", "上田 三", "江口 四", "小川 五", "加藤 六"];

fn two_wards(naming: &str, slips: &str) -> OpenRound {
    let people = [ward("東病棟", &EAST), ward("西病棟", &["髙﨑 七"])].concat();
    OpenRound::asking(naming, slips, &people)
}

fn list(round: &OpenRound, who: &mut Somebody) -> Page {
    who.get(&format!("/rounds/{}/missing", round.id))
}

/// The names of a page, in its order.
fn names(page: &Page) -> Vec<&str> {
    page.text.split("<li><span>").skip(1).filter_map(|rest| rest.split('<').next()).collect()
}

/// How often names were looked at.
fn looks(round: &OpenRound) -> usize {
    round.server.lines()["audit_event"].join("\n").matches("missing-list-read").count()
}

#[test]
fn with_named_cards_the_list_names_who_is_missing_and_every_look_is_recorded() {
    let mut round = two_wards("named", "with-names");
    let page = round.hanako.get(&format!("/rounds/{}/missing", round.id));
    assert_eq!(names(&page), [&EAST[..], &["髙﨑 七"]].concat());
    round.hand_in_by_card("上田 三", ALL_YES);
    let east = format!("/rounds/{}/missing?department={}", round.id, round.doors[0].0);
    let page = round.hanako.get(&east);
    assert_eq!(names(&page), ["青木 一", "井上 二", "江口 四", "小川 五", "加藤 六"]);
    assert!(page.text.contains("未提出 5名") && page.text.contains("操作記録に残ります"), "{}", page.text);
    assert!(!page.text.contains("無記名のため"), "{}", page.text);
    assert_eq!(looks(&round), 2);
    let log = round.hanako.get("/settings/audit-events?event=missing-list-read");
    assert!(log.text.contains("東病棟") && log.text.contains("未提出者の一覧を見た"), "{}", log.text);
    assert_eq!(round.hanako.get(&format!("/rounds/{}/missing?department=nobody", round.id)).status, 404);
}

#[test]
fn what_was_begun_and_kept_is_still_missing() {
    let mut round = two_wards("named", "with-names");
    let kept = round.keep_by_card("青木 一", "yy--------");
    assert!(kept.text.contains("途中まで保存しました"), "{}", kept.text);
    let mut hanako = round.server.log_in("hanako");
    let page = list(&round, &mut hanako);
    assert_eq!(names(&page).first(), Some(&"青木 一"));
    assert!(!page.text.contains("途中"), "nothing tells who began: {}", page.text);
}

#[test]
fn in_anonymous_rounds_names_go_in_batches_and_the_page_says_that_some_have_handed_in() {
    let mut round = two_wards("anonymous", "with-names");
    for name in &EAST[..4] {
        round.hand_in_by_card(name, ALL_YES);
    }
    let mut hanako = round.server.log_in("hanako");
    let page = list(&round, &mut hanako);
    assert_eq!(names(&page).len(), 7, "four of five are not told");
    assert!(
        page.text.contains("5枚まとまるごとに反映されます") && !page.text.contains("だれのものか"),
        "{}",
        page.text
    );
    // By poster: counted, but nobody's.
    round.hand_in(0, 0, ALL_YES);
    let page = list(&round, &mut hanako);
    assert_eq!(names(&page), ["小川 五", "加藤 六", "髙﨑 七"]);
    assert!(page.text.contains("提出された1枚は、だれのものか分かりません"), "{}", page.text);
    round.close();
    let page = list(&round, &mut hanako);
    assert!(!page.text.contains("無記名のため") && !page.text.contains("letters.pdf"), "{}", page.text);
}

#[test]
fn without_named_cards_only_numbers_are_known_and_they_are_never_negative() {
    for slips in ["without-names", "none"] {
        let round = two_wards("anonymous", slips);
        for _ in 0..10 {
            round.hand_in(0, 0, ALL_YES);
        }
        let mut hanako = round.server.log_in("hanako");
        let page = list(&round, &mut hanako);
        let numbers =
            page.text.split("data-label=\"未提出\">").skip(1).filter_map(|rest| rest.split('<').next());
        assert_eq!(numbers.collect::<Vec<_>>(), ["0", "1"], "{}", page.text);
        for name in EAST {
            assert!(!page.text.contains(name), "{name}");
        }
        assert!(page.text.contains("だれが未提出かは分かりません"), "{}", page.text);
        assert_eq!(looks(&round), 0, "nobody's name was seen");
        let person = round.person("青木 一");
        assert_eq!(hanako.get(&format!("/rounds/{}/missing/{person}", round.id)).status, 404);
        let letters = hanako.get(&format!("/rounds/{}/missing/letters.pdf", round.id));
        let words = words(&letters);
        assert!(words.contains("まだ1名の方の回答が届いていません（どなたかは分かりません）"), "{words}");
        assert!(words.contains("西病棟") && !words.contains("東病棟") && !words.contains("髙﨑"), "{words}");
    }
}

#[test]
fn a_head_sees_the_own_department_executives_nothing_auditors_all() {
    let mut round = two_wards("named", "with-names");
    let mut head = round.head(1);
    let here = format!("/rounds/{}/missing", round.id);
    let other = format!("?department={}", round.doors[0].0);
    for page in [here.clone(), format!("{here}?department={}", round.doors[1].0)] {
        let page = head.get(&page);
        assert_eq!(names(&page), ["髙﨑 七"]);
        assert!(!page.text.contains("東病棟") && !page.text.contains("/missing/person"), "{}", page.text);
    }
    assert_eq!(head.get(&format!("{here}{other}")).status, 404);
    assert_eq!(head.get(&format!("{here}/letters.pdf{other}")).status, 404);
    assert!(words(&head.get(&format!("{here}/letters.pdf"))).contains("髙﨑七"));
    let mut auditor = round.server.colleague(&mut round.hanako, "jiro", "auditor");
    assert_eq!(names(&auditor.get(&here)).len(), 7);
    let mut executive = round.server.colleague(&mut round.hanako, "sakura", "executive");
    assert_eq!(executive.get(&here).status, 404);
    let person = format!("{here}/{}", round.person("青木 一"));
    for (who, expected) in [(&mut head, 404), (&mut auditor, 403), (&mut executive, 403)] {
        assert_eq!(who.get(&person).status, expected);
        who.get("/account");
        assert_eq!(who.post(&person, &[("leave", "sick")]).status, expected);
    }
}

#[test]
fn whoever_has_left_since_stands_apart_and_on_no_letter() {
    let mut round = two_wards("named", "with-names");
    let person = format!("/settings/people/{}", round.person("青木 一"));
    let form = round.hanako.get(&person).text;
    let chosen = |name: &str| {
        let select = form.split(&format!("<select id=\"{name}\"")).nth(1).expect("a choice");
        let before = select.split(" selected").next().expect("what is chosen");
        before.rsplit("value=\"").next().expect("a value").trim_end_matches('"').to_owned()
    };
    let (department, occupation) = (chosen("department"), chosen("occupation"));
    let number = form
        .split("name=\"staff_number\"")
        .nth(1)
        .and_then(|rest| rest.split('"').find(|one| one.starts_with("00")));
    let left = [
        ("staff_number", number.expect("a number")),
        ("name", "青木 一"),
        ("department", &department),
        ("occupation", &occupation),
        ("left_on", "2026-11-01"),
    ];
    assert_eq!(round.hanako.post(&person, &left).status, 200);
    let page = round.hanako.get(&format!("/rounds/{}/missing", round.id));
    assert!(page.text.contains("名簿では退職した方が1名います"), "{}", page.text);
    let letters = words(&round.hanako.get(&format!("/rounds/{}/missing/letters.pdf", round.id)));
    assert!(!letters.contains("青木一") && letters.contains("髙﨑七"), "{letters}");
}

#[test]
fn the_list_to_hand_round_bears_names_boxes_and_how_to_answer() {
    let round = two_wards("anonymous", "with-names");
    let mut hanako = round.server.log_in("hanako");
    let all = hanako.get(&format!("/rounds/{}/missing/letters.pdf", round.id));
    let words = words(&all);
    for expected in [
        "未提出の方へのお願い",
        "東病棟",
        "青木一",
        "髙﨑七",
        "未提出6名",
        "令和50年12月31日",
        "行き違いの場合はご容赦ください",
        "/codeでカードの8文字のコードを入力する",
        "5枚まとまるごとに反映されます",
    ] {
        assert!(words.contains(expected), "{expected}: {words}");
    }
    assert!(!words.contains("00000") && !words.contains("person-"), "no staff numbers: {words}");
    let events = round.server.lines()["audit_event"].join("\n");
    assert_eq!((looks(&round), events.matches("report-exported").count()), (1, 1));
}

/// All words of a PDF, without spaces.
fn words(pdf: &Page) -> String {
    assert!(pdf.bytes.starts_with(b"%PDF-"), "{} {}", pdf.status, pdf.text);
    let folder = tempfile::TempDir::new().expect("a folder");
    let file = folder.path().join("file.pdf");
    std::fs::write(&file, &pdf.bytes).expect("a file");
    let said = Command::new("pdftotext").arg(&file).arg("-").output().expect("pdftotext");
    String::from_utf8_lossy(&said.stdout).split_whitespace().collect()
}

#[test]
fn whoever_is_on_leave_is_set_aside_with_a_reason_and_can_be_taken_back() {
    let away = Registered { away: Some(Leave::Childcare), ..ward("東病棟", &["木村 八"])[0] };
    let people = [ward("東病棟", &EAST), vec![away]].concat();
    let mut round = OpenRound::asking("named", "with-names", &people);
    let card = round.card_of("井上 二");
    let page = set_leave(&mut round, "井上 二", "maternity");
    assert!(!names(&page).contains(&"井上 二"), "{}", page.text);
    assert!(page.text.contains("産前・産後休業のため除く") && page.text.contains("育児休業のため除く"));
    let shut = round.server.somebody().post(&card.link, &[]);
    assert_eq!(shut.status, 404, "the card opens nothing: {}", shut.text);
    let page = set_leave(&mut round, "井上 二", "asked");
    assert_eq!(names(&page), EAST);
    let thanks = round.hand_in_by_card("井上 二", ALL_YES);
    assert!(thanks.text.contains("10/10"), "{}", thanks.text);
    let page = set_leave(&mut round, "木村 八", "asked");
    assert!(names(&page).contains(&"木村 八"), "a card was drawn: {}", page.text);
    let events = round.server.lines()["audit_event"].join("\n");
    let count = |event: &str| events.matches(event).count();
    assert_eq!((count("person-set-aside"), count("person-taken-back")), (1, 2));
    assert!(!events.contains("maternity") && !events.contains("childcare"), "reasons are nobody's: {events}");
}

fn set_leave(round: &mut OpenRound, name: &str, leave: &str) -> Page {
    let here = format!("/rounds/{}/missing/{}", round.id, round.person(name));
    assert_eq!(round.hanako.get(&here).status, 200);
    round.hanako.post(&here, &[("leave", leave)])
}

#[test]
fn whoever_has_handed_in_is_not_set_aside_whether_the_board_tells_it_yet_or_not() {
    for naming in ["named", "anonymous"] {
        let mut round = two_wards(naming, "with-names");
        round.hand_in_by_card("青木 一", ALL_YES);
        let before = round.server.lines()["round_group"].clone();
        let page = set_leave(&mut round, "青木 一", "sick");
        assert!(page.status == 422 && page.text.contains("すでに提出されています"), "{}", page.text);
        assert_eq!(round.server.lines()["round_group"], before, "{naming}");
        let nothing = set_leave(&mut round, "井上 二", "");
        assert_eq!(nothing.status, 422);
        let unknown = set_leave(&mut round, "井上 二", "holiday");
        assert_eq!(unknown.status, 422);
    }
}

#[test]
fn whoever_was_the_only_one_of_a_group_at_the_opening_is_not_taken_back() {
    let away = Registered { away: Some(Leave::Sick), ..ward("西病棟", &["木村 八"])[0] };
    let people = [ward("東病棟", &EAST), vec![away]].concat();
    let mut round = OpenRound::asking("named", "with-names", &people);
    let page = set_leave(&mut round, "木村 八", "asked");
    assert!(page.status == 422 && page.text.contains("対象に戻せません"), "{}", page.text);
    assert_eq!(round.board(), ["0/6", "0/6"]);
}

#[test]
fn after_the_close_nobody_is_set_aside() {
    let mut round = two_wards("named", "with-names");
    round.close();
    let here = format!("/rounds/{}/missing", round.id);
    let person = format!("{here}/{}", round.person("青木 一"));
    assert_eq!(round.hanako.get(&person).status, 409);
    round.hanako.get("/account");
    assert_eq!(round.hanako.post(&person, &[("leave", "sick")]).status, 409);
    let page = round.hanako.get(&here);
    assert!(names(&page).len() == 7 && !page.text.contains(&person), "{}", page.text);
    assert_eq!(round.hanako.get(&format!("{here}/letters.pdf")).status, 409);
}
