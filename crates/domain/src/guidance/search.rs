//! Full-text search over items and what is said about them. Japanese has no blanks between words, so what is typed is
//! looked for as it stands, in any width, in hiragana or katakana, and in the other spellings that the data name.

use unicode_normalization::UnicodeNormalization;

use super::{Book, Part};
use crate::catalog::Catalog;
use crate::id::ItemId;

/// What weighs how much where it is found.
const IN_TITLE: u32 = 12;
const IN_TEXT: u32 = 8;
const IN_SENTENCE: u32 = 6;
const IN_OTHER_PART: u32 = 1;

/// Everything that can be searched, folded once.
#[derive(Clone, Debug, Default)]
pub struct Index {
    documents: Vec<Document>,
    /// Groups of folded spellings.
    spellings: Vec<Vec<String>>,
}

#[derive(Clone, Debug)]
struct Document {
    item: ItemId,
    passages: Vec<Passage>,
}

#[derive(Clone, Debug)]
struct Passage {
    weight: u32,
    folded: String,
    words: String,
}

/// An item in which everything that was typed is found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    pub item: ItemId,
    /// The line that fits best, as it is written; the title only where nothing else fits.
    pub line: String,
    /// Higher fits better.
    pub score: u32,
}

impl Index {
    /// Folds a catalog and what is said beside it.
    pub fn new(catalog: &Catalog, book: &Book) -> Self {
        let items = catalog.checklists.iter().flat_map(|list| &list.items);
        let documents = items.map(|item| {
            let mut passages = vec![Passage::new(IN_TITLE, &item.title)];
            passages.extend(item.text.iter().map(|line| Passage::new(IN_TEXT, line)));
            let entry = book.entry(&item.id);
            for (part, words) in entry.iter().flat_map(|entry| &entry.parts) {
                let weight = if *part == Part::Sentence { IN_SENTENCE } else { IN_OTHER_PART };
                passages.extend(words.lines.iter().map(|line| Passage::new(weight, line)));
            }
            Document { item: item.id.clone(), passages }
        });
        let fold_group = |group: &Vec<String>| group.iter().map(|word| fold(word)).collect();
        Self { documents: documents.collect(), spellings: book.spellings.iter().map(fold_group).collect() }
    }

    /// Items in which each of the typed words is found, the best first.
    pub fn search(&self, typed: &str) -> Vec<Hit> {
        let wanted: Vec<Vec<String>> = typed
            .split_whitespace()
            .map(|word| self.spelled(&fold(word)))
            .filter(|one| !one.is_empty())
            .collect();
        if wanted.is_empty() {
            return Vec::new();
        }
        let mut hits: Vec<Hit> = self.documents.iter().filter_map(|document| document.hit(&wanted)).collect();
        hits.sort_by_key(|hit| std::cmp::Reverse(hit.score));
        hits
    }

    /// The word and its other spellings.
    fn spelled(&self, word: &str) -> Vec<String> {
        if word.is_empty() {
            return Vec::new();
        }
        let mut words = vec![word.to_owned()];
        for group in self.spellings.iter().filter(|group| group.iter().any(|one| one == word)) {
            words.extend(group.iter().filter(|one| *one != word).cloned());
        }
        words
    }
}

impl Document {
    fn hit(&self, wanted: &[Vec<String>]) -> Option<Hit> {
        let mut score = 0;
        let mut best: Option<&Passage> = None;
        for word in wanted {
            let found = self.passages.iter().filter(|passage| passage.has(word));
            let mut total = 0;
            for passage in found {
                total += passage.weight;
                if best.is_none_or(|best| passage.tells_more_than(best)) {
                    best = Some(passage);
                }
            }
            if total == 0 {
                return None;
            }
            score += total;
        }
        best.map(|passage| Hit { item: self.item.clone(), line: passage.words.clone(), score })
    }
}

impl Passage {
    fn new(weight: u32, words: &str) -> Self {
        Self { weight, folded: fold(words), words: words.to_owned() }
    }

    /// Whoever sees a hit sees its title anyway.
    fn tells_more_than(&self, other: &Self) -> bool {
        self.weight != IN_TITLE && (other.weight == IN_TITLE || self.weight > other.weight)
    }

    fn has(&self, spellings: &[String]) -> bool {
        spellings.iter().any(|word| self.folded.contains(word))
    }
}

/// Full and half width, upper and lower case, katakana and hiragana fall together; blanks and furigana marks are left out.
fn fold(text: &str) -> String {
    let folded = text.nfkc().flat_map(char::to_lowercase).map(hiragana);
    folded.filter(|c| !c.is_whitespace() && !"《》".contains(*c)).collect()
}

fn hiragana(c: char) -> char {
    match c {
        'ァ'..='ヶ' => char::from_u32(u32::from(c) - 0x60).unwrap_or(c),
        other => other,
    }
}
