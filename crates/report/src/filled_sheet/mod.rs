//! One list as the ministry lays it out, blank or filled in, with チェックの結果; an annex follows as a block of its own.
//! What deliberately does not print here: 院内メモ and the history of a mark.

mod block;

use serde::Serialize;
use tenken_domain::calendar;
use tenken_domain::catalog::{Audience, Catalog, Checklist};
use tenken_domain::facts::{Issuer, SheetFacts};
use tenken_domain::id::ChecklistId;
use tenken_domain::round::Naming;

use crate::frame::{About, Frame};
use crate::pdf::{Document, PdfError, render};
pub(crate) use block::Block;

/// What the sheet of one list is made from.
#[derive(Clone, Debug)]
pub struct FilledSheet<'a> {
    pub issuer: &'a Issuer,
    pub catalog: &'a Catalog,
    /// 令和8年度 第1回; empty on a blank form that belongs to no round.
    pub round: &'a str,
    pub sheet: &'a SheetFacts,
    /// The sheet of the annex that stands on the same paper, if it is to be printed.
    pub annex: Option<&'a SheetFacts>,
    /// What a staff member's blank form asks besides; `None` on every other sheet.
    pub staff: Option<StaffForm<'a>>,
}

/// The head of a paper form for staff.
#[derive(Clone, Copy, Debug)]
pub struct StaffForm<'a> {
    /// 職種, to be circled.
    pub occupations: &'a [String],
    pub naming: Naming,
}

/// A list nobody has written on, with the annex that stands on its paper: what blank forms are made from.
#[derive(Clone, Debug)]
pub struct Blank<'a> {
    catalog: &'a Catalog,
    sheet: SheetFacts,
    annex: Option<SheetFacts>,
}

impl<'a> Blank<'a> {
    pub fn new(catalog: &'a Catalog, list: &Checklist) -> Self {
        let annex = catalog.annex_of(&list.id).map(|annex| SheetFacts::blank(annex.id.clone()));
        Self { catalog, sheet: SheetFacts::blank(list.id.clone()), annex }
    }

    /// The blank sheet of this hospital; without a name where the issuer has none.
    pub fn facts(&'a self, issuer: &'a Issuer) -> FilledSheet<'a> {
        let (catalog, sheet, annex) = (self.catalog, &self.sheet, self.annex.as_ref());
        FilledSheet { issuer, catalog, round: "", sheet, annex, staff: None }
    }
}

/// The catalog has no list of this name.
#[derive(Debug, thiserror::Error)]
pub enum FilledSheetError {
    #[error("the catalog has no list `{0}`")]
    UnknownList(ChecklistId),
    #[error(transparent)]
    Pdf(#[from] PdfError),
}

/// The sheet as PDF.
pub fn pdf(facts: &FilledSheet) -> Result<Vec<u8>, FilledSheetError> {
    Ok(render(&document(facts)?)?)
}

pub(crate) fn document<'a>(facts: &FilledSheet<'a>) -> Result<Document<Body<'a>>, FilledSheetError> {
    let list = find(facts.catalog, &facts.sheet.list)?;
    let mut blocks = vec![Block::new(list, facts.sheet, facts.catalog)];
    if let Some(annex) = facts.annex {
        blocks.push(Block::new(find(facts.catalog, &annex.list)?, annex, facts.catalog));
    }
    let frame = Frame::new(list.title.clone(), facts.issuer)
        .round(facts.round)
        .dated(facts.sheet.date)
        .quoting(&facts.catalog.texts);
    let frame = match list.audience {
        Audience::Executive | Audience::Administrator => frame.with_approval(),
        Audience::Staff => frame,
    };
    Ok(Document {
        template: concat!(include_str!("items.typ"), include_str!("filled_sheet.typ")),
        frame,
        body: Body::new(facts, list, blocks),
    })
}

fn find<'a>(catalog: &'a Catalog, id: &ChecklistId) -> Result<&'a Checklist, FilledSheetError> {
    catalog.checklist(id).ok_or_else(|| FilledSheetError::UnknownList(id.clone()))
}

/// What `filled_sheet.typ` reads.
#[derive(Serialize)]
pub(crate) struct Body<'a> {
    catalog: &'a str,
    filler: &'a str,
    date: Option<String>,
    staff: Option<StaffHead<'a>>,
    usage_title: Option<&'a str>,
    usage: &'a [String],
    about: About<'a>,
    viewpoints: Vec<ViewpointLine<'a>>,
    blocks: Vec<Block<'a>>,
    closing: &'a str,
    footnotes: Vec<&'static str>,
}

#[derive(Serialize)]
struct StaffHead<'a> {
    anonymous: bool,
    occupations: &'a [String],
}

#[derive(Serialize)]
struct ViewpointLine<'a> {
    label: &'static str,
    text: &'a str,
}

impl<'a> Body<'a> {
    fn new(facts: &FilledSheet<'a>, list: &'a Checklist, blocks: Vec<Block<'a>>) -> Self {
        let texts = &facts.catalog.texts;
        let definitions = facts.catalog.viewpoints.iter().filter(|_| list.has_viewpoints());
        Self {
            catalog: &facts.catalog.title,
            filler: &facts.sheet.filler,
            date: facts.sheet.date.map(calendar::both),
            staff: facts.staff.map(|form| StaffHead {
                anonymous: form.naming == Naming::Anonymous,
                occupations: form.occupations,
            }),
            usage_title: list.usage_title.as_deref(),
            usage: &list.usage,
            about: About::new(texts),
            viewpoints: definitions
                .map(|definition| ViewpointLine {
                    label: definition.viewpoint.label(),
                    text: &definition.text,
                })
                .collect(),
            footnotes: footnotes(blocks.iter()),
            blocks,
            closing: &texts.closing,
        }
    }
}

/// What the reader must know about numbers, viewpoints and our own lines, where there are any.
pub(crate) fn footnotes<'b, 'a: 'b>(
    blocks: impl Iterator<Item = &'b Block<'a>> + Clone,
) -> Vec<&'static str> {
    let numbers = blocks.clone().any(|block| !block.numbers_are_certain);
    let viewpoints = blocks.clone().any(|block| !block.viewpoints_are_certain);
    let notes = blocks.clone().any(Block::has_notes);
    let all = [
        (numbers, "整理番号は本システムの番号で、原本の番号とは限りません。"),
        (viewpoints, "視点には、原本の並びから本システムが推定したものを含みます。"),
        (notes, "※の行は本システム独自の説明で、公式見解ではありません。"),
    ];
    all.into_iter().filter(|(applies, _)| *applies).map(|(_, note)| note).collect()
}

#[cfg(test)]
mod tests;
