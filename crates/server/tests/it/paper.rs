//! 代行入力: paper sheets typed in by a clerk.

use crate::support::{OpenRound, Page, fill_in, marks};

fn enter(round: &mut OpenRound, more: &[(&str, &str)], letters: &str) -> Page {
    let address = format!("/rounds/{}/paper", round.id);
    let page = round.hanako.get(&address);
    let key = page.between("name=\"key\" value=\"", "\"").expect("a key").to_owned();
    let marks = marks(letters);
    let mut fields: Vec<_> = marks.iter().map(|(name, mark)| (name.as_str(), *mark)).collect();
    fields.extend_from_slice(more);
    if !more.iter().any(|(name, _)| *name == "key") {
        fields.push(("key", &key));
    }
    round.hanako.post(&address, &fields)
}

#[test]
fn department_and_occupation_stay_chosen_and_the_page_counts_the_sheets() {
    let mut round = OpenRound::start("anonymous", &["東病棟", "事務"]);
    let (department, occupation) = (round.doors[1].0.clone(), round.occupations[2].clone());
    let chosen = [("department", department.as_str()), ("occupation", occupation.as_str())];
    for sheets in 1..=2 {
        let page = enter(&mut round, &chosen, "yyyyynn-a-");
        assert!(
            page.text.contains("保存しました。") && page.query.starts_with("saved=yes&"),
            "{}",
            page.query
        );
        assert!(page.text.contains(&format!("入力した紙の記入票：{sheets}枚")), "{}", page.text);
        for id in [&department, &occupation] {
            assert!(page.text.contains(&format!("value=\"{id}\" selected")), "{}", page.text);
        }
        assert_eq!(page.text.matches(" checked").count(), 10, "all blank again");
    }
    let events = round.server.lines()["audit_event"].join("\n");
    assert_eq!(events.matches("paper-sheet-entered").count(), 2);
    round.close();
    assert_eq!(round.board(), ["2/120", "0/60", "2/60"]);
}

#[test]
fn a_paper_sheet_sent_twice_is_entered_once() {
    let mut round = OpenRound::start("anonymous", &["東病棟"]);
    let (department, occupation) = (round.doors[0].0.clone(), round.occupations[0].clone());
    let key = "BBBBBBBBBBBBBBBBBBBBBB";
    let fields = [("department", department.as_str()), ("occupation", occupation.as_str()), ("key", key)];
    for _ in 0..2 {
        let page = enter(&mut round, &fields, "yyyyyyyyyy");
        assert!(page.text.contains("入力した紙の記入票：1枚"), "{}", page.text);
    }
}

#[test]
fn what_is_missing_or_unknown_is_said_at_its_field_and_nothing_is_lost() {
    let mut round = OpenRound::start("named", &["東病棟"]);
    let (department, occupation) = (round.doors[0].0.clone(), round.occupations[0].clone());
    let nothing = enter(&mut round, &[], "ynynynynyn");
    assert_eq!(nothing.status, 422);
    assert_eq!(nothing.text.matches("href=\"#").count(), 5, "skip link and four fields: {}", nothing.text);
    assert_eq!(nothing.text.matches(" checked").count(), 10);
    let (here, what) = (("department", department.as_str()), ("occupation", occupation.as_str()));
    let unknown =
        enter(&mut round, &[("department", "x"), what, ("filler", "甲"), ("day", "R8.11.1")], "yyyyyyyyyy");
    assert!(unknown.status == 422 && unknown.text.contains("対象から選んでください"), "{}", unknown.text);
    let empty = enter(&mut round, &[here, what, ("filler", "甲"), ("day", "R8.11.1")], "----------");
    assert!(empty.status == 422 && empty.text.contains("まだ1問も選ばれていません"), "{}", empty.text);
    assert!(round.server.lines()["staff_sheet"].is_empty());
    let saved = enter(&mut round, &[here, what, ("filler", "甲野"), ("day", "令和8年11月1日")], "yyyyyyyyyy");
    assert!(saved.text.contains("保存しました（○ 10/10）"), "{}", saved.text);
    let list = round.hanako.get(&format!("/rounds/{}/staff-sheets", round.id));
    assert!(list.text.contains("甲野") && list.text.contains("2026-11-01") && list.text.contains("代行入力"));
    assert!(list.text.contains("東病棟"));
}

#[test]
fn a_cards_code_says_who_and_lets_paper_finish_what_was_begun() {
    let mut round = OpenRound::with_cards("named", "with-names", &["東病棟"]);
    let cards = round.cards(0);
    let mut nurse = round.server.somebody();
    let sheet = round.show(&mut nurse, &cards[0]);
    fill_in(&mut nurse, &sheet, "nn--------", "keep");
    let code = cards[0].code.to_lowercase();
    let day = ("day", "R8.11.1");
    for (typed, told) in [("AC34", "コードは8文字です"), ("AC34-7XYY", "コードが正しくありません")]
    {
        let refused = enter(&mut round, &[("code", typed), day], "yyyyyyyyyy");
        assert!(refused.status == 422 && refused.text.contains(told), "{}", refused.text);
        assert_eq!(refused.text.matches("href=\"#").count(), 2, "skip link and the code: {}", refused.text);
    }
    let saved = enter(&mut round, &[("code", &code), day], "--yyyyyyyy");
    assert!(saved.text.contains("保存しました"), "{}", saved.text);
    assert_eq!(round.board()[0], "1/10");
    let list = round.hanako.get(&format!("/rounds/{}/staff-sheets", round.id));
    assert!(list.text.contains("代行入力") && list.text.contains("2026-11-01"), "{}", list.text);
    let answers = round.server.lines()["staff_answer"].join("\n");
    assert_eq!(answers.matches("\"no\"").count(), 4, "what was begun stands where paper is blank");
    let twice = enter(&mut round, &[("code", &code), day], "yyyyyyyyyy");
    assert!(twice.status == 422 && twice.text.contains("すでに提出されています"), "{}", twice.text);
    assert_eq!(round.board()[0], "1/10");
}

#[test]
fn a_card_without_a_name_still_wants_the_occupation() {
    let mut round = OpenRound::with_cards("anonymous", "without-names", &["東病棟"]);
    let card = round.cards(0).remove(0);
    let refused = enter(&mut round, &[("code", &card.code)], "yyyyyyyyyy");
    assert!(refused.status == 422 && refused.text.contains("href=\"#occupation\""), "{}", refused.text);
    assert!(!refused.text.contains("href=\"#department\""), "{}", refused.text);
    let occupation = round.occupations[0].clone();
    let saved = enter(&mut round, &[("code", &card.code), ("occupation", &occupation)], "yyyyyyyyyy");
    assert!(saved.text.contains("保存しました。"), "{}", saved.text);
    round.close();
    assert_eq!(round.board(), ["1/10", "1/10"]);
}
