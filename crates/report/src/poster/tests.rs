//! What is claimed of this document, tried on its samples.

use super::*;
use crate::pdf::{typeset, words_by_page};
use crate::sample::{self, links, posters};

#[test]
fn every_department_has_a_page_of_its_own() {
    let (issuer, links) = (sample::issuer(), links(60));
    let pages = typeset(&document(&posters(&issuer, &links)).unwrap()).unwrap();
    assert_eq!(pages.pages().len(), 60);
}

#[test]
fn a_poster_says_plainly_what_happens_to_the_answers() {
    let (issuer, links) = (sample::issuer(), links(1));
    let words = |facts: &Posters| words_by_page(&typeset(&document(facts).unwrap()).unwrap()).concat();
    let anonymous = words(&posters(&issuer, &links));
    assert!(anonymous.contains("約3分・10問・スマートフォンでも共用端末でも"), "{anonymous}");
    assert!(
        anonymous.contains("分かるのは部署ごとの提出枚数だけで、回答内容と氏名は結びつきません。"),
        "{anonymous}"
    );
    let with_names = words(&Posters { slips: Slips::WithNames, ..posters(&issuer, &links) });
    assert!(
        with_names.contains("提出の有無は分かりますが、回答内容と氏名は結びつきません。"),
        "{with_names}"
    );
    assert!(anonymous.contains(&links[0].url) && anonymous.contains("令和8年11月30日（2026-11-30）まで"));
    let policy = Some("人事評価には使いません");
    let named = words(&Posters { naming: Naming::Named, policy, ..posters(&issuer, &links) });
    assert!(named.contains("システム管理者だけです。当院の方針：人事評価には使いません"), "{named}");
}

#[test]
fn long_names_and_addresses_stay_on_one_page() {
    let issuer = Issuer {
        hospital: "独立行政法人地域医療機能推進機構".repeat(5), ..sample::real_issuer()
    };
    let mut links = links(1);
    links[0].department = "地域連携・患者総合支援センター　入退院支援部門（南館）".repeat(2);
    links[0].url = format!("https://{}.example.jp/a/7hq2-k9rm-0001", "tenken-self-check".repeat(3));
    let (round, contact) = ("令和8年度 第1回（臨時）".repeat(4), "情報システム室（内線 1234）".repeat(6));
    let naming = Naming::Named;
    let policy = Some("人事評価には使いません");
    let facts = Posters { naming, policy, round: &round, contact: &contact, ..posters(&issuer, &links) };
    assert_eq!(typeset(&document(&facts).unwrap()).unwrap().pages().len(), 1);
    assert!(pdf(&facts).unwrap().starts_with(b"%PDF"));
}

#[test]
fn an_address_too_long_for_a_qr_code_is_refused() {
    let issuer = sample::issuer();
    let mut links = links(1);
    links[0].url = "x".repeat(4000);
    assert!(matches!(pdf(&posters(&issuer, &links)), Err(PosterError::AddressTooLong(_))));
}

#[test]
fn the_code_has_a_quiet_zone_and_one_dark_corner_in_each_finder() {
    let svg = crate::qr::Qr::new("https://tenken.example.jp/a/1").unwrap().svg();
    assert!(svg.contains("d=\"M4 4h7v1h-7z"), "the first finder begins four modules in and is seven wide");
}
