//! The papers of a training (研修): a handout, slides, an attendance list, and the record of a fiscal year's trainings.
//! Of results they say what the whole hospital may be shown, and nothing else.

mod attendance_list;
mod record;
#[cfg(test)]
mod tests;

use serde::Serialize;
use tenken_domain::calendar;
use tenken_domain::catalog::{Catalog, Item};
use tenken_domain::facts::{Figures, Issuer};
use tenken_domain::guidance::{Entry, Part};
use tenken_domain::training::Training;

pub use attendance_list::{AttendanceList, MOST_ROWS};
pub use record::{Learned, Taught, TrainingRecord};
pub use {attendance_list::pdf as attendance_list, record::csv as record_csv, record::pdf as record_pdf};

use crate::frame::Frame;
use crate::pdf::{Document, PdfError, render};
use crate::result_table::of_staff;

/// What handout and slides are made from.
pub struct TrainingPapers<'a> {
    pub issuer: &'a Issuer,
    pub catalog: &'a Catalog,
    /// 令和8年度 第1回, whose result the training is made from.
    pub round: &'a str,
    pub training: &'a Training,
    /// The training's items as printed, each with what is said of it.
    pub points: Vec<(&'a Item, Option<&'a Entry>)>,
    /// What may be shown of the whole hospital's staff.
    pub figures: &'a Figures,
    /// Whom the staff call, in the hospital's own words: 情報システム室（内線 1234）.
    pub contact: &'a str,
}

/// The handout: A4, one or two pages.
///
/// # Errors
/// What is wrong with the template or forbidden by PDF/UA.
pub fn handout(facts: &TrainingPapers<'_>) -> Result<Vec<u8>, PdfError> {
    render(&handout_document(facts))
}

/// The slides, 16:9: a title, one slide an item, a summary.
///
/// # Errors
/// What is wrong with the template or forbidden by PDF/UA.
pub fn slides(facts: &TrainingPapers<'_>) -> Result<Vec<u8>, PdfError> {
    render(&slides_document(facts))
}

pub(crate) fn handout_document<'a>(facts: &TrainingPapers<'a>) -> Document<Body<'a>> {
    Document { template: include_str!("handout.typ"), frame: frame(facts), body: Body::new(facts) }
}

pub(crate) fn slides_document<'a>(facts: &TrainingPapers<'a>) -> Document<Body<'a>> {
    Document { template: include_str!("slides.typ"), frame: frame(facts), body: Body::new(facts) }
}

fn frame(facts: &TrainingPapers<'_>) -> Frame {
    Frame::new(facts.training.title.clone(), facts.issuer)
        .round(facts.round)
        .dated(Some(facts.training.held_on))
        .quoting(&facts.catalog.texts)
}

/// What `handout.typ` and `slides.typ` read.
#[derive(Serialize)]
pub(crate) struct Body<'a> {
    occasion: Occasion<'a>,
    contact: &'a str,
    points: Vec<Point<'a>>,
}

/// When, where and for whom.
#[derive(Serialize)]
struct Occasion<'a> {
    day: String,
    place: &'a str,
    audience: &'a str,
}

#[derive(Serialize)]
struct Point<'a> {
    title: &'a str,
    text: &'a [String],
    /// ○ of the whole hospital, or why it is not shown.
    result: String,
    sentence: String,
    may_happen: String,
    r#do: String,
    call: String,
}

impl<'a> Occasion<'a> {
    fn new(training: &'a Training) -> Self {
        Self { day: calendar::both(training.held_on), place: &training.place, audience: &training.audience }
    }
}

impl<'a> Body<'a> {
    fn new(facts: &TrainingPapers<'a>) -> Self {
        let point = |(item, entry): &(&'a Item, Option<&'a Entry>)| {
            let line = |part| entry.map_or("", |entry| entry.line(part)).replace("{contact}", facts.contact);
            Point {
                title: &item.title,
                text: &item.text,
                result: of_staff(facts.figures, facts.figures.of(&item.id)),
                sentence: line(Part::Sentence),
                may_happen: line(Part::MayHappen),
                r#do: line(Part::Do),
                call: line(Part::Call),
            }
        };
        Self {
            occasion: Occasion::new(facts.training),
            contact: facts.contact,
            points: facts.points.iter().map(point).collect(),
        }
    }
}
