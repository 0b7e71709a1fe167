//! The minutes (会議録): who was there, what was reported, what was decided, with the boxes for stamps.

use jiff::civil::Date;
use serde::Serialize;
use tenken_domain::calendar;
use tenken_domain::decision::Decision;
use tenken_domain::facts::Issuer;
use tenken_domain::frozen_paper::FrozenPaper;
use tenken_domain::meeting::{Meeting, State, StatusReport};
use tenken_domain::money::yen;
use tenken_domain::stored_file::in_words;

use super::{Status, When, statuses};
use crate::frame::Frame;
use crate::pdf::{Document, PdfError, render};

/// What the minutes are made from.
pub struct Minutes<'a> {
    pub issuer: &'a Issuer,
    pub as_of: Date,
    pub meeting: &'a Meeting,
    /// The name of the round that was discussed, or empty.
    pub round: &'a str,
    pub reports: &'a [StatusReport],
    /// Each with the title of the action it is about, or an empty text.
    pub decisions: &'a [(Decision, String)],
    /// The copies of the meeting's papers, so that a paper can be compared with its file.
    pub papers: &'a [FrozenPaper],
}

/// What `minutes.typ` reads.
#[derive(Serialize)]
pub(crate) struct Body<'a> {
    meeting: When,
    round: &'a str,
    /// 案, until the meeting is concluded.
    is_draft: bool,
    absent: Vec<&'a str>,
    reports: Vec<Status>,
    missing: Vec<&'a str>,
    decisions: Vec<[String; 5]>,
    /// Number, name with size and day, SHA-256 in groups.
    papers: Vec<[String; 3]>,
}

/// The minutes as PDF, A4.
///
/// # Errors
/// What is wrong with the template or forbidden by PDF/UA.
pub fn minutes_pdf(facts: &Minutes<'_>) -> Result<Vec<u8>, PdfError> {
    render(&document(facts))
}

pub(crate) fn document<'a>(facts: &'a Minutes<'a>) -> Document<Body<'a>> {
    let meeting = facts.meeting;
    let frame = Frame::new(format!("会議録　{}", meeting.title), facts.issuer)
        .dated(Some(facts.as_of))
        .with_approval();
    let invited = meeting.invited.iter().map(String::as_str);
    let body = Body {
        meeting: When::of(meeting),
        round: facts.round,
        is_draft: meeting.state == State::Open,
        absent: invited.filter(|name| !meeting.present.iter().any(|one| one == name)).collect(),
        reports: statuses(facts.reports),
        missing: meeting.missing(facts.reports),
        decisions: facts.decisions.iter().map(row).collect(),
        papers: facts.papers.iter().map(copy).collect(),
    };
    Document {
        template: concat!(include_str!("status_reports.typ"), include_str!("minutes.typ")),
        frame,
        body,
    }
}

/// Kind, verdict, what and why, until when, amount.
fn row((decision, action): &(Decision, String)) -> [String; 5] {
    let mut what = decision.content.clone();
    if !action.is_empty() {
        what = format!("{what}\n対策：{action}");
    }
    if !decision.reason.is_empty() {
        what = format!("{what}\n理由：{}", decision.reason);
    }
    [
        decision.kind.label().to_owned(),
        decision.verdict.label().to_owned(),
        what,
        decision.until.map_or_else(|| "-".to_owned(), calendar::japanese),
        decision.amount.map_or_else(|| "-".to_owned(), yen),
    ]
}

fn copy(paper: &FrozenPaper) -> [String; 3] {
    let file = &paper.file;
    let kept = format!("{}、{}", calendar::moment(file.stored_at), in_words(file.size));
    [paper.number.to_string(), format!("{}\n{kept}", file.name), file.sha256.in_groups()]
}
