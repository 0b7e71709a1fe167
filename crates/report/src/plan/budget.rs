//! 予算要求書: what the plan costs in one fiscal year, and why.

use jiff::civil::Date;
use serde::Serialize;
use tenken_domain::action::{Cost, State};
use tenken_domain::calendar::{self, fiscal_year};
use tenken_domain::catalog::Texts;
use tenken_domain::facts::Issuer;
use tenken_domain::money::{grouped, yen};

use super::{OPEN, Planned, both, cells, foot, title};
use crate::frame::Frame;
use crate::pdf::{Document, PdfError, render};
use crate::xlsx::{XlsxError, new_workbook, page, style, table};

/// What is asked of a budget.
pub struct BudgetRequest<'a> {
    pub issuer: &'a Issuer,
    pub texts: &'a Texts,
    /// 年度, as the Gregorian year in which it begins.
    pub year: i16,
    /// The day on which these facts were read.
    pub as_of: Date,
    /// All actions of the plan.
    pub actions: &'a [Planned],
}

const TITLE: &str = "サイバーセキュリティ対策　予算要求書";
const HEADINGS: [&str; 7] = [
    "番号",
    "対策と内容",
    "必要な理由\n（要改善事項）",
    "担当",
    "期限",
    "一時の費用\n（円）",
    "年間の費用\n（円）",
];
/// Above what is due in the year, what goes on, and what has no day.
const PARTS: [&str; 3] =
    ["この年度に期限のある対策", "前年度までの対策で続く費用", "期限が未定の対策（合計に入っていません）"];

/// One line: an action and what it costs in this year.
struct Asked<'a> {
    action: &'a Planned,
    cost: Cost,
}

/// The parts of the request.
struct Parts<'a> {
    /// Due in this year.
    new: Vec<Asked<'a>>,
    /// Due earlier; the yearly costs go on.
    going_on: Vec<Asked<'a>>,
    /// Not in the sum: nobody has said when.
    undated: Vec<&'a Planned>,
}

impl<'a> BudgetRequest<'a> {
    fn parts(&self) -> Parts<'a> {
        let mut parts = Parts { new: Vec::new(), going_on: Vec::new(), undated: Vec::new() };
        for action in self.actions {
            match (action.state, action.due) {
                (State::Dropped { .. }, _) => {}
                (State::Planned | State::UnderWay { .. }, None) => parts.undated.push(action),
                // What was done without ever having had a day is counted from the year in which it was done.
                (State::Done { on }, None) | (State::Confirmed { on }, None) => {
                    parts.take(self.year, action, on)
                }
                (_, Some(due)) => parts.take(self.year, action, due),
            }
        }
        parts
    }
}

impl<'a> Parts<'a> {
    fn take(&mut self, year: i16, action: &'a Planned, due: Date) {
        let cost = action.cost.in_year(due, year);
        if fiscal_year(due) == year {
            self.new.push(Asked { action, cost });
        } else if cost.yearly.is_some_and(|yearly| yearly > 0) {
            self.going_on.push(Asked { action, cost });
        }
    }

    fn all(&self) -> impl Iterator<Item = &Asked<'a>> {
        self.new.iter().chain(&self.going_on)
    }

    /// Once and yearly, of everything that has been estimated.
    fn sums(&self) -> (u64, u64) {
        let add = |amount: fn(&Cost) -> Option<u64>| self.all().filter_map(|asked| amount(&asked.cost)).sum();
        (add(|cost| cost.once), add(|cost| cost.yearly))
    }

    /// How many of this year's have something that nobody has estimated, once or yearly; then how many of each.
    fn unknown(&self) -> (usize, usize, usize) {
        let count = |is_unknown: fn(&Cost) -> bool| {
            self.new.iter().filter(|asked| is_unknown(&asked.action.cost)).count()
        };
        (
            count(|cost| cost.once.is_none() || cost.yearly.is_none()),
            count(|cost| cost.once.is_none()),
            count(|cost| cost.yearly.is_none()),
        )
    }

    fn notes(&self) -> Vec<String> {
        let (unknown, once, yearly) = self.unknown();
        let unknown = (unknown > 0).then(|| {
            format!("未定の費用は、合計に入っていません（対策{unknown}件：一時の費用が未定{once}件、年間の費用が未定{yearly}件）。")
        });
        let undated = (!self.undated.is_empty()).then(|| {
            let count = self.undated.len();
            format!("期限が未定の対策{count}件は、どの年度に要るか決まっていないため、合計に入っていません。")
        });
        [unknown, undated].into_iter().flatten().collect()
    }
}

impl Asked<'_> {
    fn row(&self, number: usize) -> [String; 7] {
        let action = self.action;
        let amount = |amount: Option<u64>| amount.map_or_else(|| OPEN.to_owned(), grouped);
        let once = if action.cost.once.is_some() && self.cost.once.is_none() {
            // Paid in an earlier year.
            "0".to_owned()
        } else {
            amount(self.cost.once)
        };
        let what = [action.title.as_str(), action.content.as_str()];
        [
            number.to_string(),
            what.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n"),
            action.findings.join("\n"),
            if action.owner.is_empty() { OPEN.to_owned() } else { action.owner.clone() },
            action.due(),
            once,
            amount(self.cost.yearly),
        ]
    }
}

/// What `budget.typ` reads.
#[derive(Serialize)]
pub(crate) struct Body {
    as_of: String,
    headings: [&'static str; 7],
    parts: [&'static str; 3],
    new: Vec<[String; 7]>,
    going_on: Vec<[String; 7]>,
    once: String,
    yearly: String,
    sum: String,
    undated: Vec<String>,
    notes: Vec<String>,
}

/// The request as PDF, A4 portrait, with the boxes for stamps.
///
/// # Errors
/// What is wrong with the template or forbidden by PDF/UA.
pub fn budget_pdf(facts: &BudgetRequest<'_>) -> Result<Vec<u8>, PdfError> {
    render(&document(facts))
}

pub(crate) fn document(facts: &BudgetRequest<'_>) -> Document<Body> {
    let parts = facts.parts();
    let (once, yearly) = parts.sums();
    let title = format!("{TITLE}（{}）", calendar::japanese_fiscal_year(facts.year));
    let frame = Frame::new(title, facts.issuer).dated(Some(facts.as_of)).quoting(facts.texts).with_approval();
    let rows = |asked: &[Asked<'_>], first: usize| {
        asked.iter().zip(first..).map(|(asked, number)| asked.row(number)).collect()
    };
    let undated = |action: &&Planned| format!("{}：{}", action.title, both(action.cost));
    let body = Body {
        as_of: calendar::both(facts.as_of),
        headings: HEADINGS,
        parts: PARTS,
        new: rows(&parts.new, 1),
        going_on: rows(&parts.going_on, 1 + parts.new.len()),
        once: yen(once),
        yearly: yen(yearly),
        sum: yen(once + yearly),
        undated: parts.undated.iter().map(undated).collect(),
        notes: parts.notes(),
    };
    Document { template: include_str!("budget.typ"), frame, body }
}

const WIDTHS: [f64; 7] = [6.0, 30.0, 28.0, 14.0, 18.0, 14.0, 14.0];

/// The request as a workbook; the sums are formulas beside their saved values.
///
/// # Errors
/// What Excel does not allow.
pub fn budget_xlsx(facts: &BudgetRequest<'_>) -> Result<Vec<u8>, XlsxError> {
    let parts = facts.parts();
    let mut workbook = new_workbook(facts.issuer, TITLE)?;
    let sheet = workbook.add_worksheet().set_name("予算要求書")?;
    table::widths(sheet, &WIDTHS)?;
    let mut page = page::Page::new(sheet, (0, 6), WIDTHS.iter().sum());
    let heading = format!("{TITLE}（{}）", calendar::japanese_fiscal_year(facts.year));
    title(&mut page, facts.issuer, (&heading, facts.as_of))?;
    approval(&mut page)?;
    table::headings(&mut page, &HEADINGS)?;
    let first = page.row;
    page.line(PARTS[0], &style::section())?;
    rows(&mut page, (&parts.new, 1))?;
    if !parts.going_on.is_empty() {
        page.line(PARTS[1], &style::section())?;
        rows(&mut page, (&parts.going_on, 1 + parts.new.len()))?;
    }
    sums(&mut page, first, parts.sums())?;
    page.skip();
    page.lines(&parts.notes(), &style::text())?;
    if !parts.undated.is_empty() {
        page.line(PARTS[2], &style::section())?;
    }
    for action in &parts.undated {
        page.line(&format!("{}：{}", action.title, both(action.cost)), &style::text())?;
    }
    foot(page, facts.issuer, (facts.texts, &heading))?;
    Ok(workbook.save_to_buffer()?)
}

/// The boxes for the stamps, above the columns on the right.
fn approval(page: &mut page::Page<'_>) -> Result<(), XlsxError> {
    page.sheet.set_row_height(page.row + 1, 48)?;
    for (column, name) in (4..).zip(["担当", "事務長", "院長"]) {
        page.sheet.write_string_with_format(page.row, column, name, &style::centred())?;
        page.sheet.write_blank(page.row + 1, column, &style::centred())?;
    }
    page.row += 2;
    page.skip();
    Ok(())
}

/// The lines of a part, the first with this number.
fn rows(page: &mut page::Page<'_>, (asked, first): (&[Asked<'_>], usize)) -> Result<(), XlsxError> {
    if asked.is_empty() {
        page.line("ありません。", &style::text())?;
    }
    for (asked, number) in asked.iter().zip(first..) {
        let once = asked.cost.once.or_else(|| asked.action.cost.once.map(|_| 0));
        let amounts = [(5, once), (6, asked.cost.yearly)];
        table::row(page, &WIDTHS, &cells(&asked.row(number), &amounts))?;
    }
    Ok(())
}

fn sums(page: &mut page::Page<'_>, first: u32, (once, yearly): (u64, u64)) -> Result<(), XlsxError> {
    use rust_xlsxwriter::Formula;
    let row = page.row;
    page.sheet.set_row_height(row, 24)?;
    page.sheet.set_row_height(row + 1, 24)?;
    page.sheet.merge_range(row, 0, row, 4, "合計", &style::label())?;
    for (column, letter, sum) in [(5, 'F', once), (6, 'G', yearly)] {
        let formula = match row.checked_sub(first) {
            Some(1..) => format!("=SUM({letter}{}:{letter}{row})", first + 1),
            Some(0) | None => "=0".to_owned(),
        };
        let formula = Formula::new(formula).set_result(sum.to_string());
        page.sheet.write_formula_with_format(row, column, formula, &style::amount())?;
    }
    page.row += 1;
    page.sheet.merge_range(page.row, 0, page.row, 4, "一時と年間の合計", &style::label())?;
    let (left, right) = (format!("F{}", row + 1), format!("G{}", row + 1));
    page.sheet.merge_range(page.row, 5, page.row, 6, "", &style::amount())?;
    let both = Formula::new(format!("={left}+{right}")).set_result((once + yearly).to_string());
    page.sheet.write_formula_with_format(page.row, 5, both, &style::amount())?;
    page.row += 1;
    Ok(())
}
