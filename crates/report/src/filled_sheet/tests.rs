//! What is claimed of this document, tried on its samples.

use tenken_domain::answer::Answer;
use tenken_domain::catalog::{Certainty, Item, Viewpoint};
use tenken_domain::facts::Edition;
use tenken_domain::mark::Mark;

use super::*;
use crate::pdf::{typeset, words_by_page};
use crate::sample;

fn list(id: &str) -> &'static Checklist {
    sample::catalog().checklist(&ChecklistId::new(id)).unwrap()
}

fn facts<'a>(issuer: &'a Issuer, sheet: &'a SheetFacts) -> FilledSheet<'a> {
    FilledSheet { issuer, catalog: sample::catalog(), round: sample::ROUND, sheet, annex: None, staff: None }
}

fn pages_of(facts: &FilledSheet) -> Vec<String> {
    words_by_page(&typeset(&document(facts).unwrap()).unwrap())
}

fn words_of(facts: &FilledSheet) -> String {
    pages_of(facts).concat()
}

fn bare(text: &str) -> String {
    text.replace(char::is_whitespace, "")
}

/// A sheet on which the first `yes` items of a viewpoint are ○ and nothing else is marked.
fn marked(list: &Checklist, yes: &[(Viewpoint, usize)]) -> SheetFacts {
    let mut sheet = SheetFacts::blank(list.id.clone());
    for (viewpoint, count) in yes {
        let of_viewpoint = list.items.iter().filter(|item: &&Item| item.viewpoint == Some(*viewpoint));
        let marks = of_viewpoint
            .take(*count)
            .map(|item| (item.id.clone(), Answer { mark: Some(Mark::Yes), ..Answer::default() }));
        sheet.answers.extend(marks);
    }
    sheet
}

#[test]
fn every_list_prints_blank_and_filled_in_as_accessible_pdf() {
    for list in &sample::catalog().checklists {
        let annex = sample::catalog().annex_of(&list.id).map(sample::sheet);
        for issuer in [sample::issuer(), sample::real_issuer()] {
            for sheet in [sample::sheet(list), SheetFacts::blank(list.id.clone())] {
                let facts = FilledSheet { annex: annex.as_ref(), ..facts(&issuer, &sheet) };
                let file = pdf(&facts).unwrap_or_else(|error| panic!("{}: {error}", list.id));
                assert!(file.starts_with(b"%PDF"));
            }
        }
    }
}

#[test]
fn the_result_stands_as_the_sheet_prints_it() {
    let sheet = marked(list("administrator"), &[(Viewpoint::Prevention, 41), (Viewpoint::Detection, 3)]);
    let words = words_of(&facts(&sample::real_issuer(), &sheet));
    assert!(words.contains("視点割合項目数予防46.1%41/89発見42.9%3/7是正0.0%0/1"), "{words}");
    assert!(words.contains("様式どおり44/97｜該当なしを除く44/97"), "{words}");
}

#[test]
fn a_viewpoint_without_items_prints_dashes() {
    let sheet = marked(list("executive"), &[(Viewpoint::Prevention, 16)]);
    let words = words_of(&facts(&sample::real_issuer(), &sheet));
    assert!(words.contains("予防100.0%16/16発見--是正0.0%0/3"), "{words}");
}

#[test]
fn the_staff_result_is_one_line_without_viewpoint() {
    let sheet = SheetFacts::blank(ChecklistId::new("staff"));
    let words = words_of(&facts(&sample::real_issuer(), &sheet));
    assert!(words.contains("割合項目数0.0%0/10様式どおり"), "{words}");
    assert!(!words.contains("視点割合"));
}

#[test]
fn every_word_of_the_sheet_is_printed() {
    let catalog = sample::catalog();
    for list in catalog.checklists.iter().filter(|list| list.annex_of.is_none()) {
        let annex = catalog.annex_of(&list.id).map(|annex| SheetFacts::blank(annex.id.clone()));
        let sheet = SheetFacts::blank(list.id.clone());
        let words = words_of(&FilledSheet { annex: annex.as_ref(), ..facts(&sample::real_issuer(), &sheet) });
        let items =
            list.items.iter().chain(catalog.annex_of(&list.id).into_iter().flat_map(|annex| &annex.items));
        let texts = &catalog.texts;
        let around =
            texts.introduction.iter().chain(&texts.references).chain(&texts.caveat).chain(&list.usage);
        for text in
            items.flat_map(|item| &item.text).chain(around).chain([&texts.closing, &texts.source_line])
        {
            assert!(words.contains(&bare(text)), "{}: {text}", list.id);
        }
    }
}

#[test]
fn the_memo_stays_off_the_sheet() {
    let mut sheet = marked(list("executive"), &[(Viewpoint::Prevention, 2)]);
    sheet.answers.values_mut().for_each(|answer| answer.memo = "院内だけの話".to_owned());
    assert!(!words_of(&facts(&sample::real_issuer(), &sheet)).contains("院内だけの話"));
}

#[test]
fn an_item_ruled_out_by_a_circumstance_says_which() {
    let catalog = sample::catalog();
    let condition =
        catalog.conditions.iter().find(|condition| condition.id.as_str() == "if-website").unwrap();
    let mut sheet = SheetFacts::blank(ChecklistId::new("administrator"));
    let reason = bare(&format!("該当なしの理由：「{}」に当てはまらないため", condition.title));
    assert!(!words_of(&facts(&sample::real_issuer(), &sheet)).contains(&reason));
    sheet.absent.insert(condition.id.clone());
    let words = words_of(&facts(&sample::real_issuer(), &sheet));
    let ruled_out = |item: &&Item| item.applies_when.as_ref() == Some(&condition.id);
    let expected = list("administrator").items.iter().filter(ruled_out).count();
    assert_eq!(words.matches(&reason).count(), expected);
}

#[test]
fn the_sample_says_so_on_every_page_and_a_real_sheet_on_none() {
    let sheet = sample::sheet(list("executive"));
    for page in pages_of(&facts(&sample::issuer(), &sheet)) {
        assert!(page.contains("サンプルサンプル病院"), "{page}");
    }
    assert!(!words_of(&facts(&sample::real_issuer(), &sheet)).contains("サンプル"));
}

#[test]
fn nobodys_text_is_template_code() {
    let name = r##"#panic("x") "] $a$ *b* _c_ @d <e> \ `f` // g"##;
    let issuer = Issuer { hospital: name.to_owned(), edition: Edition::Real };
    let mut sheet = sample::sheet(list("executive"));
    sheet.filler = name.to_owned();
    let words = words_of(&facts(&issuer, &sheet));
    assert!(words.matches(&bare(name)).count() >= 2, "{words}");
}

#[test]
fn an_uncertain_number_has_its_footnote_and_a_certain_one_is_the_sheets_own() {
    let sheet = SheetFacts::blank(ChecklistId::new("executive"));
    let footnote = "整理番号は本システムの番号で、原本の番号とは限りません。";
    assert!(words_of(&facts(&sample::real_issuer(), &sheet)).contains(footnote));
    let mut catalog = sample::catalog().clone();
    for item in catalog.checklists.iter_mut().flat_map(|list| &mut list.items) {
        item.number_is = Certainty::Certain;
    }
    let words = words_of(&FilledSheet { catalog: &catalog, ..facts(&sample::real_issuer(), &sheet) });
    assert!(words.contains("NO視点チェック項目") && !words.contains(footnote));
}

#[test]
fn an_anonymous_form_asks_for_no_name() {
    let (issuer, occupations) = (sample::real_issuer(), sample::occupations());
    let sheet = SheetFacts::blank(ChecklistId::new("staff"));
    let form = |naming| {
        let staff = Some(StaffForm { occupations: &occupations, naming });
        words_of(&FilledSheet { staff, ..facts(&issuer, &sheet) })
    };
    assert!(form(Naming::Anonymous).contains("記入者（無記名です。書かないでください）"));
    assert!(!form(Naming::Named).contains("無記名"));
    assert!(form(Naming::Named).contains("部署職種（○をつける）医師看護師"));
}

#[test]
fn an_unknown_list_is_refused() {
    let sheet = SheetFacts::blank(ChecklistId::new("nobody"));
    let refused = pdf(&facts(&sample::issuer(), &sheet));
    assert!(matches!(refused, Err(FilledSheetError::UnknownList(_))));
}
