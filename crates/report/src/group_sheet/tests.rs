//! What is claimed of this document, tried on its samples.

use tenken_domain::guidance;
use tenken_domain::id::{DepartmentId, OccupationId};

use super::*;
use crate::pdf::{typeset, words_by_page};
use crate::sample;

fn departments(facts: &RoundFacts<'_>) -> Vec<Addressee> {
    let staff = facts.staff.as_ref().unwrap();
    let to =
        |group: &Group| Addressee { group: group.key.clone(), to: format!("{}の責任者", group.name) };
    staff.departments.iter().map(to).collect()
}

fn words(facts: &RoundFacts<'_>, addressees: &[Addressee]) -> Vec<String> {
    let advice = Advice {
        book: guidance::builtin(&facts.catalog.id),
        contact: "情報システム室（内線 1234）",
    };
    let sheets = GroupSheets { facts, advice, addressees };
    assert!(pdf(&sheets).unwrap().starts_with(b"%PDF"));
    words_by_page(&typeset(&document(&sheets)).unwrap())
}

#[test]
fn every_group_has_one_page_that_names_no_other_group() {
    let facts = sample::round(sample::catalog(), 24);
    let pages = words(&facts, &departments(&facts));
    assert_eq!(pages.len(), 24);
    for (nth, page) in pages.iter().enumerate() {
        let names = facts.staff.iter().flat_map(|staff| &staff.departments).map(|group| &group.name);
        let found: Vec<_> = names.filter(|name| page.contains(name.as_str())).collect();
        assert!(found.iter().all(|name| facts.staff.as_ref().unwrap().departments[nth].name.contains(*name)));
        assert!(page.contains("話し合うこと") && page.contains("共有した日"), "{page}");
        assert!(page.contains("すること："), "{page}");
    }
}

#[test]
fn a_hidden_groups_sheet_says_so_instead_of_figures_and_talks_about_the_whole() {
    let facts = sample::round(sample::catalog(), 8);
    let staff = facts.staff.as_ref().unwrap();
    let hidden =
        staff.departments.iter().find(|group| group.figures == Figures::TooFew).expect("a small one");
    let addressees = [Addressee { group: hidden.key.clone(), to: "検査科の責任者".to_owned() }];
    let page = words(&facts, &addressees).concat();
    let items = facts.catalog.checklist(&staff.list).unwrap().items.len();
    // One for each item, and one in the sentence above.
    assert_eq!(page.matches("非表示（少人数）").count(), items + 1, "{page}");
    assert_eq!(page.matches("病院全体で○が少ない項目です。").count(), 3, "{page}");
    assert!(!page.contains("この部署で"), "{page}");
}

#[test]
fn an_occupations_sheet_goes_to_whoever_answers_for_it() {
    let facts = sample::round(sample::catalog(), 8);
    let group = GroupKey::Occupation(OccupationId::new("1"));
    let page = words(&facts, &[Addressee { group, to: "看護部長".to_owned() }]).concat();
    assert!(page.contains("職種別結果シート") && page.contains("看護部長様"), "{page}");
    assert!(page.contains("令和7年度第2回との差") && page.contains("（ポイント）"), "{page}");
}

#[test]
fn a_group_that_was_not_asked_has_no_page_and_long_names_fit() {
    let mut facts = sample::round(sample::catalog(), 2);
    let stranger = Addressee { group: GroupKey::Department(DepartmentId::new("none")), to: String::new() };
    let mut addressees = departments(&facts);
    addressees.push(stranger);
    let long = "地域連携・患者総合支援センター　入退院支援部門（南館）".repeat(2);
    addressees[0].to = format!("{long}の責任者");
    if let Some(staff) = &mut facts.staff {
        staff.departments[0].name = long;
    }
    assert_eq!(words(&facts, &addressees).len(), 2);
}
