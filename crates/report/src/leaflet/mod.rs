//! The leaflet of one page about one item of the staff's list: what may happen, what to do, whom to call.

use serde::Serialize;
use tenken_domain::catalog::{Catalog, Item};
use tenken_domain::facts::Issuer;
use tenken_domain::guidance::{Entry, Part, Translation};

use crate::fonts::family_for;
use crate::frame::Frame;
use crate::pdf::{Document, PdfError, render};

/// What the leaflet is made from.
pub struct Leaflet<'a> {
    pub issuer: &'a Issuer,
    pub catalog: &'a Catalog,
    pub item: &'a Item,
    pub entry: &'a Entry,
    /// Each that somebody has reviewed gets a page of its own.
    pub translations: &'a [Translation],
    /// Whom the staff call, in the hospital's own words: 情報システム室（内線 1234）.
    pub contact: &'a str,
}

/// The leaflet as PDF: one page of A4, and one for each reviewed language.
///
/// # Errors
/// What is wrong with the template or forbidden by PDF/UA.
pub fn pdf(facts: &Leaflet<'_>) -> Result<Vec<u8>, PdfError> {
    render(&document(facts))
}

pub(crate) fn document<'a>(facts: &Leaflet<'a>) -> Document<Body<'a>> {
    let frame = Frame::new(format!("{}（職員の皆さんへ）", facts.item.title), facts.issuer)
        .quoting(&facts.catalog.texts);
    let line = |part| facts.entry.line(part).replace("{contact}", facts.contact);
    let body = Body {
        title: &facts.item.title,
        text: &facts.item.text,
        leaflet: line(Part::Leaflet),
        may_happen: line(Part::MayHappen),
        r#do: line(Part::Do),
        call: line(Part::Call),
        easy: with_furigana(facts.entry.line(Part::Easy)),
        translations: facts.translations.iter().filter_map(|one| Translated::new(facts, one)).collect(),
    };
    Document { template: include_str!("leaflet.typ"), frame, body }
}

/// What `leaflet.typ` reads.
#[derive(Serialize)]
pub(crate) struct Body<'a> {
    title: &'a str,
    text: &'a [String],
    leaflet: String,
    may_happen: String,
    r#do: String,
    call: String,
    easy: Vec<Ruby>,
    translations: Vec<Translated>,
}

/// The page in another language.
#[derive(Serialize)]
struct Translated {
    name: &'static str,
    /// As the typesetter wants it: without a script.
    language: &'static str,
    family: &'static str,
    leaflet: String,
    lesson: Vec<String>,
}

impl Translated {
    fn new(facts: &Leaflet<'_>, translation: &Translation) -> Option<Self> {
        let entry = translation.entry(&facts.item.id)?;
        let line = |part| entry.line(part).replace("{contact}", facts.contact);
        Some(Self {
            name: translation.name,
            language: translation.code.split('-').next().unwrap_or_default(),
            family: family_for(translation.code),
            leaflet: line(Part::Leaflet),
            lesson: [Part::MayHappen, Part::Do, Part::Call].map(line).to_vec(),
        })
    }
}

/// A piece of text and the furigana above it, if it has any.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Ruby {
    pub base: String,
    pub above: String,
}

/// Takes 漢字《かんじ》 apart: the run of kanji before the marks is the base.
pub fn with_furigana(text: &str) -> Vec<Ruby> {
    let mut pieces = Vec::new();
    let plain = |base: &str| Ruby { base: base.to_owned(), above: String::new() };
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('《') {
        let (above, after) = after.split_once('》').unwrap_or((after, ""));
        let kanji: usize = before.chars().rev().take_while(|c| is_kanji(*c)).map(char::len_utf8).sum();
        let (lead, base) = before.split_at(before.len() - kanji);
        if !lead.is_empty() {
            pieces.push(plain(lead));
        }
        pieces.push(Ruby { base: base.to_owned(), above: above.to_owned() });
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(plain(rest));
    }
    pieces
}

fn is_kanji(c: char) -> bool {
    ('一'..='龠').contains(&c) || c == '々'
}

#[cfg(test)]
mod tests {
    use tenken_domain::guidance;

    use super::*;
    use crate::pdf::{typeset, words_by_page};
    use crate::sample;

    #[test]
    fn every_leaflet_is_one_page_with_the_hospitals_own_contact() {
        let (issuer, catalog) = (sample::issuer(), sample::catalog());
        let book = guidance::builtin(&catalog.id).expect("explanations");
        let staff =
            catalog.checklists.iter().find(|list| list.id.as_str() == "staff").expect("the staff's list");
        for item in &staff.items {
            let entry = book.entry(&item.id).expect("an entry");
            let contact = "医療情報管理室・電子カルテ担当（内線 1234、夜間は当直の事務）";
            let facts = Leaflet { issuer: &issuer, catalog, item, entry, translations: &[], contact };
            let pages = words_by_page(&typeset(&document(&facts)).unwrap());
            assert_eq!(pages.len(), 1, "{}", item.title);
            assert!(pages[0].contains("当直の事務") && !pages[0].contains('《'), "{}", pages[0]);
            assert!(pdf(&facts).unwrap().starts_with(b"%PDF"));
        }
    }

    #[test]
    fn each_reviewed_language_has_a_page_of_its_own_in_a_font_that_has_its_characters() {
        let (issuer, catalog) = (sample::issuer(), sample::catalog());
        let book = guidance::builtin(&catalog.id).expect("explanations");
        let all = ["en", "zh-Hans", "vi", "fil", "ne", "id"];
        let entries = "    - { item: clear-screen, reviewed: \"a, 2026-12-01\" }\n";
        let languages: String = all.iter().map(|code| format!("  {code}:\n{entries}")).collect();
        let yaml = format!("catalog: {}\ntranslations:\n{languages}", catalog.id);
        let book = book.with_overlay(catalog, ("guidance.yaml", yaml.as_bytes())).expect("no mistake");
        let (_, item) = catalog.item(&tenken_domain::id::ItemId::new("clear-screen")).expect("the item");
        let entry = book.entry(&item.id).expect("an entry");
        let translations = &book.translations;
        let facts =
            Leaflet { issuer: &issuer, catalog, item, entry, translations, contact: "情報システム室" };
        let pages = words_by_page(&typeset(&document(&facts)).unwrap());
        assert_eq!(pages.len(), 1 + all.len());
        assert!(pages.iter().all(|page| !page.contains('〓')), "{pages:?}");
        assert!(pages[2].contains("简体中文") && pages[5].contains("नेपाली"), "{pages:?}");
        assert!(pdf(&facts).unwrap().starts_with(b"%PDF"));
    }

    #[test]
    fn furigana_stand_over_their_kanji_only() {
        let ruby = |base: &str, above: &str| Ruby { base: base.to_owned(), above: above.to_owned() };
        let read = with_furigana("お薬《くすり》を人々《ひとびと》に。");
        assert_eq!(
            read,
            [
                ruby("お", ""),
                ruby("薬", "くすり"),
                ruby("を", ""),
                ruby("人々", "ひとびと"),
                ruby("に。", "")
            ]
        );
        assert_eq!(with_furigana("かな"), [ruby("かな", "")]);
    }
}
