//! Excel workbooks: sheets to fill in, filled-in sheets, and results, with live formulas beside their saved values.
//! What users typed is always written as text, never as a formula; there are no macros and no links.

mod check_result;
mod columns;
mod explanation;
pub(crate) mod height;
mod items;
pub(crate) mod page;
mod paper;
mod people;
mod result;
pub(crate) mod shares;
pub(crate) mod staff;
mod staff_form;
pub(crate) mod style;
pub(crate) mod summary;
pub(crate) mod table;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook};
use tenken_domain::facts::{Edition, Issuer, RoundFacts};
use tenken_domain::id::ChecklistId;

use crate::filled_sheet::FilledSheet;
pub use check_result::check_result;
pub(crate) use paper::find;
pub use people::people;
pub use staff_form::{StaffForm, staff_form};

/// Why a workbook cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum XlsxError {
    #[error("the catalog has no list `{0}`")]
    UnknownList(ChecklistId),
    #[error("the workbook could not be written")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
}

/// The sheet of one list as the ministry lays it out, blank or filled in, with its annex and チェックの結果.
pub fn filled_sheet(facts: &FilledSheet) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = new_workbook(facts.issuer, &facts.catalog.title)?;
    paper::add(&mut workbook, facts, "記入票")?;
    explanation::add(&mut workbook, facts.catalog, facts.issuer)?;
    Ok(workbook.save_to_buffer()?)
}

/// The result of a whole round: all lists, and the staff's by item and department or occupation.
pub fn result_summary(facts: &RoundFacts) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = new_workbook(&facts.issuer, &facts.round)?;
    summary::add(&mut workbook, facts)?;
    Ok(workbook.save_to_buffer()?)
}

/// A workbook whose bytes depend on its content only: the day it was made is a constant, because nobody reads it and
/// the clock is not ours.
pub(crate) fn new_workbook(issuer: &Issuer, title: &str) -> Result<Workbook, XlsxError> {
    let mut workbook = Workbook::new();
    let title = match issuer.edition {
        Edition::Real => title.to_owned(),
        Edition::Sample => format!("サンプル {title}"),
    };
    let made = ExcelDateTime::from_ymd(2023, 3, 31)?;
    let properties =
        DocProperties::new().set_title(title).set_company(&issuer.hospital).set_creation_datetime(&made);
    workbook.set_properties(&properties);
    Ok(workbook)
}

#[cfg(test)]
mod tests;
