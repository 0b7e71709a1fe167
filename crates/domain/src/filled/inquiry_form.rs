//! The form of an inquiry as a vendor returns it: its marks, comments and target days, by the inquiry it belongs to. A
//! file of another inquiry, with items that were not asked, or with anything that cannot be read is refused as a whole.

use super::columns::{Columns, find};
use super::mark;
use super::staff_form::{Entry, LIMITS, Refused, day_in, entry, name};
use crate::catalog::{Audience, Problem};
use crate::grid::{self, Cell, Grid, Row, folded};
use crate::id::ItemId;
use crate::inquiry::{Inquiry, LONGEST_COMMENT, LONGEST_NAME, Replies, Reply};
use crate::invisible::visible;

/// What stands to the left of each entry of the head, and over the columns; who makes the form writes the same words.
pub mod label {
    /// The inquiry's id, in a hidden row: a form of another inquiry is told by it.
    pub const INQUIRY: &str = "依頼番号";
    pub const ANSWERER: &str = "回答者";
    pub const MARK: &str = "チェック欄";
    pub const COMMENT: &str = "コメント";
    pub const TARGET: &str = "目標日";
}

/// What a returned form says.
#[derive(Debug, PartialEq, Eq)]
pub struct InquiryForm {
    /// Who answers; empty where nobody wrote a name.
    pub answerer: String,
    pub replies: Replies,
}

/// Reads a returned form of this inquiry.
///
/// # Errors
/// Why the file is refused as a whole, or every mistake in it.
pub fn read((file, bytes): (&str, &[u8]), inquiry: &Inquiry) -> Result<InquiryForm, Refused> {
    let grid = grid::read(file, bytes, &LIMITS).map_err(|refused| Refused::File(refused.reason))?;
    let mut reading = Reading { file, grid: &grid, inquiry, problems: Vec::new(), replies: Replies::new() };
    let answerer = reading.head();
    if reading.problems.is_empty() {
        reading.rows();
    }
    let Reading { problems, replies, .. } = reading;
    if problems.is_empty() { Ok(InquiryForm { answerer, replies }) } else { Err(Refused::Items(problems)) }
}

struct Reading<'r> {
    file: &'r str,
    grid: &'r Grid,
    inquiry: &'r Inquiry,
    problems: Vec<Problem>,
    replies: Replies,
}

/// Where to look in the rows below the heading.
struct Places {
    id: u32,
    mark: u32,
    comment: u32,
    target: u32,
}

impl Reading<'_> {
    fn head(&mut self) -> String {
        let inquiry = entry(self.grid, label::INQUIRY);
        if inquiry.text.is_empty() {
            self.problem(None, "確認依頼の回答用のファイルではありません（依頼番号がありません）。");
        } else if inquiry.text != self.inquiry.id.as_str() {
            self.problem(
                Some(inquiry.place),
                "別の確認依頼のファイルです。宛先と対象のシステムを確かめてください。",
            );
        }
        let Entry { place, text } = name(self.grid, label::ANSWERER);
        if text.chars().count() > LONGEST_NAME {
            self.problem(Some(place), &format!("回答者は{LONGEST_NAME}文字までにしてください。"));
        }
        one_line(&text)
    }

    fn rows(&mut self) {
        let grid = self.grid;
        let rows = grid.sheets.iter().flat_map(|sheet| &sheet.rows);
        let mut places: Option<Places> = None;
        for row in rows {
            match (&places, Columns::of(row)) {
                (None, Some(columns)) => match columns.ok().and_then(|columns| of_heading(row, columns)) {
                    Some(found) => places = Some(found),
                    None => {
                        return self
                            .problem(Some(row.number.to_string()), "見出しの列が足りないか、2つあります。");
                    }
                },
                (Some(places), _) => self.row(places, row),
                (None, None) => {}
            }
        }
        if places.is_none() {
            self.problem(None, "「チェック欄」の見出しがある行が見つかりません。");
        } else if self.replies.len() < self.inquiry.questions.len() {
            let missing = self.inquiry.questions.len() - self.replies.len();
            self.problem(
                None,
                &format!("お尋ねした項目のうち{missing}件の行がありません。行を消さずに返してください。"),
            );
        }
    }

    fn row(&mut self, places: &Places, row: &Row) {
        let (inquiry, grid) = (self.inquiry, self.grid);
        let at = |column| Some(grid.places.name(row.number, Some(column)));
        let Some(id) = row.cell(places.id).and_then(Cell::as_text) else {
            let is_written = [places.mark, places.target].iter().any(|column| row.cell(*column).is_some());
            if is_written {
                self.problem(at(places.mark), "どの項目の行か分かりません。");
            }
            return;
        };
        let Some(question) = inquiry.question(&ItemId::new(folded(&id))) else {
            self.problem(at(places.id), "お尋ねしていない項目です。");
            return;
        };
        let mark = mark::read(row.cell(places.mark), Audience::Executive);
        let mark = mark.unwrap_or_else(|sentence| {
            self.problem(at(places.mark), &sentence);
            None
        });
        let comment = self.comment(row.cell(places.comment), at(places.comment));
        let target = row.cell(places.target);
        let day = target.and_then(day_in);
        if target.is_some() && day.is_none() {
            self.problem(at(places.target), "日付として読めません。例：2027-03-31、令和9年3月31日");
        }
        let reply = Reply { mark, comment, target: day };
        if self.replies.insert(question.item.clone(), reply).is_some() {
            self.problem(at(places.id), "同じ項目が2回あります。");
        }
    }

    fn comment(&mut self, cell: Option<&Cell>, place: Option<String>) -> String {
        let text = match cell {
            None => return String::new(),
            Some(Cell::Text(text)) => visible(text),
            Some(Cell::Number(number)) => number.to_string(),
            Some(Cell::Day(_) | Cell::Boolean(_) | Cell::Failed(_) | Cell::FormulaWithoutValue) => {
                self.problem(place, "コメントが文字ではありません。");
                return String::new();
            }
        };
        if text.chars().count() > LONGEST_COMMENT {
            self.problem(place, &format!("コメントは{LONGEST_COMMENT}文字までにしてください。"));
        }
        text.chars().filter(|c| *c == '\n' || !c.is_control()).collect()
    }

    fn problem(&mut self, place: Option<String>, sentence: &str) {
        self.problems.push(Problem { file: self.file.to_owned(), place, sentence: sentence.to_owned() });
    }
}

fn of_heading(row: &Row, columns: Columns) -> Option<Places> {
    let column = |label: &'static str| find(row, label, |text| text == label).ok().flatten();
    Some(Places {
        id: columns.id?,
        mark: columns.mark,
        comment: column(label::COMMENT)?,
        target: column(label::TARGET)?,
    })
}

fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect::<String>().trim().to_owned()
}
