//! What is claimed of this document, tried on its samples.

use jiff::civil::date;
use tenken_domain::action::{Cost, State};
use tenken_domain::answer::Answer;
use tenken_domain::facts::Figures;
use tenken_domain::mark::Mark;
use tenken_domain::trend::moves;

use super::*;
use crate::pdf::{typeset, words_by_page};
use crate::plan::Planned;
use crate::sample;

/// The round before: every answer ○.
fn before<'c>(now: &RoundFacts<'c>) -> RoundFacts<'c> {
    let mut before = now.clone();
    for answer in before.sheets.iter_mut().flat_map(|sheet| sheet.answers.values_mut()) {
        *answer = Answer { mark: Some(Mark::Yes), ..Answer::default() };
    }
    before
}

fn planned(title: &str) -> Planned {
    Planned {
        title: title.to_owned(),
        content: String::new(),
        findings: vec!["端末の更新".to_owned()],
        owner: "情報システム室".to_owned(),
        due: Some(date(2027, 3, 31)),
        is_overdue: false,
        cost: Cost { once: Some(1_200_000), yearly: None },
        effort: Some(12),
        state: State::Planned,
        added_on: date(2026, 12, 1),
        latest: String::new(),
    }
}

fn report<'a>(facts: &'a RoundFacts<'a>, before: &RoundFacts<'_>) -> FullReport<'a> {
    FullReport {
        facts,
        standing: Standing::Closed,
        moved: Some(("令和7年度 第2回", moves(before, facts))),
        memos: Memos::Printed,
        plan: Some(ImprovementPlan {
            issuer: &facts.issuer,
            texts: &facts.catalog.texts,
            as_of: facts.as_of,
            actions: vec![planned("全端末の更新")],
            unanswered: vec!["規程の周知".to_owned()],
        }),
    }
}

fn words(report: &FullReport<'_>) -> Vec<String> {
    words_by_page(&typeset(&document(report)).expect("pages"))
}

#[test]
fn one_document_holds_every_part_and_names_the_page_of_each() {
    let facts = sample::round(sample::catalog(), 24);
    let before = before(&facts);
    let report = report(&facts, &before);
    let pages = words(&report);
    let parts = [
        "1.全体像（チェックの主体と視点）",
        "2.前回から動いた項目",
        "3.チェックリストごとの結果",
        "4.すべての項目と回答",
        "5.要改善事項（×とした項目）",
        "6.対策（改善計画）",
        "7.職員の回答",
    ];
    for part in parts {
        assert!(pages[0].contains(part), "{part}: {}", pages[0]);
        assert_eq!(pages[1..].iter().filter(|page| page.contains(part)).count(), 1, "{part}");
    }
    assert!(pages[0].contains("締切済") && pages[0].contains("院内メモを含む"), "{}", pages[0]);
    let all = pages.concat();
    for list in facts.sheets.iter().filter_map(|sheet| facts.catalog.checklist(&sheet.list)) {
        for item in &list.items {
            let first: String = item.text[0].split_whitespace().collect();
            assert!(all.contains(&first), "{}", item.id);
        }
    }
    for told in ["院内メモ：院内メモは印刷しない", "全端末の更新", "1,200,000", "規程の周知", "髙橋﨑子"]
    {
        assert!(all.contains(told), "{told}");
    }
    assert!(pdf(&report).expect("an accessible file").starts_with(b"%PDF"));
}

#[test]
fn what_the_reader_may_not_see_is_left_out_and_an_open_round_says_so() {
    let mut facts = sample::round(sample::catalog(), 2);
    let before = before(&facts);
    facts.sheets.iter_mut().for_each(|sheet| sheet.answers.clear());
    facts.staff.as_mut().expect("staff").figures = Figures::AfterClose;
    let report = FullReport {
        standing: Standing::Preliminary,
        memos: Memos::LeftOut,
        plan: None,
        ..report(&facts, &before)
    };
    let all = words(&report).concat();
    assert!(all.contains("速報") && all.contains("締切後に表示"), "{all}");
    assert!(!all.contains("院内メモ") && !all.contains("対策（改善計画）"), "{all}");
    assert!(all.contains("変わった項目はありません。"), "what nobody answered yet did not move: {all}");
}

#[test]
fn a_memo_of_hundreds_of_lines_goes_on_over_pages() {
    let mut facts = sample::round(sample::catalog(), 1);
    let pages = words(&report(&facts, &facts)).len();
    let answer = facts.sheets[0].answers.values_mut().next().expect("an answer");
    answer.memo = "行\n".repeat(400);
    let report = report(&facts, &facts);
    assert!(words(&report).len() >= pages + 5, "400 lines take more than five pages");
    assert!(xlsx(&report).is_ok());
}

#[test]
fn groups_of_the_staff_show_exactly_what_the_summary_shows() {
    let facts = sample::round(sample::catalog(), 24);
    let before = before(&facts);
    let full = serde_json::to_value(document(&report(&facts, &before)).body).expect("facts");
    let summary = serde_json::to_value(result_summary::document(&facts).body).expect("facts");
    assert_eq!(full["summary"], summary);
}

#[test]
fn a_round_without_anything_and_names_without_end_are_still_a_document() {
    let everything = sample::round(sample::catalog(), 1);
    let mut facts = RoundFacts { staff: None, sheets: Vec::new(), previous: None, ..everything };
    facts.issuer.hospital = "独立行政法人地域医療機能推進機構".repeat(6);
    facts.round = "令和8年度 第1回（臨時・全部署対象）".repeat(4);
    let report = FullReport {
        facts: &facts,
        standing: Standing::Closed,
        moved: None,
        memos: Memos::Printed,
        plan: None,
    };
    assert!(words(&report).concat().contains("比べられる前回の自己点検がありません。"));
    assert!(pdf(&report).is_ok() && xlsx(&report).is_ok());
}
