//! An inquiry on its way to a vendor: the letter (…の確認について（お願い）) with its answer sheet, and the same as a workbook.

mod workbook;

pub use workbook::xlsx;

use jiff::civil::Date;
use serde::Serialize;
use tenken_domain::calendar;
use tenken_domain::catalog::{Catalog, Checklist, Item};
use tenken_domain::facts::Issuer;
use tenken_domain::inquiry::{Inquiry, Question};
use tenken_domain::mark::Mark;

use crate::frame::Frame;
use crate::pdf::{Document, PdfError, render};

/// What the letter is made from.
#[derive(Clone, Copy)]
pub struct InquiryLetter<'a> {
    pub issuer: &'a Issuer,
    pub catalog: &'a Catalog,
    pub inquiry: &'a Inquiry,
    /// The vendor's name, and whom it goes to there; the latter may be empty.
    pub vendor: &'a str,
    pub addressee: &'a str,
    /// The day on the letter.
    pub dated: Date,
    /// When it was asked for the first time, where this is a 再依頼.
    pub first_asked: Option<Date>,
    /// Whom to ask at the hospital; may be empty.
    pub contact: &'a str,
    /// The code for the link, where this paper may bear it: it must not go the same way as the link.
    pub code: Option<&'a str>,
}

/// The letter as PDF, A4.
///
/// # Errors
/// What is wrong with the template or forbidden by PDF/UA.
pub fn pdf(facts: &InquiryLetter<'_>) -> Result<Vec<u8>, PdfError> {
    render(&document(facts))
}

pub(crate) fn document<'a>(facts: &InquiryLetter<'a>) -> Document<Body<'a>> {
    let frame = Frame::new(title(facts), facts.issuer).dated(Some(facts.dated)).quoting(&facts.catalog.texts);
    let body = Body {
        dated: calendar::japanese(facts.dated),
        first_asked: facts.first_asked.map(calendar::japanese).unwrap_or_default(),
        first_due: Some(facts.inquiry.first_due)
            .filter(|first| *first != facts.inquiry.due)
            .map(calendar::japanese)
            .unwrap_or_default(),
        vendor: facts.vendor,
        addressee: addressee(facts),
        hospital: &facts.issuer.hospital,
        contact: facts.contact,
        system: &facts.inquiry.system,
        due: calendar::both(facts.inquiry.due),
        count: facts.inquiry.questions.len(),
        message: &facts.inquiry.message,
        code: facts.code.unwrap_or_default(),
        lists: lists(facts),
        answer: answered(facts.inquiry),
    };
    Document { template: include_str!("inquiry.typ"), frame, body }
}

/// 「電子カルテ」のサイバーセキュリティ対策の確認について（お願い）
fn title(facts: &InquiryLetter<'_>) -> String {
    let what = if facts.first_asked.is_some() { "再依頼" } else { "お願い" };
    format!("「{}」のサイバーセキュリティ対策の確認について（{what}）", facts.inquiry.system)
}

/// To whom: 御中 for the company, 様 for somebody there.
fn addressee(facts: &InquiryLetter<'_>) -> String {
    match facts.addressee {
        "" => format!("{}　御中", facts.vendor),
        somebody => format!("{}\n{somebody}　様", facts.vendor),
    }
}

/// What `inquiry.typ` reads.
#[derive(Serialize)]
pub(crate) struct Body<'a> {
    dated: String,
    /// Empty where it is asked for the first time.
    first_asked: String,
    /// Until when it was due at first; empty where it still is.
    first_due: String,
    vendor: &'a str,
    addressee: String,
    hospital: &'a str,
    contact: &'a str,
    system: &'a str,
    due: String,
    count: usize,
    message: &'a str,
    /// Empty where this paper does not bear it.
    code: &'a str,
    lists: Vec<List<'a>>,
    /// Who answered and when; both empty on a sheet to be filled in.
    answer: [String; 2],
}

#[derive(Serialize)]
struct List<'a> {
    title: &'a str,
    numbers_are_certain: bool,
    rows: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    number: u32,
    text: &'a [String],
    /// What ○ and × mean, where the item asks whether something is not done.
    means: Vec<String>,
    /// ○, × and 該当なし, each with whether it was chosen.
    marks: [(&'static str, bool); 3],
    comment: &'a str,
    target: String,
}

fn lists<'a>(facts: &InquiryLetter<'a>) -> Vec<List<'a>> {
    let of = |list: &'a Checklist| {
        let rows: Vec<Row<'a>> = asked(facts, list).map(|(item, question)| row(item, question)).collect();
        let numbers_are_certain = !list.has_uncertain_numbers();
        (!rows.is_empty()).then_some(List { title: &list.title, numbers_are_certain, rows })
    };
    facts.catalog.checklists.iter().filter_map(of).collect()
}

/// The items of a list that are asked about, in the order of the printed sheet.
fn asked<'a>(
    facts: &InquiryLetter<'a>,
    list: &'a Checklist,
) -> impl Iterator<Item = (&'a Item, &'a Question)> + use<'a> {
    let inquiry = facts.inquiry;
    list.items_by_number().into_iter().filter_map(|item| Some((item, inquiry.question(&item.id)?)))
}

fn row<'a>(item: &'a Item, question: &'a Question) -> Row<'a> {
    let Question { answer, .. } = question;
    Row {
        number: item.number,
        text: &item.text,
        means: means(item),
        marks: Mark::SETTLED.map(|mark| (mark.symbol(), answer.mark == Some(mark))),
        comment: &answer.comment,
        target: answer.target.map(calendar::japanese).unwrap_or_default(),
    }
}

fn means(item: &Item) -> Vec<String> {
    let both = [(Mark::Yes, &item.yes_means), (Mark::No, &item.no_means)];
    let said = both.into_iter().filter_map(|(mark, means)| Some((mark, means.as_ref()?)));
    said.map(|(mark, means)| format!("{}：{means}", mark.symbol())).collect()
}

/// 整理番号 where the number may not be the ministry's.
fn number_heading(list: &Checklist) -> &'static str {
    if list.has_uncertain_numbers() { "整理番号" } else { "NO" }
}

fn answered(inquiry: &Inquiry) -> [String; 2] {
    let receipt = inquiry.receipt();
    receipt.map(|receipt| [receipt.by.clone(), calendar::japanese(receipt.on)]).unwrap_or_default()
}

#[cfg(test)]
mod tests;
