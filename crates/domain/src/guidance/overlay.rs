//! A hospital's own words: a file that names items and the parts it says differently. It survives updates, because ours
//! stay where they are.

use super::read::{File, read_entries};
use super::{Book, Words};
use crate::catalog::{Catalog, Problem};

impl Book {
    /// This book with the parts that the hospital's file gives in the place of ours.
    ///
    /// # Errors
    /// Every mistake in the file; then nothing of it is taken over.
    pub fn with_overlay(&self, catalog: &Catalog, file: File<'_>) -> Result<Self, Vec<Problem>> {
        let mut book = self.clone();
        for own in read_entries(catalog, file)? {
            let Some(entry) = book.entries.get_mut(&own.item) else { continue };
            for (part, words) in own.parts {
                entry.parts.insert(part, Words { are_the_hospitals: true, ..words });
            }
        }
        Ok(book)
    }
}
