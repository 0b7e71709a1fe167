//! 開催案内 with agenda, the board paper and the status reports, in one file.

use jiff::civil::Date;
use serde::Serialize;
use tenken_domain::calendar;
use tenken_domain::catalog::Texts;
use tenken_domain::facts::Issuer;
use tenken_domain::meeting::{Meeting, StatusReport};

use super::board::{self, BoardPaper};
use super::{Status, When, statuses};
use crate::frame::Frame;
use crate::pdf::{Document, PdfError, render};

/// What the papers are made from.
pub struct MeetingPapers<'a> {
    pub issuer: &'a Issuer,
    pub texts: &'a Texts,
    pub as_of: Date,
    pub meeting: &'a Meeting,
    /// Where the meeting is about a round.
    pub board: Option<BoardPaper<'a>>,
    pub reports: &'a [StatusReport],
}

/// What `papers.typ` reads.
#[derive(Serialize)]
pub(crate) struct Body<'a> {
    /// The day it was made, as letters bear it.
    issued: String,
    meeting: When,
    board: Option<board::Body<'a>>,
    reports: Vec<Status>,
    missing: Vec<&'a str>,
}

/// The papers as PDF, A4.
///
/// # Errors
/// What is wrong with the template or forbidden by PDF/UA.
pub fn papers_pdf(facts: &MeetingPapers<'_>) -> Result<Vec<u8>, PdfError> {
    render(&document(facts))
}

pub(crate) fn document<'a>(facts: &'a MeetingPapers<'a>) -> Document<Body<'a>> {
    let title = format!("{}の開催について（ご案内）", facts.meeting.title);
    let frame = Frame::new(title, facts.issuer).dated(Some(facts.as_of)).quoting(facts.texts);
    let body = Body {
        issued: calendar::japanese(facts.as_of),
        meeting: When::of(facts.meeting),
        board: facts.board.as_ref().map(board::body),
        reports: statuses(facts.reports),
        missing: facts.meeting.missing(facts.reports),
    };
    let template = concat!(
        include_str!("board_parts.typ"),
        include_str!("status_reports.typ"),
        include_str!("papers.typ")
    );
    Document { template, frame, body }
}
