//! 研修実施記録: the trainings of a fiscal year, and how many read the explanations after 提出, for whoever inspects.

use jiff::civil::Date;
use serde::Serialize;
use tenken_domain::calendar;
use tenken_domain::facts::Issuer;

use crate::csv::{CsvError, Encoding, neutral, write};
use crate::frame::Frame;
use crate::pdf::{Document, PdfError, render};

/// What the record is made from.
pub struct TrainingRecord<'a> {
    pub issuer: &'a Issuer,
    /// 年度, as a Gregorian year.
    pub year: i16,
    /// The day on which these facts were read.
    pub as_of: Date,
    pub trainings: Vec<Taught>,
    pub rounds: Vec<Learned>,
}

/// One training.
pub struct Taught {
    pub held_on: Date,
    pub title: String,
    pub audience: String,
    pub place: String,
    /// Titles of the items.
    pub items: Vec<String>,
    /// The round whose result it was made from.
    pub round: String,
    pub attended: Option<u64>,
    pub note: String,
}

/// The explanations after 提出 of one round.
pub struct Learned {
    pub round: String,
    pub until: Date,
    pub handed_in: u64,
    /// `None` where they are too few to be told of.
    pub readers: Option<u64>,
}

/// The record as PDF, A4 landscape.
///
/// # Errors
/// What is wrong with the template or forbidden by PDF/UA.
pub fn pdf(facts: &TrainingRecord<'_>) -> Result<Vec<u8>, PdfError> {
    render(&document(facts))
}

pub(crate) fn document(facts: &TrainingRecord<'_>) -> Document<Body> {
    let title = format!("サイバーセキュリティ　{}（{}）", TITLE, calendar::japanese_fiscal_year(facts.year));
    let frame = Frame::new(title, facts.issuer).dated(Some(facts.as_of)).with_approval();
    let rows = |kind| facts.rows().into_iter().filter(move |row| row[0] == kind).collect();
    let body = Body { as_of: calendar::both(facts.as_of), trainings: rows(TAUGHT), rounds: rows(LEARNED) };
    Document { template: include_str!("record.typ"), frame, body }
}

/// What `record.typ` reads: rows of texts in the order of [`COLUMNS`].
#[derive(Serialize)]
pub(crate) struct Body {
    as_of: String,
    trainings: Vec<Row>,
    rounds: Vec<Row>,
}

type Row = [String; 9];

const TITLE: &str = "研修実施記録";
const TAUGHT: &str = "研修";
const LEARNED: &str = "提出後の説明";
const COLUMNS: [&str; 9] =
    ["区分", "実施日", "研修名", "対象", "場所", "取り上げた項目", "もとにした自己点検", "参加者数", "備考"];

/// The same as a table.
///
/// # Errors
/// Characters that the encoding does not have.
pub fn csv(facts: &TrainingRecord<'_>, encoding: Encoding) -> Result<Vec<u8>, CsvError> {
    let safe = |row: Row| row.iter().map(|cell| neutral(cell)).collect();
    write(facts.issuer.edition, &COLUMNS, facts.rows().into_iter().map(safe).collect(), encoding)
}

impl TrainingRecord<'_> {
    fn rows(&self) -> Vec<Row> {
        self.trainings.iter().map(Taught::row).chain(self.rounds.iter().map(Learned::row)).collect()
    }
}

impl Taught {
    fn row(&self) -> Row {
        [
            TAUGHT.to_owned(),
            calendar::both(self.held_on),
            self.title.clone(),
            self.audience.clone(),
            self.place.clone(),
            self.items.join("、"),
            self.round.clone(),
            self.attended.map_or_else(|| "未記録".to_owned(), |people| format!("{people}人")),
            self.note.clone(),
        ]
    }
}

impl Learned {
    /// The day is the last of the round.
    fn row(&self) -> Row {
        let [blank, other, another] = [const { String::new() }; 3];
        [
            LEARNED.to_owned(),
            calendar::both(self.until),
            "自己点検を提出した直後の説明".to_owned(),
            "提出した職員".to_owned(),
            blank,
            other,
            self.round.clone(),
            self.readers.map_or_else(
                || format!("非表示（少人数）／提出 {}", self.handed_in),
                |readers| format!("{readers}人／提出 {}", self.handed_in),
            ),
            another,
        ]
    }
}
