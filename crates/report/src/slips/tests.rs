//! What is claimed of the cards, tried on samples.

use super::*;
use crate::pdf::{typeset, words_by_page};
use crate::sample;

fn cards(department: &str, number: u64) -> Vec<Card> {
    let card = |nth| Card {
        department: department.to_owned(),
        bearer: Bearer::Person { name: format!("髙橋 﨑子 {nth}"), staff_number: format!("00{nth}") },
        url: format!("https://tenken.example.jp/c/abcdefghijklmnopqrstu{nth}"),
        code: "AC34-7XYH".to_owned(),
    };
    (1..=number).map(card).collect()
}

fn facts<'a>(issuer: &'a Issuer, cards: &'a [Card], per_page: PerPage) -> Cards<'a> {
    let period = sample::round(sample::catalog(), 3).period;
    Cards {
        issuer,
        round: "令和8年度 第1回",
        period,
        naming: Naming::Anonymous,
        code_address: "https://tenken.example.jp/code",
        contact: "情報システム室（内線 1234）",
        per_page,
        cards,
    }
}

#[test]
fn every_department_begins_on_a_page_of_its_own() {
    let issuer = sample::issuer();
    let all = [cards("東病棟", 9), cards("西病棟", 8)].concat();
    for (per_page, expected) in [(PerPage::Eight, 3), (PerPage::Ten, 2)] {
        let pages = typeset(&document(&facts(&issuer, &all, per_page)).unwrap()).unwrap();
        assert_eq!(pages.pages().len(), expected, "{per_page:?}");
        let words = words_by_page(&pages);
        assert_eq!(words.concat().matches("髙橋﨑子").count(), 17);
        assert!(words[0].contains("AC34-7XYH") && words[0].contains("回答内容と氏名は結びつきません"));
    }
}

#[test]
fn a_card_without_a_name_says_its_number() {
    let issuer = sample::issuer();
    let mut all = cards("東病棟", 1);
    all[0].bearer = Bearer::Number(7);
    let pages = typeset(&document(&facts(&issuer, &all, PerPage::Eight)).unwrap()).unwrap();
    let words = words_by_page(&pages).concat();
    assert!(words.contains("（氏名なし）No.7") && !words.contains("職員番号"), "{words}");
}

#[test]
fn long_names_stay_on_their_card() {
    let issuer = sample::issuer();
    let mut all = cards(&"地域連携・患者総合支援センター".repeat(3), 10);
    for card in &mut all {
        card.bearer = Bearer::Person { name: "長谷川".repeat(12), staff_number: "0".repeat(20) };
    }
    let pages = typeset(&document(&facts(&issuer, &all, PerPage::Ten)).unwrap()).unwrap();
    assert_eq!(pages.pages().len(), 1);
    assert!(pdf(&facts(&issuer, &all, PerPage::Ten)).unwrap().starts_with(b"%PDF"));
}
