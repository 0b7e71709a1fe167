//! Everything that a round has to show, in one document (全体報告書): the matrix, what moved, every list with every item,
//! what is to be improved and what is done about it, and the staff's groups. Nothing is worked out here that stands nowhere else.

mod lists;
mod workbook;

use serde::Serialize;
use tenken_domain::facts::RoundFacts;
use tenken_domain::trend::Move;

use crate::filled_sheet;
use crate::frame::Frame;
use crate::meeting;
use crate::pdf::{Document, PdfError, render};
use crate::plan::{self, ImprovementPlan};
use crate::result_summary;
pub use workbook::xlsx;

/// What the report is made from.
pub struct FullReport<'a> {
    pub facts: &'a RoundFacts<'a>,
    pub standing: Standing,
    /// The round before, by name, and what moved since; `None` where there is none to compare with.
    pub moved: Option<(&'a str, Vec<Move<'a>>)>,
    pub memos: Memos,
    /// `None` where the reader may not see the plan.
    pub plan: Option<ImprovementPlan<'a>>,
}

/// Whether the figures can still change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// 速報: answers are still coming in.
    Preliminary,
    Closed,
}

/// Whether 院内メモ is printed beside the answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Memos {
    Printed,
    LeftOut,
}

impl Standing {
    /// Of what moved; while answers are still coming in, without what nobody has answered yet.
    pub(crate) fn shown<'m, 'c>(self, moved: &'m [Move<'c>]) -> Vec<&'m Move<'c>> {
        moved.iter().filter(|one| one.now.is_some() || self == Self::Closed).collect()
    }

    /// What is not among the items that moved, or nothing.
    pub(crate) const fn left_out(self) -> &'static str {
        match self {
            Self::Preliminary => "受付中のため、まだ回答のない項目は除いています。",
            Self::Closed => "",
        }
    }

    pub(crate) const fn label(self) -> &'static str {
        match self {
            Self::Preliminary => "速報（受付中。締め切るまで変わります）",
            Self::Closed => "締切済",
        }
    }
}

const TITLE: &str = "サイバーセキュリティ自己点検　全体報告書";

/// The report as PDF, A4, with a table of contents.
///
/// # Errors
/// What is wrong with the template or forbidden by PDF/UA.
pub fn pdf(report: &FullReport<'_>) -> Result<Vec<u8>, PdfError> {
    render(&document(report))
}

pub(crate) fn document<'a>(report: &'a FullReport<'a>) -> Document<Body<'a>> {
    let facts = report.facts;
    let frame = Frame::new(TITLE, &facts.issuer)
        .round(&facts.round)
        .dated(Some(facts.as_of))
        .quoting(&facts.catalog.texts)
        .with_approval();
    let template = concat!(
        include_str!("../result_summary/parts.typ"),
        include_str!("../filled_sheet/items.typ"),
        include_str!("../meeting/board_parts.typ"),
        include_str!("../plan/parts.typ"),
        include_str!("full_report.typ"),
    );
    Document { template, frame, body: Body::new(report) }
}

/// What `full_report.typ` reads.
#[derive(Serialize)]
pub(crate) struct Body<'a> {
    standing: &'static str,
    has_memos: bool,
    summary: result_summary::Body<'a>,
    /// 令和7年度 第2回, or empty.
    before: &'a str,
    moved: Vec<[String; 4]>,
    left_out: &'static str,
    lists: Vec<lists::List<'a>>,
    footnotes: Vec<&'static str>,
    plan: Option<plan::Body>,
}

impl<'a> Body<'a> {
    fn new(report: &'a FullReport<'a>) -> Self {
        let lists = lists::of(report);
        Self {
            standing: report.standing.label(),
            has_memos: lists.iter().any(lists::List::has_memos),
            summary: result_summary::Body::new(report.facts),
            before: report.moved.as_ref().map_or("", |(before, _)| before),
            moved: report.shown_moves().into_iter().map(meeting::moved_line).collect(),
            left_out: report.standing.left_out(),
            footnotes: filled_sheet::footnotes(lists.iter().map(|list| &list.block)),
            lists,
            plan: report.plan.as_ref().map(plan::Body::new),
        }
    }
}

impl<'a> FullReport<'a> {
    fn shown_moves(&self) -> Vec<&Move<'a>> {
        self.moved.as_ref().map(|(_, moved)| self.standing.shown(moved)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests;
