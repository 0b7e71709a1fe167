//! What we say beside the items, in our own words: what is asked, why, how to check, when ○ and when ×, how to begin.
//! The words are data beside a catalog; nothing here knows one of them. A hospital may put its own in their place.

mod builtin;
mod glossary;
mod overlay;
mod raw;
mod read;
mod search;
mod translation;

use std::collections::BTreeMap;

pub use builtin::{builtin, read_builtin};
pub use glossary::{Glossary, Piece};
pub use overlay::catalog_of;
pub use read::{File, read};
pub use search::{Hit, Index};
pub use translation::Translation;

use crate::id::ItemId;

/// A part of what is said about an item. Most items have all up to [`Part::VendorAsk`]; what follows is for one list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// What is asked, in one sentence.
    Sentence,
    /// The mechanism: what goes wrong without it.
    Why,
    /// Steps by which the reader can find out; one line a step.
    Check,
    /// What is enough for ○.
    YesIf,
    /// Typical cases that are ×; one line a case.
    NoIf,
    /// What counts as 該当なし.
    NotApplicableIf,
    /// Documents or screens that show it; one line each.
    Evidence,
    /// This month, at no cost, in a small hospital without an IT department.
    BeginSmall,
    /// The same in a hospital of 500 beds.
    BeginLarge,
    /// Who outside the hospital is usually asked.
    VendorWho,
    /// A question that can be sent as it stands.
    VendorAsk,
    /// Where the field has moved since the sheet; newer than the sheet.
    Today,
    /// Executives: the question to ask one's administrator.
    Question,
    /// Executives: what a good answer sounds like.
    GoodAnswer,
    /// Executives: what an evasive answer sounds like.
    EvasiveAnswer,
    /// Staff, the lesson of 30 seconds: what may happen.
    MayHappen,
    /// Staff: what to do.
    Do,
    /// Staff: whom to call; `{contact}` stands for the hospital's own contact.
    Call,
    /// Staff: やさしい日本語, furigana as 漢字《かんじ》.
    Easy,
    /// Staff: for a leaflet of one page.
    Leaflet,
}

/// The words of one part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// At least one.
    pub lines: Vec<String>,
    /// The hospital put them in the place of ours.
    pub are_the_hospitals: bool,
}

/// Where a statement of law or a deadline, or what is newer than the sheet, is from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    pub claim: String,
    /// Title and date of the official document.
    pub source: String,
    /// The day on which somebody compared the two: `2026-11-22`.
    pub checked: String,
}

/// All that is said about one item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub item: ItemId,
    pub parts: BTreeMap<Part, Words>,
    /// Items of the other lists on the same subject.
    pub see: Vec<ItemId>,
    pub sources: Vec<Source>,
    /// Name and day of the person who reviewed it; `None` until somebody has.
    pub reviewed: Option<String>,
}

/// A technical word that had to stand, and what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    pub term: String,
    /// Other spellings.
    pub also: Vec<String>,
    pub means: String,
}

/// All that is said beside one catalog.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Book {
    pub entries: BTreeMap<ItemId, Entry>,
    pub glossary: Vec<Term>,
    /// Groups of spellings that mean the same, for searching: kana and kanji, old and new.
    pub spellings: Vec<Vec<String>>,
    /// The staff's items in other languages.
    pub translations: Vec<Translation>,
}

impl Part {
    pub const ALL: [Self; 20] = [
        Self::Sentence,
        Self::Why,
        Self::Check,
        Self::YesIf,
        Self::NoIf,
        Self::NotApplicableIf,
        Self::Evidence,
        Self::BeginSmall,
        Self::BeginLarge,
        Self::VendorWho,
        Self::VendorAsk,
        Self::Today,
        Self::Question,
        Self::GoodAnswer,
        Self::EvasiveAnswer,
        Self::MayHappen,
        Self::Do,
        Self::Call,
        Self::Easy,
        Self::Leaflet,
    ];

    /// The field's name in the data.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Sentence => "sentence",
            Self::Why => "why",
            Self::Check => "check",
            Self::YesIf => "yes_if",
            Self::NoIf => "no_if",
            Self::NotApplicableIf => "not_applicable_if",
            Self::Evidence => "evidence",
            Self::BeginSmall => "begin_small",
            Self::BeginLarge => "begin_large",
            Self::VendorWho => "vendor_who",
            Self::VendorAsk => "vendor_ask",
            Self::Today => "today",
            Self::Question => "question",
            Self::GoodAnswer => "good_answer",
            Self::EvasiveAnswer => "evasive_answer",
            Self::MayHappen => "may_happen",
            Self::Do => "do",
            Self::Call => "call",
            Self::Easy => "easy",
            Self::Leaflet => "leaflet",
        }
    }
}

impl Entry {
    /// The lines of a part; none where the item has no such part.
    pub fn lines(&self, part: Part) -> &[String] {
        self.parts.get(&part).map_or(&[], |words| &words.lines)
    }

    /// The first line of a part; empty where the item has no such part.
    pub fn line(&self, part: Part) -> &str {
        self.lines(part).first().map_or("", String::as_str)
    }

    /// Whether the hospital put its own words in the place of ours.
    pub fn is_the_hospitals(&self, part: Part) -> bool {
        self.parts.get(&part).is_some_and(|words| words.are_the_hospitals)
    }
}

impl Book {
    /// What is said about an item, or `None`.
    pub fn entry(&self, item: &ItemId) -> Option<&Entry> {
        self.entries.get(item)
    }
}
