//! Plain tables on a page: headings that repeat when printed, and rows as high as their longest text.

use rust_xlsxwriter::Worksheet;

use super::page::Page;
use super::{XlsxError, height, style};

/// The highest row that spreadsheets know. Points.
const HIGHEST: f64 = 409.0;

/// What stands in one cell.
pub(crate) enum Cell<'a> {
    Text(&'a str),
    /// A short word or a mark.
    Centred(&'a str),
    /// What something goes by.
    Number(u32),
    /// Yen, days or people, with their thousands apart.
    Amount(u64),
}

/// So wide, in characters, is each column.
pub(crate) fn widths(sheet: &mut Worksheet, widths: &[f64]) -> Result<(), XlsxError> {
    for (column, width) in (0..).zip(widths) {
        sheet.set_column_width(column, *width)?;
    }
    Ok(())
}

/// The line of headings, repeated on every printed page.
pub(crate) fn headings(page: &mut Page<'_>, headings: &[&str]) -> Result<(), XlsxError> {
    page.sheet.set_row_height(page.row, 34)?;
    for (column, heading) in (0..).zip(headings) {
        page.sheet.write_string_with_format(page.row, column, *heading, &style::heading())?;
    }
    page.sheet.set_repeat_rows(page.row, page.row)?;
    page.row += 1;
    Ok(())
}

/// A row whose columns are so wide.
pub(crate) fn row(page: &mut Page<'_>, widths: &[f64], cells: &[Cell<'_>]) -> Result<(), XlsxError> {
    let heights = cells.iter().zip(widths).map(|(cell, width)| cell.height(*width));
    page.sheet.set_row_height(page.row, heights.fold(21.0, f64::max).min(HIGHEST))?;
    for (column, cell) in (0..).zip(cells) {
        cell.write(page, column)?;
    }
    page.row += 1;
    Ok(())
}

impl Cell<'_> {
    fn height(&self, width: f64) -> f64 {
        match self {
            Self::Text(text) => height::of(text, width),
            Self::Centred(_) | Self::Number(_) | Self::Amount(_) => 0.0,
        }
    }

    pub fn write(&self, page: &mut Page<'_>, column: u16) -> Result<(), XlsxError> {
        let (row, sheet) = (page.row, &mut *page.sheet);
        match self {
            Self::Text(text) => sheet.write_string_with_format(row, column, *text, &style::item_text())?,
            Self::Centred(word) => sheet.write_string_with_format(row, column, *word, &style::centred())?,
            Self::Number(number) => {
                sheet.write_number_with_format(row, column, *number, &style::centred())?
            }
            Self::Amount(amount) => {
                #[expect(clippy::cast_precision_loss, reason = "amounts have ten digits at most")]
                let amount = *amount as f64;
                sheet.write_number_with_format(row, column, amount, &style::amount())?
            }
        };
        Ok(())
    }
}
