//! A rate beside its `k/n`, as values: the rate is a number that others can calculate with, `-` where there is none.

use tenken_domain::result::Share;

use super::page::Page;
use super::{XlsxError, style};

/// Writes the rate into this column and `k/n` into the next one.
pub fn write(page: &mut Page, column: u16, share: Share) -> Result<(), XlsxError> {
    let (sheet, row) = (&mut *page.sheet, page.row);
    match quotient(share) {
        Some(rate) => sheet.write_number_with_format(row, column, rate, &style::rate())?,
        None => sheet.write_string_with_format(row, column, "-", &style::centred())?,
    };
    sheet.write_string_with_format(row, column + 1, share.fraction(), &style::centred())?;
    Ok(())
}

/// The rate as a number, or `None` where there is nothing to count.
#[expect(clippy::cast_precision_loss, reason = "counts of sheets and items are far below 2^52")]
pub fn quotient(share: Share) -> Option<f64> {
    (share.items > 0).then(|| share.yes as f64 / share.items as f64)
}
