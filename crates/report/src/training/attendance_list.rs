//! The attendance list (出席簿): blank rows in which those who take part sign.

use serde::Serialize;
use tenken_domain::facts::Issuer;
use tenken_domain::training::Training;

use super::Occasion;
use crate::frame::Frame;
use crate::pdf::{Document, PdfError, render};

/// So many rows fit on a list that can still be typeset in a second.
pub const MOST_ROWS: u64 = 500;

/// What an attendance list is made from.
pub struct AttendanceList<'a> {
    pub issuer: &'a Issuer,
    pub training: &'a Training,
    /// Not more than [`MOST_ROWS`].
    pub rows: u64,
}

/// The list as PDF, A4.
///
/// # Errors
/// What is wrong with the template or forbidden by PDF/UA.
pub fn pdf(facts: &AttendanceList<'_>) -> Result<Vec<u8>, PdfError> {
    render(&document(facts))
}

pub(crate) fn document<'a>(facts: &AttendanceList<'a>) -> Document<Body<'a>> {
    let training = facts.training;
    let frame = Frame::new(format!("出席簿　{}", training.title), facts.issuer).dated(Some(training.held_on));
    let body = Body { occasion: Occasion::new(training), rows: facts.rows.min(MOST_ROWS) };
    Document { template: include_str!("attendance_list.typ"), frame, body }
}

/// What `attendance_list.typ` reads.
#[derive(Serialize)]
pub(crate) struct Body<'a> {
    occasion: Occasion<'a>,
    rows: u64,
}
