//! The improvement plan (改善計画) and what is asked of a year's budget for it (予算要求書).

mod budget;

pub use budget::{BudgetRequest, budget_pdf, budget_xlsx};

use jiff::civil::Date;
use rust_xlsxwriter::Workbook;
use serde::Serialize;
use tenken_domain::action::{Cost, State};
use tenken_domain::calendar;
use tenken_domain::catalog::Texts;
use tenken_domain::facts::{Edition, Issuer};
use tenken_domain::money::{grouped, yen};

use crate::chart::{Chart, Line, Progress, TimetableWords, timetable_sheets, timetable_years};
use crate::frame::Frame;
use crate::pdf::{Document, PdfError, render};
use crate::xlsx::table::{self, Cell};
use crate::xlsx::{XlsxError, new_workbook, page, style};

/// What the plan is made from.
pub struct ImprovementPlan<'a> {
    pub issuer: &'a Issuer,
    pub texts: &'a Texts,
    /// The day on which these facts were read.
    pub as_of: Date,
    pub actions: Vec<Planned>,
    /// Findings of the latest round that no action answers.
    pub unanswered: Vec<String>,
}

/// One action.
#[derive(Clone, Debug)]
pub struct Planned {
    pub title: String,
    pub content: String,
    /// Titles of what it answers.
    pub findings: Vec<String>,
    pub owner: String,
    pub due: Option<Date>,
    pub is_overdue: bool,
    pub cost: Cost,
    pub effort: Option<u64>,
    pub state: State,
    pub added_on: Date,
    /// The last line of its history.
    pub latest: String,
}

/// What is printed where nobody has said it yet.
const OPEN: &str = "未定";

const HEADINGS: [&str; 9] = [
    "番号",
    "対策",
    "対応する要改善事項",
    "担当",
    "期限",
    "費用（一時）円",
    "費用（年間）円",
    "工数\n（人日）",
    "進み具合",
];

/// The plan as PDF, A4 landscape, with a timetable of this fiscal year and of each later one.
///
/// # Errors
/// What is wrong with the template or forbidden by PDF/UA.
pub fn pdf(facts: &ImprovementPlan<'_>) -> Result<Vec<u8>, PdfError> {
    render(&document(facts))
}

pub(crate) fn document<'a>(facts: &ImprovementPlan<'a>) -> Document<Body> {
    let frame = Frame::new("サイバーセキュリティ　改善計画", facts.issuer)
        .dated(Some(facts.as_of))
        .quoting(facts.texts)
        .with_approval();
    let body = Body::new(facts);
    Document { template: concat!(include_str!("parts.typ"), include_str!("plan.typ")), frame, body }
}

/// What `plan.typ` reads.
#[derive(Serialize)]
pub(crate) struct Body {
    as_of: String,
    headings: [&'static str; 9],
    rows: Vec<[String; 9]>,
    unanswered: Vec<String>,
    timetables: Vec<Chart>,
}

impl Body {
    pub fn new(facts: &ImprovementPlan<'_>) -> Self {
        Self {
            as_of: calendar::both(facts.as_of),
            headings: HEADINGS,
            rows: facts.rows(),
            unanswered: facts.unanswered.clone(),
            timetables: facts.timetables(),
        }
    }
}

impl ImprovementPlan<'_> {
    fn rows(&self) -> Vec<[String; 9]> {
        self.numbered().map(|(action, number)| action.row(number)).collect()
    }

    /// What is to be done first, then what was done, what was confirmed and what was dropped, each in the order given.
    fn numbered(&self) -> impl Iterator<Item = (&Planned, usize)> {
        let place = |action: &&Planned| match action.state {
            State::Planned | State::UnderWay { .. } => 0,
            State::Done { .. } => 1,
            State::Confirmed { .. } => 2,
            State::Dropped { .. } => 3,
        };
        let mut actions: Vec<&Planned> = self.actions.iter().collect();
        actions.sort_by_key(place);
        actions.into_iter().zip(1..)
    }

    /// Of the fiscal year in which the plan is printed and of every later one into which an action falls.
    fn timetables(&self) -> Vec<Chart> {
        let lines: Vec<Line> = self
            .numbered()
            .filter_map(|(action, number)| action.line(&format!("{number} {}", action.title)))
            .collect();
        let this = calendar::fiscal_year(self.as_of);
        let years = timetable_years(self.as_of, &lines).into_iter().filter(|year| *year >= this);
        let of_year = |year| {
            let title = format!("{}の予定", calendar::japanese_fiscal_year(year));
            let words = TimetableWords { title: &title, legend: &LEGEND };
            timetable_sheets(words, year, self.as_of, &lines)
        };
        years.flat_map(of_year).collect()
    }
}

/// What fillings mean, in Japanese.
pub const LEGEND: [&str; 1] =
    ["白：未着手　斜線：実施中　黒：実施済　縦線：期限を過ぎた分　点線：今日　三角：前後の年度に続く"];

impl Planned {
    fn row(&self, number: usize) -> [String; 9] {
        let or_open = |text: &str| if text.is_empty() { OPEN.to_owned() } else { text.to_owned() };
        let number_or_open = |value: Option<u64>| value.map_or_else(|| OPEN.to_owned(), grouped);
        [
            number.to_string(),
            self.title.clone(),
            self.findings.join("\n"),
            or_open(&self.owner),
            self.due(),
            number_or_open(self.cost.once),
            number_or_open(self.cost.yearly),
            number_or_open(self.effort),
            self.progress(),
        ]
    }

    /// 「令和9年1月31日」, with 期限超過 where it is late.
    fn due(&self) -> String {
        let due = self.due.map_or_else(|| OPEN.to_owned(), calendar::japanese);
        if self.is_overdue { format!("{due}\n【期限超過】") } else { due }
    }

    fn progress(&self) -> String {
        let since = self.state.since().map(|day| format!("（{}）", calendar::japanese(day)));
        let latest = Some(self.latest.as_str()).filter(|latest| !latest.is_empty());
        let state = format!("{}{}", self.state.label(), since.unwrap_or_default());
        latest.map_or_else(|| state.clone(), |latest| format!("{state}\n{latest}"))
    }

    /// Its bar in a timetable; what has no due date yet and what was dropped has none.
    pub fn line(&self, label: &str) -> Option<Line> {
        let (until, progress) = match self.state {
            State::Planned => (self.due?, Progress::Planned),
            State::UnderWay { .. } => (self.due?, Progress::UnderWay),
            State::Done { on } | State::Confirmed { on } => (on, Progress::Done),
            State::Dropped { .. } => return None,
        };
        Some(Line { label: label.to_owned(), from: self.added_on, until, progress })
    }
}

/// The plan as a workbook; amounts are numbers, so that they can be added up.
///
/// # Errors
/// What Excel does not allow.
pub fn xlsx(facts: &ImprovementPlan<'_>) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = new_workbook(facts.issuer, "改善計画")?;
    add(&mut workbook, facts)?;
    Ok(workbook.save_to_buffer()?)
}

/// Adds the worksheet of the plan.
pub(crate) fn add(workbook: &mut Workbook, facts: &ImprovementPlan<'_>) -> Result<(), XlsxError> {
    const WIDTHS: [f64; 9] = [6.0, 30.0, 38.0, 18.0, 16.0, 14.0, 14.0, 10.0, 30.0];
    let sheet = workbook.add_worksheet().set_name("改善計画")?;
    table::widths(sheet, &WIDTHS)?;
    let mut page = page::Page::new(sheet, (0, 8), WIDTHS.iter().sum()).turned(page::Turn::Landscape);
    title(&mut page, facts.issuer, ("サイバーセキュリティ　改善計画", facts.as_of))?;
    table::headings(&mut page, &HEADINGS)?;
    for (action, number) in facts.numbered() {
        let row = action.row(number);
        let amounts = [(5, action.cost.once), (6, action.cost.yearly), (7, action.effort)];
        table::row(&mut page, &WIDTHS, &cells(&row, &amounts))?;
    }
    if !facts.unanswered.is_empty() {
        page.skip();
        page.line("対策のない要改善事項（最新の自己点検）", &style::section())?;
        page.lines(&facts.unanswered, &style::text())?;
    }
    foot(page, facts.issuer, (facts.texts, "改善計画"))
}

/// Title, hospital and day at the top of a worksheet.
fn title(page: &mut page::Page<'_>, issuer: &Issuer, (title, as_of): (&str, Date)) -> Result<(), XlsxError> {
    if issuer.edition == Edition::Sample {
        page.line("サンプル（架空の病院のデータ）", &style::section())?;
    }
    page.line(title, &style::title())?;
    page.line(&format!("{}　{} 現在", issuer.hospital, calendar::both(as_of)), &style::text())?;
    page.skip();
    Ok(())
}

/// The texts of a row, with numbers in the columns of amounts; what nobody has estimated stays a word.
fn cells<'r>(row: &'r [String], amounts: &[(usize, Option<u64>)]) -> Vec<Cell<'r>> {
    let cell = |(column, text): (usize, &'r String)| match amounts.iter().find(|(own, _)| *own == column) {
        Some((_, Some(amount))) => Cell::Amount(*amount),
        Some((_, None)) => Cell::Centred(OPEN),
        None => Cell::Text(text),
    };
    row.iter().enumerate().map(cell).collect()
}

fn foot(mut page: page::Page<'_>, issuer: &Issuer, (texts, title): (&Texts, &str)) -> Result<(), XlsxError> {
    page.skip();
    page.line("要改善事項の見出しは本システムのもので、原本のものではありません。", &style::note())?;
    page.line(&texts.source_line, &style::note())?;
    page.lines(&texts.not_for, &style::note())?;
    page.finish(issuer, title)
}

/// Amounts in one line: 「一時 1,200,000円、年間 96,000円」
fn both(cost: Cost) -> String {
    let of =
        |label: &str, amount: Option<u64>| format!("{label} {}", amount.map_or_else(|| OPEN.to_owned(), yen));
    format!("{}、{}", of("一時", cost.once), of("年間", cost.yearly))
}

#[cfg(test)]
mod tests;
