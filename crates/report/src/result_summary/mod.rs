//! The summary of a round for those who decide: the whole at a glance, each list, what to improve, the staff's groups.

mod findings;
mod lists;
pub(crate) mod matrix;
mod staff;

use serde::Serialize;
use tenken_domain::calendar;
use tenken_domain::catalog::{Audience, Checklist};
use tenken_domain::facts::RoundFacts;

use crate::frame::{About, Frame};
use crate::pdf::{Document, PdfError, render};

/// The summary as PDF.
pub fn pdf(facts: &RoundFacts) -> Result<Vec<u8>, PdfError> {
    render(&document(facts))
}

pub(crate) fn document<'a>(facts: &'a RoundFacts<'_>) -> Document<Body<'a>> {
    let title = format!("サイバーセキュリティ自己点検　結果のまとめ（{}）", facts.round);
    let frame = Frame::new(title, &facts.issuer)
        .round(&facts.round)
        .dated(Some(facts.as_of))
        .quoting(&facts.catalog.texts)
        .with_approval();
    Document {
        template: concat!(include_str!("parts.typ"), include_str!("result_summary.typ")),
        frame,
        body: Body::new(facts),
    }
}

/// What `result_summary.typ` reads.
#[derive(Serialize)]
pub(crate) struct Body<'a> {
    catalog: &'a str,
    from: String,
    until: String,
    as_of: String,
    matrix: Vec<matrix::Row<'a>>,
    lists: Vec<lists::ListResult<'a>>,
    findings: Vec<findings::Finding<'a>>,
    numbers_are_certain: bool,
    staff: Option<staff::StaffResult<'a>>,
    viewpoints: Vec<(&'static str, &'a str)>,
    /// The sheet's own running texts, for those who have only this paper before them.
    about: About<'a>,
    closing: &'a str,
}

impl<'a> Body<'a> {
    pub fn new(facts: &'a RoundFacts<'_>) -> Self {
        let texts = &facts.catalog.texts;
        let definitions = facts.catalog.viewpoints.iter();
        Self {
            catalog: &facts.catalog.title,
            from: calendar::both(facts.period.from),
            until: calendar::both(facts.period.until),
            as_of: calendar::both(facts.as_of),
            matrix: matrix::rows(facts),
            lists: lists::results(facts),
            findings: findings::findings(facts),
            numbers_are_certain: findings::numbers_are_certain(facts),
            staff: staff::StaffResult::new(facts),
            viewpoints: definitions.map(|found| (found.viewpoint.label(), found.text.as_str())).collect(),
            about: About::new(texts),
            closing: &texts.closing,
        }
    }
}

/// Who is asked; an annex goes by its own title, because its audience already has a list.
pub(crate) fn name_of(list: &Checklist) -> &str {
    if list.annex_of.is_some() {
        return &list.title;
    }
    match list.audience {
        Audience::Executive => "経営層",
        Audience::Administrator => "システム管理者",
        Audience::Staff => "職員（医療従事者・一般のシステム利用者）",
    }
}

#[cfg(test)]
mod tests;
