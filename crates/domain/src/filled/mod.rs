//! Filled-in sheets that people send as files: Excel workbooks and CSV, made by us or by hand. Either the whole file
//! is read, or every mistake in it is named; nothing is taken by half.

pub mod bundle;
mod columns;
pub mod inquiry_form;
mod mark;
mod reading;
pub mod staff_form;
mod unreadable;

use crate::catalog::{Catalog, Checklist, Problem};
use crate::facts::SheetFacts;
use crate::grid::{self, Limits, Reason};
pub use mark::quoted;

/// The largest file that is looked at, in bytes; a form has under 100 KB.
pub const MAX_BYTES: u64 = 10 << 20;
/// A form has under a thousand cells.
const LIMITS: Limits = Limits { bytes: MAX_BYTES, unpacked: 30 << 20, rows: 200_000, cells: 200_000 };

/// Reads one file: a sheet for each list that appears in it, in catalog order; items that do not appear are blank.
/// `wanted` is needed where items are named by 整理番号 only, or where a file has a heading and nothing else.
pub fn read(
    file: &str,
    bytes: &[u8],
    catalog: &Catalog,
    wanted: Option<&Checklist>,
) -> Result<Vec<SheetFacts>, Vec<Problem>> {
    let grid = grid::read(file, bytes, &LIMITS).map_err(|refused| {
        let (place, sentence) =
            (refused.row.map(|row| row.to_string()), unreadable::sentence(refused.reason));
        vec![Problem { file: file.to_owned(), place, sentence: sentence.to_owned() }]
    })?;
    reading::read(file, &grid, catalog, wanted)
}

/// What to say of a file above [`MAX_BYTES`]; also for those who notice before reading it.
pub fn too_large_sentence() -> String {
    unreadable::sentence(Reason::TooLarge).to_owned()
}

#[cfg(test)]
mod tests;
