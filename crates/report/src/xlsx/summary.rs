//! The result of a round as a workbook: lists by viewpoint with a chart, 要改善事項, and the staff's items by department
//! and by occupation with small groups hidden.

use rust_xlsxwriter::{
    Chart, ChartAxisLabelPosition, ChartDataLabel, ChartFormat, ChartSolidFill, ChartType, Color, Workbook,
};
use tenken_domain::calendar;
use tenken_domain::catalog::{Catalog, Viewpoint};
use tenken_domain::facts::{Edition, Figure, RoundFacts, TOO_FEW};
use tenken_domain::mark::Mark;
use tenken_domain::result::{Rates, ResultRow};

use super::page::Page;
use super::paper::find;
use super::shares::{self, quotient};
use super::{XlsxError, staff, style};
use crate::result_table::{set_aside, with_fraction};

/// Adds all worksheets of the summary.
pub fn add(workbook: &mut Workbook, facts: &RoundFacts) -> Result<(), XlsxError> {
    matrix(workbook, facts)?;
    findings(workbook, facts)?;
    staff::add(workbook, facts)
}

/// One line of the matrix: a list, or the staff as a whole.
struct Line {
    name: String,
    /// For staff: sheets handed in of people asked.
    returns: String,
    rows: Vec<ResultRow>,
    /// Or in words why there are none, or roughly how much.
    total: Result<Rates, String>,
}

fn lines(facts: &RoundFacts) -> Result<Vec<Line>, XlsxError> {
    let mut lines = Vec::new();
    for sheet in &facts.sheets {
        let list = find(facts.catalog, &sheet.list)?;
        let total = Rates::of(sheet.marks(list));
        lines.push(Line {
            name: list.title.clone(),
            returns: String::new(),
            rows: sheet.result(list),
            total: Ok(total),
        });
    }
    if let Some(staff) = &facts.staff {
        let list = find(facts.catalog, &staff.list)?;
        let returns = format!("提出 {}／対象 {}{}", staff.handed_in, staff.asked, set_aside(staff.away));
        let total = match staff.total() {
            Figure::Count(count) => Ok(count.rates()),
            Figure::Printed(share) => Err(format!("様式どおり {}", with_fraction(share))),
            Figure::Band(band) => Err(band.label()),
            Figure::Hidden => Err(staff.figures.why_not().unwrap_or(TOO_FEW).to_owned()),
        };
        lines.push(Line { name: list.title.clone(), returns, rows: Vec::new(), total });
    }
    Ok(lines)
}

const WIDTHS: [f64; 7] = [44.0, 10.0, 13.0, 10.0, 15.0, 10.0, 24.0];

/// The worksheet of all lists by viewpoint, with a chart.
pub fn matrix(workbook: &mut Workbook, facts: &RoundFacts) -> Result<(), XlsxError> {
    let sheet = workbook.add_worksheet().set_name("結果")?;
    for (column, width) in (0..).zip(WIDTHS) {
        sheet.set_column_width(column, width)?;
    }
    let mut page = Page::new(sheet, (0, 6), WIDTHS.iter().sum());
    head(&mut page, facts, "チェックの結果")?;
    page.sheet.set_row_height(page.row, 34)?;
    let headings = ["リスト", "視点", "様式どおり\n割合", "項目数", "該当なしを除く\n割合", "項目数", "備考"];
    for (column, heading) in (0..).zip(headings) {
        page.sheet.write_string_with_format(page.row, column, heading, &style::heading())?;
    }
    page.row += 1;
    let lines = lines(facts)?;
    for line in &lines {
        for row in line.rows.iter().filter(|row| row.viewpoint.is_some()) {
            result_row(&mut page, line, row.viewpoint.map_or("", Viewpoint::label), &Ok(row.rates))?;
        }
        result_row(&mut page, line, "全体", &line.total)?;
    }
    page.skip();
    chart(&mut page, &lines)?;
    foot(&mut page, facts.catalog)?;
    page.finish(&facts.issuer, &facts.round)
}

fn result_row(
    page: &mut Page,
    line: &Line,
    viewpoint: &str,
    rates: &Result<Rates, String>,
) -> Result<(), XlsxError> {
    page.sheet.set_row_height(page.row, 34)?;
    for (column, text) in [(0, line.name.as_str()), (1, viewpoint), (6, &line.returns)] {
        page.sheet.write_string_with_format(page.row, column, text, &style::item_text())?;
    }
    match rates {
        Ok(rates) => {
            shares::write(page, 2, rates.as_printed)?;
            shares::write(page, 4, rates.applicable)?;
        }
        Err(words) => {
            page.sheet.merge_range(page.row, 2, page.row, 5, words, &style::centred())?;
        }
    }
    page.row += 1;
    Ok(())
}

/// Lists by viewpoint, 様式どおり; a viewpoint without items has no bar.
fn chart(page: &mut Page, lines: &[Line]) -> Result<(), XlsxError> {
    const DATA: u16 = 8;
    let shades = [Color::RGB(0x0026_4AF4), Color::RGB(0x0099_99A3), Color::White];
    let top = page.row;
    let with_viewpoints: Vec<&Line> =
        lines.iter().filter(|line| line.rows.iter().any(|row| row.viewpoint.is_some())).collect();
    let Some(last) = u32::try_from(with_viewpoints.len()).ok().and_then(|count| (top + count).checked_sub(1))
    else {
        return Ok(());
    };
    if with_viewpoints.is_empty() {
        return Ok(());
    }
    for (row, line) in (top..).zip(&with_viewpoints) {
        page.sheet.write_string(row, DATA, &line.name)?;
        for (column, result) in (DATA + 1..).zip(&line.rows) {
            if let Some(rate) = quotient(result.rates.as_printed) {
                page.sheet.write_number(row, column, rate)?;
            }
        }
    }
    let name = page.sheet.name();
    let mut chart = Chart::new(ChartType::Bar);
    for ((column, viewpoint), shade) in (DATA + 1..).zip(Viewpoint::ALL).zip(shades) {
        let mut border = rust_xlsxwriter::ChartLine::new();
        border.set_color(Color::Black).set_width(0.75);
        let fill = ChartSolidFill::new().set_color(shade).clone();
        chart
            .add_series()
            .set_name(viewpoint.label())
            .set_categories((name.as_str(), top, DATA, last, DATA))
            .set_values((name.as_str(), top, column, last, column))
            .set_format(ChartFormat::new().set_solid_fill(&fill).set_border(&border))
            .set_data_label(ChartDataLabel::new().show_value().show_series_name().set_num_format("0.0%"));
    }
    chart.title().set_name("視点ごとの割合（様式どおり）");
    // Of bars that lie, `y_axis` has the lists and `x_axis` the rates; the first list stands at the top, rates below.
    chart.y_axis().set_reverse();
    chart
        .x_axis()
        .set_min(0)
        .set_max(1)
        .set_num_format("0%")
        .set_label_position(ChartAxisLabelPosition::High);
    chart.show_hidden_data().set_alt_text("リストと視点ごとの○の割合。同じ数値が上の表にあります。");
    for column in DATA..=DATA + 3 {
        page.sheet.set_column_hidden(column)?;
    }
    chart.set_width(880).set_height(360);
    page.sheet.insert_chart(top, 0, &chart)?;
    page.row += 20;
    Ok(())
}

/// The worksheet of the items marked ×.
pub fn findings(workbook: &mut Workbook, facts: &RoundFacts) -> Result<(), XlsxError> {
    let sheet = workbook.add_worksheet().set_name("要改善事項")?;
    let columns = [
        ("リスト", 30.0),
        ("整理番号", 9.5),
        ("視点", 8.0),
        ("見出し（本システム独自）", 30.0),
        ("チェック項目", 70.0),
    ];
    for (column, (_, width)) in (0..).zip(columns) {
        sheet.set_column_width(column, width)?;
    }
    let mut page = Page::new(sheet, (0, 4), 147.0);
    head(&mut page, facts, "要改善事項（×の項目）")?;
    for (column, (heading, _)) in (0..).zip(columns) {
        page.sheet.write_string_with_format(page.row, column, heading, &style::heading())?;
    }
    page.sheet.set_repeat_rows(page.row, page.row)?;
    page.row += 1;
    for sheet in &facts.sheets {
        let list = find(facts.catalog, &sheet.list)?;
        for (item, mark) in list.items.iter().zip(sheet.marks(list)) {
            if mark == Some(Mark::No) {
                finding(&mut page, &list.title, item)?;
            }
        }
    }
    foot(&mut page, facts.catalog)?;
    page.finish(&facts.issuer, &facts.round)
}

fn finding(page: &mut Page, list: &str, item: &tenken_domain::catalog::Item) -> Result<(), XlsxError> {
    let text = item.text.join("\n");
    page.sheet.set_row_height(page.row, super::height::of(&text, 70.0).max(36.0))?;
    page.sheet.write_number_with_format(page.row, 1, item.number, &style::centred())?;
    let viewpoint = item.viewpoint.map_or("", Viewpoint::label);
    for (column, text) in [(0, list), (2, viewpoint), (3, item.title.as_str()), (4, &text)] {
        page.sheet.write_string_with_format(page.row, column, text, &style::item_text())?;
    }
    page.row += 1;
    Ok(())
}

/// Title, hospital, round and period at the top of a worksheet.
pub fn head(page: &mut Page, facts: &RoundFacts, title: &str) -> Result<(), XlsxError> {
    if facts.issuer.edition == Edition::Sample {
        page.line("サンプル（架空の病院のデータ）", &style::section())?;
    }
    page.line(title, &style::title())?;
    page.line(&format!("{}　{}", facts.issuer.hospital, facts.round), &style::text())?;
    let period = [facts.period.from, facts.period.until].map(calendar::japanese).join("〜");
    page.line(&format!("期間 {period}　{} 現在", calendar::both(facts.as_of)), &style::text())?;
    page.skip();
    Ok(())
}

/// Where the text is from, and what these numbers are not.
pub fn foot(page: &mut Page, catalog: &Catalog) -> Result<(), XlsxError> {
    page.skip();
    page.line("整理番号と見出しは本システムのもので、原本のものとは限りません。", &style::note())?;
    page.line(&catalog.texts.source_line, &style::note())?;
    page.lines(&catalog.texts.not_for, &style::note())
}
