//! Reading the files of one language: entries by list, glossary, spellings. A file with a mistake is refused as a whole.

use std::collections::{BTreeMap, BTreeSet};

use super::raw::{RawEntry, RawTerm};
use super::{Book, Entry, Term, Words};
use crate::catalog::yaml::{self, Mistakes};
use crate::catalog::{Catalog, Problem};
use crate::id::ItemId;

/// A file: the name under which its mistakes are reported, and its bytes.
pub type File<'f> = (&'f str, &'f [u8]);

/// Reads what is said beside a catalog.
///
/// # Errors
/// Every mistake of the first file that has any, with file and line.
pub fn read(
    catalog: &Catalog,
    entries: &[File<'_>],
    glossary: File<'_>,
    spellings: File<'_>,
) -> Result<Book, Vec<Problem>> {
    let mut book = Book::default();
    for file in entries {
        for entry in read_entries(catalog, *file)? {
            book.entries.insert(entry.item.clone(), entry);
        }
    }
    let terms: Vec<RawTerm> = yaml::parse(glossary.0, glossary.1)?;
    book.glossary = terms
        .into_iter()
        .map(|raw| Term { term: raw.term.value, also: raw.also, means: raw.means })
        .collect();
    book.spellings = yaml::parse(spellings.0, spellings.1)?;
    Ok(book)
}

/// The entries of one file.
///
/// # Errors
/// Every mistake in it.
pub(super) fn read_entries(catalog: &Catalog, (file, bytes): File<'_>) -> Result<Vec<Entry>, Vec<Problem>> {
    let raw: Vec<RawEntry> = yaml::parse(file, bytes)?;
    let mut mistakes = Mistakes::in_file(file);
    let entries = checked_entries(catalog, raw, &mut mistakes);
    mistakes.none_or(entries)
}

/// What was written, with every mistake noted.
pub(super) fn checked_entries(
    catalog: &Catalog,
    raw: Vec<RawEntry>,
    mistakes: &mut Mistakes<'_>,
) -> Vec<Entry> {
    let mut known = BTreeSet::new();
    raw.into_iter().map(|raw| entry(catalog, raw, &mut known, mistakes)).collect()
}

fn entry(
    catalog: &Catalog,
    mut raw: RawEntry,
    known: &mut BTreeSet<String>,
    mistakes: &mut Mistakes<'_>,
) -> Entry {
    let id = ItemId::new(raw.item.value.clone());
    let own_list = catalog.item(&id).map(|(list, _)| &list.id);
    if own_list.is_none() {
        mistakes.note(&raw.item, format!("項目「{id}」はこの版にありません。"));
    }
    if !known.insert(raw.item.value.clone()) {
        mistakes.note(&raw.item, format!("項目「{id}」が2回書かれています。"));
    }
    for see in &raw.see {
        match catalog.item(&ItemId::new(see.value.clone())) {
            None => mistakes.note(see, format!("項目「{}」はこの版にありません。", see.value)),
            Some((list, _)) if Some(&list.id) == own_list => {
                mistakes.note(see, format!("項目「{}」は同じリストの項目です。", see.value));
            }
            Some(_) => {}
        }
    }
    let reviewed = raw.reviewed.trim().to_owned();
    if !reviewed.is_empty() && !names_person_and_day(&reviewed) {
        mistakes.note(&raw.item, format!("項目「{id}」の reviewed は「氏名, 2026-12-01」の形で書きます。"));
    }
    let mut parts = BTreeMap::new();
    for (part, lines) in raw.parts() {
        if lines.is_empty() || lines.iter().any(|line| line.trim().is_empty()) {
            mistakes.note(&raw.item, format!("項目「{id}」の「{}」に何も書かれていません。", part.code()));
        }
        parts.insert(part, Words { lines, are_the_hospitals: false });
    }
    Entry {
        item: id,
        parts,
        see: raw.see.into_iter().map(|see| ItemId::new(see.value)).collect(),
        sources: raw.sources.into_iter().map(Into::into).collect(),
        reviewed: Some(reviewed).filter(|reviewed| !reviewed.is_empty()),
    }
}

/// `管理 花子, 2026-12-01`
fn names_person_and_day(reviewed: &str) -> bool {
    reviewed
        .rsplit_once(',')
        .is_some_and(|(name, day)| !name.trim().is_empty() && day.trim().parse::<jiff::civil::Date>().is_ok())
}
