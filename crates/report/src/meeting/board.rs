//! The board paper: where the hospital is weak, what moved, what is asked of the executives. One page, black-and-white safe.

use jiff::civil::Date;
use serde::Serialize;
use tenken_domain::action::Cost;
use tenken_domain::calendar;
use tenken_domain::facts::RoundFacts;
use tenken_domain::mark::Mark;
use tenken_domain::meeting::Meeting;
use tenken_domain::money::yen;
use tenken_domain::trend::Move;

use crate::frame::Frame;
use crate::full_report::Standing;
use crate::pdf::{Document, PdfError, render};
use crate::result_summary::{matrix, name_of};

/// What the board paper is made from.
pub struct BoardPaper<'a> {
    /// At which it is shown.
    pub meeting: &'a Meeting,
    pub facts: &'a RoundFacts<'a>,
    pub standing: Standing,
    /// The round before, by name, and what moved since; `None` where there is none.
    pub moved: Option<(&'a str, Vec<Move<'a>>)>,
    /// Actions that are to be decided on, and in which order they come.
    pub asked: &'a [Asked],
    pub order: Order,
    pub overdue: usize,
    /// Findings that no action answers.
    pub unanswered: usize,
}

/// By what the actions to be decided on are put in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// 何から始めるか
    Rank,
    /// Where nothing is known by which they could be ranked.
    Due,
}

impl Order {
    const fn label(self) -> &'static str {
        match self {
            Self::Rank => "「何から始めるか」の順です。",
            Self::Due => "期限の早い順です。",
        }
    }
}

/// An action on which a decision is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    pub title: String,
    pub owner: String,
    pub due: Option<Date>,
    pub cost: Cost,
    /// Titles of what it answers.
    pub findings: Vec<String>,
}

/// So many lines of each part fit on the page.
const MOST_LINES: usize = 10;

/// What `board.typ` reads.
#[derive(Serialize)]
pub(crate) struct Body<'a> {
    pub round: String,
    /// Name and day of the meeting, and as of when the figures are.
    pub meeting: String,
    pub as_of: String,
    /// 速報, or empty.
    pub standing: &'static str,
    pub matrix: Vec<matrix::Row<'a>>,
    /// 令和7年度 第2回, or empty.
    pub before: String,
    pub moved: Vec<[String; 4]>,
    pub more_moved: usize,
    /// What is not among what moved, or nothing.
    pub left_out: &'static str,
    pub asked: Vec<[String; 4]>,
    pub order: &'static str,
    pub more_asked: usize,
    pub overdue: usize,
    pub unanswered: usize,
}

/// The board paper as PDF, one page A4.
///
/// # Errors
/// What is wrong with the template or forbidden by PDF/UA.
pub fn board_pdf(facts: &BoardPaper<'_>) -> Result<Vec<u8>, PdfError> {
    render(&document(facts))
}

pub(crate) fn document<'a>(paper: &'a BoardPaper<'a>) -> Document<Body<'a>> {
    let facts = paper.facts;
    let frame = Frame::new("経営会議資料　サイバーセキュリティの状況", &facts.issuer)
        .round(&facts.round)
        .dated(Some(facts.as_of))
        .quoting(&facts.catalog.texts);
    Document {
        template: concat!(include_str!("board_parts.typ"), include_str!("board.typ")),
        frame,
        body: body(paper),
    }
}

pub(crate) fn body<'a>(paper: &'a BoardPaper<'a>) -> Body<'a> {
    let (before, moved) = match &paper.moved {
        Some((before, moved)) => (*before, paper.standing.shown(moved)),
        None => ("", Vec::new()),
    };
    Body {
        round: paper.facts.round.clone(),
        meeting: format!("{}　{} 開催", paper.meeting.title, calendar::both(paper.meeting.held_on)),
        as_of: calendar::both(paper.facts.as_of),
        standing: match paper.standing {
            Standing::Preliminary => paper.standing.label(),
            Standing::Closed => "",
        },
        matrix: matrix::rows(paper.facts),
        before: before.to_owned(),
        more_moved: moved.len().saturating_sub(MOST_LINES),
        moved: moved.into_iter().take(MOST_LINES).map(moved_line).collect(),
        left_out: paper.standing.left_out(),
        asked: paper.asked.iter().take(MOST_LINES).map(asked).collect(),
        order: paper.order.label(),
        more_asked: paper.asked.len().saturating_sub(MOST_LINES),
        overdue: paper.overdue,
        unanswered: paper.unanswered,
    }
}

/// List, item, mark before, mark now.
pub(crate) fn moved_line(one: &Move<'_>) -> [String; 4] {
    let mark = |mark: Option<Mark>| mark.map_or("未回答", Mark::symbol).to_owned();
    let list = name_of(one.list).to_owned();
    [list, one.item.title.clone(), mark(one.before), mark(one.now)]
}

/// Title with owner, reason, due date, cost.
fn asked(one: &Asked) -> [String; 4] {
    const OPEN: &str = "未定";
    let owner = if one.owner.is_empty() { "担当未定" } else { &one.owner };
    let amount = |amount: Option<u64>| amount.map_or_else(|| OPEN.to_owned(), yen);
    [
        format!("{}（{owner}）", one.title),
        one.findings.join("、"),
        one.due.map_or_else(|| OPEN.to_owned(), calendar::japanese),
        format!("一時 {}\n年間 {}", amount(one.cost.once), amount(one.cost.yearly)),
    ]
}
