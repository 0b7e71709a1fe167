//! The handbook: every item of a catalog with what we say beside it, as a book with contents and an index of words.

mod html;
mod labels;

use serde::Serialize;
use tenken_domain::catalog::{Catalog, Checklist, Item};
use tenken_domain::facts::Issuer;
use tenken_domain::guidance::{Book, Entry, Part, Term};

pub use html::html;
pub use labels::label;

use crate::frame::Frame;
use crate::pdf::{Document, PdfError, render};

/// What the handbook is made from.
pub struct Handbook<'a> {
    pub issuer: &'a Issuer,
    pub catalog: &'a Catalog,
    pub book: &'a Book,
    /// Whom the staff call, in the hospital's own words: 情報システム室（内線 1234）.
    pub contact: &'a str,
}

/// The whole handbook as PDF, A4.
///
/// # Errors
/// What is wrong with the template or forbidden by PDF/UA.
pub fn pdf(facts: &Handbook<'_>) -> Result<Vec<u8>, PdfError> {
    render(&document(facts))
}

pub(crate) fn document<'a>(facts: &Handbook<'a>) -> Document<Body<'a>> {
    let lists = facts.catalog.checklists.iter().map(|list| List::new(facts, list)).collect();
    let words = facts.book.glossary.iter().map(|term| Word::new(facts, term)).collect();
    let frame = Frame::new("自己点検の手引き", facts.issuer).quoting(&facts.catalog.texts);
    Document { template: include_str!("handbook.typ"), frame, body: Body { lists, words } }
}

/// Whose words these are; stands on every page that shows them.
pub const WHOSE_WORDS: &str = "本システム独自の説明（公式見解ではありません）";

/// What `handbook.typ` reads.
#[derive(Serialize)]
pub(crate) struct Body<'a> {
    lists: Vec<List<'a>>,
    words: Vec<Word<'a>>,
}

#[derive(Serialize)]
struct List<'a> {
    title: &'a str,
    items: Vec<Explained<'a>>,
}

#[derive(Serialize)]
struct Explained<'a> {
    id: &'a str,
    number: String,
    title: &'a str,
    text: &'a [String],
    parts: Vec<Explanation>,
    /// Ids and titles of items of other lists.
    see: Vec<(&'a str, &'a str)>,
    sources: Vec<String>,
    reviewed: Option<&'a str>,
}

#[derive(Serialize)]
struct Explanation {
    label: String,
    lines: Vec<String>,
    /// Steps are numbered, cases are not.
    is_numbered: bool,
}

#[derive(Serialize)]
struct Word<'a> {
    term: &'a str,
    means: &'a str,
    /// Ids of the items that use it.
    items: Vec<&'a str>,
}

impl<'a> List<'a> {
    fn new(facts: &Handbook<'a>, list: &'a Checklist) -> Self {
        let items = list.items_by_number().into_iter();
        let explained = |item: &'a Item| Some(Explained::new(facts, item, facts.book.entry(&item.id)?));
        Self { title: &list.title, items: items.filter_map(explained).collect() }
    }
}

impl<'a> Explained<'a> {
    fn new(facts: &Handbook<'a>, item: &'a Item, entry: &'a Entry) -> Self {
        let see = entry.see.iter().filter_map(|id| {
            let (_, item) = facts.catalog.item(id)?;
            Some((item.id.as_str(), item.title.as_str()))
        });
        let source = |source: &tenken_domain::guidance::Source| {
            format!("{}（{} 確認）", source.source, source.checked)
        };
        Self {
            id: item.id.as_str(),
            number: item.number.to_string(),
            title: &item.title,
            text: &item.text,
            parts: Part::ALL.into_iter().filter_map(|part| explanation(facts, entry, part)).collect(),
            see: see.collect(),
            sources: entry.sources.iter().map(source).collect(),
            reviewed: entry.reviewed.as_deref(),
        }
    }
}

fn explanation(facts: &Handbook<'_>, entry: &Entry, part: Part) -> Option<Explanation> {
    let lines = entry.lines(part);
    if lines.is_empty() || part == Part::Easy {
        return None;
    }
    let own = if entry.is_the_hospitals(part) { "（当院の文章）" } else { "" };
    let filled = lines.iter().map(|line| line.replace("{contact}", facts.contact));
    Some(Explanation {
        label: format!("{}{own}", label(part)),
        lines: filled.collect(),
        is_numbered: part == Part::Check,
    })
}

impl<'a> Word<'a> {
    fn new(facts: &Handbook<'a>, term: &'a Term) -> Self {
        let uses = |entry: &&Entry| {
            let mut lines = entry.parts.values().flat_map(|words| &words.lines);
            lines.any(|line| line.contains(&term.term) || term.also.iter().any(|also| line.contains(also)))
        };
        let items = facts.book.entries.values().filter(uses).map(|entry| entry.item.as_str()).collect();
        Self { term: &term.term, means: &term.means, items }
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use tenken_domain::guidance;

    use super::*;
    use crate::pdf::{typeset, words_by_page};
    use crate::sample;

    #[test]
    fn the_handbook_has_every_item_and_is_made_within_ten_seconds() {
        let (issuer, catalog) = (sample::issuer(), sample::catalog());
        let book = guidance::builtin(&catalog.id).expect("explanations");
        let facts =
            Handbook { issuer: &issuer, catalog, book, contact: "情報システム室（内線 1234）" };
        let begun = Instant::now();
        let pages = typeset(&document(&facts)).unwrap();
        let words = words_by_page(&pages).concat();
        for entry in book.entries.values() {
            let (_, item) = catalog.item(&entry.item).expect("an item");
            assert!(words.contains(&item.title.replace(' ', "")), "{}", item.title);
        }
        assert!(
            words.contains("用語と索引")
                && words.contains("内線1234")
                && words.contains("公式見解ではありません")
        );
        assert!(pdf(&facts).unwrap().starts_with(b"%PDF"));
        // Twice, without optimisation; the figure of the release is in the measures.
        assert!(begun.elapsed() < Duration::from_secs(120), "{:?}", begun.elapsed());
    }
}
