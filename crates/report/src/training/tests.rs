//! Page counts and words of the papers of a training, and the cells of its record.

use super::*;
use crate::csv::Encoding;
use crate::pdf::{typeset, words_by_page};
use crate::sample;

fn pages(items: usize, of: impl Fn(&TrainingPapers<'_>) -> Vec<String>) -> Vec<String> {
    let facts = sample::round(sample::catalog(), 8);
    let list = facts.catalog.checklist(&facts.staff.as_ref().expect("staff").list).expect("a list");
    let training = sample::training(list, items);
    of(&sample::training_papers(&facts, &training).expect("papers"))
}

#[test]
fn the_handout_of_five_items_is_two_pages_and_names_figures_deeds_and_whom_to_call() {
    for items in 1..=5 {
        let made = pages(items, |papers| {
            assert!(handout(papers).expect("a file").starts_with(b"%PDF"));
            words_by_page(&typeset(&handout_document(papers)).expect("pages"))
        });
        assert!(made.len() <= 2, "{items} items: {} pages", made.len());
        let words = made.concat();
        assert!(words.contains("情報システム室（内線1234）") && words.contains("様式どおり"), "{words}");
        assert_eq!(words.matches("困ったら、すぐ").count(), items);
    }
}

#[test]
fn the_slides_are_a_title_one_slide_an_item_and_a_summary() {
    let book = tenken_domain::guidance::builtin(&sample::catalog().id).expect("explanations");
    for items in [1, 5] {
        let made = pages(items, |papers| {
            assert!(slides(papers).expect("a file").starts_with(b"%PDF"));
            words_by_page(&typeset(&slides_document(papers)).expect("pages"))
        });
        assert_eq!(made.len(), items + 2, "{made:?}");
        let last = made.last().expect("a summary");
        let does = pages(items, |papers| papers.training.items.iter().map(ToString::to_string).collect());
        for item in does {
            let entry = book.entry(&tenken_domain::id::ItemId::new(item)).expect("an entry");
            assert!(last.contains(entry.line(Part::Do).replace(' ', "").as_str()), "{last}");
        }
    }
}

#[test]
fn a_hospitals_own_long_words_stay_on_their_slide() {
    let facts = sample::round(sample::catalog(), 8);
    let list = facts.catalog.checklist(&facts.staff.as_ref().expect("staff").list).expect("a list");
    let training = sample::training(list, 3);
    let mut papers = sample::training_papers(&facts, &training).expect("papers");
    let long = "ログアウトするか、画面をロックします。".repeat(25);
    let yaml =
        format!("catalog: {}\nitems:\n  - {{ item: {}, do: {long} }}\n", facts.catalog.id, list.items[0].id);
    let book = tenken_domain::guidance::builtin(&facts.catalog.id).expect("explanations");
    let book = book.with_overlay(facts.catalog, ("guidance.yaml", yaml.as_bytes())).expect("no mistake");
    papers.points.iter_mut().for_each(|(item, entry)| *entry = book.entry(&item.id));
    let made = words_by_page(&typeset(&slides_document(&papers)).expect("pages"));
    assert_eq!(made.len(), 5, "{made:?}");
    assert!(made[1].contains(&long) && made[1].contains("様式どおり") && made[4].contains(&long));
}

#[test]
fn an_attendance_list_has_as_many_numbered_rows_as_were_asked_for() {
    let facts = sample::round(sample::catalog(), 3);
    let training = sample::training(&facts.catalog.checklists[0], 1);
    let list = AttendanceList { issuer: &facts.issuer, training: &training, rows: 60 };
    assert!(attendance_list(&list).expect("a file").starts_with(b"%PDF"));
    let made = words_by_page(&typeset(&attendance_list::document(&list)).expect("pages"));
    assert!(made.len() == 3 && made[2].contains("60") && !made[2].contains("61"), "{made:?}");
}

#[test]
fn the_record_lists_trainings_and_readings_and_holds_no_formula() {
    let issuer = sample::issuer();
    let record = sample::training_record(&issuer);
    let text = String::from_utf8(record_csv(&record, Encoding::Utf8).expect("a file")).expect("text");
    assert_eq!(text.lines().count(), 1 + 1 + 4, "{text}");
    assert!(
        text.contains("42人,'=欠席者") && text.contains("287人／提出 312") && text.contains("未記録"),
        "{text}"
    );
    assert!(text.contains("非表示（少人数）／提出 312") && !text.contains(",=欠席者"));
    assert!(record_csv(&record, Encoding::Cp932).is_ok() && record_pdf(&record).is_ok());
    let words = words_by_page(&typeset(&record::document(&record)).expect("pages")).concat();
    assert!(words.contains("研修実施記録（令和8年度）") && words.contains("院長"), "{words}");
}
