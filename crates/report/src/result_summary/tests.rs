//! What is claimed of this document, tried on its samples.

use tenken_domain::facts::{Figure, Figures, Issuer};
use tenken_domain::mark::Mark;
use tenken_domain::result::Share;

use super::*;
use crate::pdf::{typeset, words_by_page};
use crate::sample;

fn words_of(facts: &RoundFacts) -> String {
    words_by_page(&typeset(&document(facts)).unwrap()).concat()
}

#[test]
fn a_summary_of_any_size_is_accessible_pdf() {
    for departments in [0, 1, 24, 60] {
        let facts = sample::round(sample::catalog(), departments);
        assert!(pdf(&facts).unwrap_or_else(|error| panic!("{departments}: {error}")).starts_with(b"%PDF"));
    }
}

#[test]
fn a_round_without_staff_or_sheets_is_accessible_pdf() {
    let everything = sample::round(sample::catalog(), 1);
    let facts = RoundFacts { staff: None, sheets: Vec::new(), ..everything };
    assert!(pdf(&facts).is_ok());
    assert!(words_of(&facts).contains("×とした項目はありません。"));
}

#[test]
fn long_names_do_not_stop_it() {
    let mut facts = sample::round(sample::catalog(), 24);
    facts.issuer =
        Issuer { hospital: "独立行政法人地域医療機能推進機構".repeat(6), ..facts.issuer };
    facts.round = "令和8年度 第1回（臨時・全部署対象）".repeat(4);
    facts.sheets.iter_mut().for_each(|sheet| sheet.filler = "髙橋﨑子".repeat(20));
    for group in facts.staff.iter_mut().flat_map(|staff| &mut staff.departments) {
        group.name = "地域連携・患者総合支援センター入退院支援部門".repeat(3);
    }
    assert!(pdf(&facts).is_ok());
}

#[test]
fn every_item_marked_no_is_listed_once() {
    let facts = sample::round(sample::catalog(), 8);
    let marks =
        facts.sheets.iter().flat_map(|sheet| sheet.marks(facts.catalog.checklist(&sheet.list).unwrap()));
    let expected = marks.filter(|mark| *mark == Some(Mark::No)).count();
    assert!(expected > 5);
    assert_eq!(findings::findings(&facts).len(), expected);
}

#[test]
fn both_rates_stand_in_the_matrix_and_staff_have_their_own_column() {
    let facts = sample::round(sample::catalog(), 8);
    let words = words_of(&facts);
    let staff = facts.staff.as_ref().unwrap();
    let Figure::Count(total) = staff.total() else { panic!("the sample's staff are of several minds") };
    let (printed, applicable) = (total.as_printed(), total.applicable());
    assert!(words.contains(&format!("様式どおり{}({printed})職員", printed.rate())), "{words}");
    assert!(
        words.contains(&format!(
            "提出{}/{}名（ほかに長期休業など{}名を除く）",
            staff.handed_in, staff.asked, staff.away
        )),
        "{words}"
    );
    assert!(words.contains(&format!("---該当なしを除く{}({applicable})", applicable.rate())), "{words}");
}

#[test]
fn the_annex_has_a_row_only_where_it_has_a_sheet() {
    let mut facts = sample::round(sample::catalog(), 8);
    let annex = facts.catalog.checklists.iter().find(|list| list.annex_of.is_some()).unwrap();
    assert!(words_of(&facts).contains(&annex.title));
    facts.sheets.retain(|sheet| sheet.list != annex.id);
    assert!(!words_of(&facts).contains(&annex.title));
}

#[test]
fn a_small_group_is_named_but_shows_no_figures() {
    let facts = sample::round(sample::catalog(), 8);
    let staff = facts.staff.as_ref().unwrap();
    let groups = || staff.departments.iter().chain(&staff.occupations);
    let hidden = groups().filter(|group| group.figures == Figures::TooFew).count();
    let cells = groups().filter_map(|group| match &group.figures {
        Figures::Shown { items, .. } => {
            Some(items.values().filter(|figure| **figure == Figure::Hidden).count())
        }
        Figures::AfterClose | Figures::TooFew => None,
    });
    assert!(hidden > 0);
    assert_eq!(words_of(&facts).matches("非表示（少人数）").count(), hidden + cells.sum::<usize>());
}

#[test]
fn where_hardly_anybody_answered_no_only_yes_of_all_sheets_is_printed() {
    let mut facts = sample::round(sample::catalog(), 8);
    let staff = facts.staff.as_mut().unwrap();
    let Figures::Shown { total, items } = &mut staff.figures else { panic!("a shown hospital") };
    *total = Figure::Printed(Share::new(45, 60));
    *items.values_mut().next().unwrap() = Figure::Printed(Share::new(8, 12));
    let words = words_of(&facts);
    assert!(words.contains("75.0%(45/60)") && words.contains("---該当なしを除く非表示"), "{words}");
    assert!(words.contains("66.7%(8/12)非表示"), "{words}");
}

#[test]
fn contractors_stand_apart_and_differences_name_the_round_they_are_taken_from() {
    let mut facts = sample::round(sample::catalog(), 8);
    let words = words_of(&facts);
    assert!(words.contains("職種別の○の割合（委託）") && words.contains("令和7年度第2回との差"), "{words}");
    facts.previous = None;
    let words = words_of(&facts);
    assert!(words.contains("前回の結果がないため、差は示していません。"), "{words}");
    assert!(!words.contains("※の差は"), "{words}");
}

#[test]
fn nothing_of_the_staffs_result_shows_before_the_close() {
    let mut facts = sample::round(sample::catalog(), 8);
    let staff = facts.staff.as_mut().unwrap();
    staff.figures = Figures::AfterClose;
    let groups = staff.departments.iter_mut().chain(&mut staff.occupations);
    groups.for_each(|group| group.figures = Figures::AfterClose);
    let words = words_of(&facts);
    assert!(words.contains("締切後に表示") && !words.contains("非表示（少人数）"));
}

#[test]
fn the_day_of_the_facts_stands_in_both_calendars() {
    assert!(words_of(&sample::round(sample::catalog(), 1)).contains("令和8年12月1日（2026-12-01）現在"));
}
