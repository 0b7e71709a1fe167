//! Workbooks of whole rounds: made, and free of formulas where users typed.

use crate::filled_sheet::FilledSheet;
use crate::{csv, sample, xlsx};
use tenken_domain::facts::{Figures, SheetFacts};

#[test]
fn the_summary_of_a_round_is_a_workbook_and_its_bytes_depend_on_the_facts_only() {
    let catalog = sample::catalog();
    let facts = sample::round(catalog, 24);
    let first = xlsx::result_summary(&facts).unwrap();
    assert!(first.starts_with(b"PK\x03\x04"));
    assert_eq!(first, xlsx::result_summary(&facts).unwrap());
}

#[test]
fn the_staff_table_hides_small_groups_and_neutralises_names() {
    let catalog = sample::catalog();
    let mut facts = sample::round(catalog, 3);
    let staff = facts.staff.as_mut().unwrap();
    staff.departments[0].name = "=HYPERLINK(1)".to_owned();
    staff.departments[1].figures = Figures::TooFew;
    let text = String::from_utf8(csv::staff_table(&facts, csv::Encoding::Utf8).unwrap()).unwrap();
    assert!(text.starts_with("\u{feff}サンプル"), "the sample hospital is named as one");
    assert!(text.contains("部署,'=HYPERLINK(1),"), "{text}");
    assert!(text.contains("非表示（少人数）"));
}

#[test]
fn an_unwritable_character_is_named_with_its_cell() {
    let catalog = sample::catalog();
    let list = &catalog.checklists[0];
    let mut sheet = sample::sheet(list);
    for answer in sheet.answers.values_mut() {
        answer.memo = String::new();
    }
    let id = list.items[0].id.clone();
    sheet.answers.entry(id).or_default().memo = "𠮷田".to_owned();
    let issuer = sample::real_issuer();
    let facts = FilledSheet { issuer: &issuer, catalog, round: "", sheet: &sheet, annex: None, staff: None };
    let refused = csv::filled_sheet(&facts, csv::Encoding::Cp932).unwrap_err();
    let csv::CsvError::NotInEncoding(cells) = refused else { panic!("{refused}") };
    let expected = csv::Unwritable { row: 2, column: "メモ".to_owned(), character: '𠮷' };
    assert_eq!(cells, [expected]);
}

#[test]
fn a_list_that_is_not_in_the_catalog_is_an_error() {
    let catalog = sample::catalog();
    let (issuer, sheet) = (sample::issuer(), SheetFacts::blank(tenken_domain::id::ChecklistId::new("none")));
    let facts = FilledSheet { issuer: &issuer, catalog, round: "", sheet: &sheet, annex: None, staff: None };
    assert!(xlsx::filled_sheet(&facts).is_err());
    assert!(csv::filled_sheet(&facts, csv::Encoding::Utf8).is_err());
}
