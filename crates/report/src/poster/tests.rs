use jiff::civil::date;

use super::*;
use crate::pdf::typeset;
use crate::sample;

fn links(count: usize) -> Vec<DepartmentLink> {
    let link = |nth| DepartmentLink {
        department: format!("第{nth}病棟"),
        url: format!("https://tenken.example.jp/a/7hq2-k9rm-{nth:04}"),
    };
    (1..=count).map(link).collect()
}

fn posters<'a>(issuer: &'a Issuer, departments: &'a [DepartmentLink]) -> Posters<'a> {
    let period = Period { from: date(2026, 11, 1), until: date(2026, 11, 30) };
    let naming = Naming::Anonymous;
    Posters { issuer, round: sample::ROUND, period, naming, contact: "情報システム室（内線 1234）", departments }
}

#[test]
fn every_department_has_a_page_of_its_own() {
    let (issuer, links) = (sample::issuer(), links(60));
    let pages = typeset(&document(&posters(&issuer, &links)).unwrap()).unwrap();
    assert_eq!(pages.pages().len(), 60);
}

#[test]
fn long_names_and_addresses_stay_on_one_page() {
    let issuer = sample::real_issuer();
    let mut links = links(1);
    links[0].department = "地域連携・患者総合支援センター　入退院支援部門（南館）".repeat(2);
    links[0].url = format!("https://{}.example.jp/a/7hq2-k9rm-0001", "tenken-self-check".repeat(3));
    let facts = Posters { naming: Naming::Named, ..posters(&issuer, &links) };
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
    let svg = qr("https://tenken.example.jp/a/1").unwrap();
    assert!(svg.contains("d=\"M4 4h1v1h-1z"), "the first dark module stands four modules in");
}

#[test]
fn dump() {
    let issuer = sample::issuer();
    let l = links(2);
    std::fs::write("/tmp/pdfout/poster.pdf", pdf(&posters(&issuer, &l)).unwrap()).unwrap();
}
