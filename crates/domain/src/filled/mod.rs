//! Filled-in sheets that people send as files: Excel workbooks and CSV, made by us or by hand. Either the whole file
//! is read, or every mistake in it is named; nothing is taken by half.

mod columns;
mod csv;
mod grid;
mod mark;
mod reading;
mod unreadable;
mod xlsx;

use crate::catalog::{Catalog, Checklist, Problem};
use crate::facts::SheetFacts;
use grid::Grid;
use unreadable::Unreadable;

/// The largest file that is looked at, in bytes; a form has under 100 KB.
pub const MAX_BYTES: u64 = 10 << 20;

/// Reads one file: a sheet for each list that appears in it, in catalog order; items that do not appear are blank.
/// `wanted` is needed where items are named by 整理番号 only, or where a file has a heading and nothing else.
pub fn read(
    file: &str,
    bytes: &[u8],
    catalog: &Catalog,
    wanted: Option<&Checklist>,
) -> Result<Vec<SheetFacts>, Vec<Problem>> {
    let grid = grid_of(file, bytes).map_err(|refused| {
        let place = refused.row.map(|row| row.to_string());
        vec![Problem { file: file.to_owned(), place, sentence: refused.sentence }]
    })?;
    reading::read(file, &grid, catalog, wanted)
}

/// Decides by the content what kind of file this is; a name that promises a workbook must hold one.
fn grid_of(file: &str, bytes: &[u8]) -> Result<Grid, Unreadable> {
    if bytes.len() as u64 > MAX_BYTES {
        return Err(too_large());
    }
    if let Some(refused) = xlsx::refuse_compound(bytes) {
        return Err(refused);
    }
    if bytes.is_empty() {
        return Err(Unreadable::file("ファイルが空です。"));
    }
    if xlsx::is_archive(bytes) || file.to_lowercase().ends_with(".xlsx") {
        return xlsx::read(bytes);
    }
    if bytes.starts_with(b"%PDF") {
        return Err(Unreadable::file(
            "PDFは読み込めません。CSVまたはExcel（.xlsx）のファイルを指定してください。",
        ));
    }
    csv::read(bytes)
}

/// What to say of a file above [`MAX_BYTES`]; also for those who notice before reading it.
pub fn too_large_sentence() -> String {
    too_large().sentence
}

fn too_large() -> Unreadable {
    Unreadable::file("ファイルが大きすぎます（10 MBまで）。チェックリスト以外の部分を除いてください。")
}

#[cfg(test)]
mod tests;
