//! A hospital's own words: a file that names items and the parts it says differently. It survives updates, because ours
//! stay where they are.

use std::collections::HashMap;

use serde::Deserialize;

use super::raw::RawEntry;
use super::read::{File, checked_entries};
use super::{Book, Entry, Words};
use crate::catalog::yaml::{self, At, Mistakes};
use crate::catalog::{Catalog, Problem};
use crate::id::CatalogId;

/// The file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawOverlay {
    catalog: At<String>,
    #[serde(default)]
    items: Vec<RawEntry>,
    /// By language: the hospital's own words, or its reviewer's name under ours.
    #[serde(default)]
    translations: HashMap<At<String>, Vec<RawEntry>>,
}

/// Which catalog a hospital's file is about; `None` for a file in which nothing is said yet.
///
/// # Errors
/// What is wrong with the file as a whole.
pub fn catalog_of((file, yaml): File<'_>, catalogs: &[Catalog]) -> Result<Option<CatalogId>, Vec<Problem>> {
    if yaml::says_nothing(yaml) {
        return Ok(None);
    }
    let raw: RawOverlay = yaml::parse(file, yaml)?;
    let named = catalogs.iter().find(|catalog| catalog.id.as_str() == raw.catalog.value);
    let mut mistakes = Mistakes::in_file(file);
    if named.is_none() {
        mistakes.note(&raw.catalog, format!("「{}」という版はありません。", raw.catalog.value));
    }
    mistakes.none_or(named.map(|catalog| catalog.id.clone()))
}

impl Book {
    /// This book with the parts that the hospital's file gives in the place of ours:
    ///
    /// ```yaml
    /// catalog: <id of this catalog>
    /// items:
    ///   - { item: <id>, sentence: <words> }
    /// translations:
    ///   <language>:
    ///     - { item: <id>, reviewed: <name and day> }
    /// ```
    ///
    /// # Errors
    /// Every mistake in the file; then nothing of it is taken over.
    pub fn with_overlay(&self, catalog: &Catalog, (file, yaml): File<'_>) -> Result<Self, Vec<Problem>> {
        let raw: RawOverlay = yaml::parse(file, yaml)?;
        let mut mistakes = Mistakes::in_file(file);
        let mut book = self.clone();
        if raw.catalog.value != catalog.id.as_str() {
            let sentence =
                format!("「{}」の説明です。使っている版は「{}」です。", raw.catalog.value, catalog.id);
            mistakes.note(&raw.catalog, sentence);
        }
        for own in checked_entries(catalog, raw.items, &mut mistakes) {
            if let Some(entry) = book.entries.get_mut(&own.item) {
                entry.take_over(own);
            }
        }
        for (language, entries) in raw.translations {
            let own = checked_entries(catalog, entries, &mut mistakes);
            match book.translations.iter_mut().find(|one| one.code == language.value) {
                Some(translation) => translation.take_over(own),
                None => mistakes.note(&language, format!("「{}」という言語はありません。", language.value)),
            }
        }
        mistakes.none_or(book)
    }
}

impl Entry {
    /// Puts the hospital's parts in the place of ours.
    pub(super) fn take_over(&mut self, own: Self) {
        for (part, words) in own.parts {
            self.parts.insert(part, Words { are_the_hospitals: true, ..words });
        }
        self.reviewed = own.reviewed.or(self.reviewed.take());
    }
}
