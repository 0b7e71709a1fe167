//! Technical words on tap: the first time one stands in a box it is a button that opens its meaning, without a script.

use std::collections::BTreeSet;

use maud::{Markup, html};
use tenken_domain::id::ItemId;

use super::Reading;
use crate::guides::Guide;

/// Writes the lines of one box.
pub struct Writer<'r> {
    pub reading: &'r Reading,
    known: BTreeSet<usize>,
}

impl<'r> Writer<'r> {
    pub fn new(reading: &'r Reading) -> Self {
        Self { reading, known: BTreeSet::new() }
    }

    /// A line with the hospital's contact in it and its new words on tap.
    pub fn line(&mut self, line: &str) -> Markup {
        let filled = self.reading.filled(line);
        let pieces = self.reading.guide.glossary.pieces(&filled);
        html! {
            @for piece in pieces {
                @match piece.term.filter(|term| self.known.insert(*term)) {
                    Some(term) => button.term type="button" popovertarget={ "term-" (term) } { (piece.text) },
                    None => (piece.text),
                }
            }
        }
    }
}

/// The meanings of all words that the explanations of these items use; once per page, outside any form.
pub fn meanings<'i>(reading: &Reading, items: impl IntoIterator<Item = &'i ItemId>) -> Markup {
    let mut used = BTreeSet::new();
    for item in items {
        used.extend(used_in(reading.guide, item));
    }
    let glossary = &reading.guide.book.glossary;
    html! {
        @for (place, term) in used.into_iter().filter_map(|place| Some((place, glossary.get(place)?))) {
            div.meaning popover id={ "term-" (place) } lang="ja" {
                p { b { (term.term) } }
                p { (term.means) }
            }
        }
    }
}

fn used_in(guide: &Guide, item: &ItemId) -> Vec<usize> {
    let lines = guide.entry(item).into_iter().flat_map(|entry| entry.parts.values());
    let pieces = lines.flat_map(|words| &words.lines).flat_map(|line| guide.glossary.pieces(line));
    pieces.filter_map(|piece| piece.term).collect()
}
