//! What is claimed of the lists, tried on samples.

use super::*;
use crate::pdf::{typeset, words_by_page};
use crate::sample::{self, gaps, missing_lists};

fn words(facts: &MissingLists) -> Vec<String> {
    words_by_page(&typeset(&document(facts)).unwrap())
}

#[test]
fn every_department_has_its_names_on_pages_of_its_own() {
    let (issuer, gaps) = (sample::issuer(), gaps(3));
    let pages = words(&missing_lists(&issuer, &gaps));
    assert_eq!(pages.len(), 3);
    for (page, gap) in pages.iter().zip(&gaps) {
        let Missing::Names(people) = &gap.missing else { panic!("names") };
        assert!(page.contains(&gap.name) && page.contains("令和8年11月22日現在"), "{page}");
        assert!(people.iter().all(|one| page.contains(&one.name.replace(' ', ""))), "{page}");
        // Where some came without a card, their names are on the list though they may have handed in.
        let label = if gap.without_slip > 0 { "提出を確認できていない方" } else { "未提出" };
        assert!(
            page.contains(&format!("{label}{}名", people.len()))
                && page.contains("行き違いの場合はご容赦ください")
        );
        assert!(page.contains("令和8年11月30日（2026-11-30）まで") && page.contains("内線1234"), "{page}");
    }
}

#[test]
fn a_staff_number_stands_only_beside_a_name_that_two_bear() {
    let (issuer, mut gaps) = (sample::issuer(), gaps(1));
    let Missing::Names(people) = &mut gaps[0].missing else { panic!("names") };
    people[1].name = people[0].name.clone();
    let (twice, once) = (people[1].staff_number.clone(), people[2].staff_number.clone());
    let page = words(&missing_lists(&issuer, &gaps)).concat();
    assert!(page.contains(&format!("（{twice}）")) && !page.contains(&once), "{page}");
}

#[test]
fn without_names_there_is_the_number_and_nobody_is_told() {
    let (issuer, mut gaps) = (sample::issuer(), gaps(1));
    gaps[0].missing = Missing::Number(12);
    let facts = MissingLists { slips: Slips::WithoutNames, ..missing_lists(&issuer, &gaps) };
    let page = words(&facts).concat();
    assert!(page.contains("まだ12名の方の回答が届いていません（どなたかは分かりません）"), "{page}");
    assert!(page.contains("封筒から引いた回答カード") && !page.contains("髙橋"), "{page}");
    let named = MissingLists { naming: Naming::Named, slips: Slips::None, ..facts };
    let page = words(&named).concat();
    assert!(!page.contains("無記名のため") && !page.contains("カード"), "{page}");
}

#[test]
fn two_hundred_long_names_go_on_over_the_page_without_being_cut() {
    let (issuer, mut gaps) = (sample::issuer(), gaps(1));
    gaps[0].name = "地域連携・患者総合支援センター　入退院支援部門（南館）".repeat(2);
    let Missing::Names(people) = &mut gaps[0].missing else { panic!("names") };
    let one = AskedPerson {
        name: "グエン　ティ　ミン　カイ　アレクサンドラ".to_owned(),
        ..people[0].clone()
    };
    *people = (0..200).map(|nth| AskedPerson { staff_number: format!("{nth:05}"), ..one.clone() }).collect();
    let pages = words(&missing_lists(&issuer, &gaps));
    let all = pages.concat();
    assert!(pages.len() > 2 && (0..200).all(|nth| all.contains(&format!("（{nth:05}）"))), "{}", pages.len());
    assert!(pdf(&missing_lists(&issuer, &gaps)).unwrap().starts_with(b"%PDF"));
}
