//! チェックの結果 below a list: live formulas over the チェック欄 with their values saved beside them, both rates, and a
//! bar for each viewpoint that has items.

use rust_xlsxwriter::utility::{column_number_to_name, row_col_to_cell_absolute};
use rust_xlsxwriter::{
    Chart, ChartDataLabel, ChartFont, ChartFormat, ChartSolidFill, ChartType, Color, Formula,
};
use tenken_domain::catalog::{Checklist, Viewpoint};
use tenken_domain::facts::SheetFacts;
use tenken_domain::result::{Rates, ResultRow, Share};

use super::columns::Columns;
use super::items::Rows;
use super::page::Page;
use super::{XlsxError, shares, style};

/// Where the answers stand that are counted.
pub struct Place {
    pub columns: Columns,
    pub items: Rows,
}

/// One of the two rates that are always shown together.
#[derive(Clone, Copy)]
enum Rate {
    AsPrinted,
    Applicable,
}

impl Rate {
    const fn title(self) -> &'static str {
        match self {
            Self::AsPrinted => "様式どおり",
            Self::Applicable => "該当なしを除く",
        }
    }

    const fn of(self, rates: Rates) -> Share {
        match self {
            Self::AsPrinted => rates.as_printed,
            Self::Applicable => rates.applicable,
        }
    }
}

/// Writes both tables, the chart beside them, and both totals in one line.
pub fn write(page: &mut Page, list: &Checklist, sheet: &SheetFacts, place: &Place) -> Result<(), XlsxError> {
    page.skip();
    page.line("チェックの結果", &style::section())?;
    let result = sheet.result(list);
    let total = Rates::of(sheet.marks(list));
    page.line("", &style::text())?;
    let totals = totals(place, total);
    page.sheet.write_formula_with_format(page.row - 1, place.columns.number, totals, &style::text())?;
    let top = page.row;
    for rate in [Rate::AsPrinted, Rate::Applicable] {
        table(page, &result, rate, place)?;
    }
    chart(page, &result, top, place)
}

/// 「様式どおり 46/97｜該当なしを除く 46/46」, live.
fn totals(place: &Place, total: Rates) -> Formula {
    let marks = place.range(place.columns.mark);
    let yes = format!("COUNTIF({marks},\"○\")");
    let formula = format!(
        "=\"様式どおり \"&{yes}&\"/\"&ROWS({marks})&\"｜該当なしを除く \"&{yes}&\"/\"&(ROWS({marks})-COUNTIF({marks},\"該当なし\"))"
    );
    Formula::new(formula)
        .set_result(format!("様式どおり {}｜該当なしを除く {}", total.as_printed, total.applicable))
}

fn table(page: &mut Page, result: &[ResultRow], rate: Rate, place: &Place) -> Result<(), XlsxError> {
    let has_viewpoints = place.columns.viewpoint.is_some();
    let first = place.columns.number;
    page.sheet.set_row_height(page.row, ROW)?;
    page.sheet.write_string_with_format(
        page.row,
        first,
        rate.title(),
        &style::text().set_bold().unset_text_wrap(),
    )?;
    page.row += 1;
    let headings = ["視点", "割合", COUNT];
    let headings = if has_viewpoints { &headings[..] } else { &headings[1..] };
    page.sheet.set_row_height(page.row, ROW)?;
    for (column, heading) in (first..).zip(headings) {
        let format = if *heading == COUNT { style::fraction_heading() } else { style::heading() };
        page.sheet.write_string_with_format(page.row, column, *heading, &format)?;
    }
    page.row += 1;
    for row in result {
        page.sheet.set_row_height(page.row, ROW)?;
        let mut column = first;
        if let Some(viewpoint) = row.viewpoint {
            page.sheet.write_string_with_format(page.row, column, viewpoint.label(), &style::centred())?;
            column += 1;
        }
        let (share, counts) = (rate.of(row.rates), place.counts(row.viewpoint, rate));
        page.sheet.write_formula_with_format(page.row, column, counts.rate(share), &style::rate())?;
        page.sheet.write_formula_with_format(
            page.row,
            column + 1,
            counts.fraction(share),
            &style::fraction(),
        )?;
        page.row += 1;
    }
    Ok(())
}

const COUNT: &str = "項目数";
/// Rows beside which the chart stands: both tables of a list with viewpoints.
const CHART_ROWS: u32 = 10;
/// Points of a row of the table.
const ROW: f64 = 19.5;

/// Formulas that count ○ and items of one viewpoint.
struct Counts {
    yes: String,
    items: String,
}

impl Place {
    fn range(&self, column: u16) -> String {
        let (first, last) = (self.items.0, self.items.1);
        format!("{}:{}", row_col_to_cell_absolute(first, column), row_col_to_cell_absolute(last, column))
    }

    fn counts(&self, viewpoint: Option<Viewpoint>, rate: Rate) -> Counts {
        let marks = self.range(self.columns.mark);
        let with_mark = |mark: &str| match (viewpoint, self.columns.viewpoint) {
            (Some(viewpoint), Some(column)) => {
                format!("COUNTIFS({},\"{}\",{marks},\"{mark}\")", self.range(column), viewpoint.label())
            }
            (Some(_), None) | (None, _) => format!("COUNTIF({marks},\"{mark}\")"),
        };
        let all = match (viewpoint, self.columns.viewpoint) {
            (Some(viewpoint), Some(column)) => {
                format!("COUNTIF({},\"{}\")", self.range(column), viewpoint.label())
            }
            (Some(_), None) | (None, _) => format!("ROWS({marks})"),
        };
        let items = match rate {
            Rate::AsPrinted => all,
            Rate::Applicable => format!("({all}-{})", with_mark("該当なし")),
        };
        Counts { yes: with_mark("○"), items }
    }
}

impl Counts {
    /// 割合; `-` where there is nothing to count, never 0%.
    fn rate(&self, share: Share) -> Formula {
        let Self { yes, items } = self;
        let formula = Formula::new(format!("=IF({items}=0,\"-\",{yes}/{items})"));
        formula.set_result(quotient(share))
    }

    /// 項目数, `k/n`.
    fn fraction(&self, share: Share) -> Formula {
        let Self { yes, items } = self;
        Formula::new(format!("=IF({items}=0,\"-\",{yes}&\"/\"&{items})")).set_result(share.fraction())
    }
}

fn quotient(share: Share) -> String {
    shares::quotient(share).map_or_else(|| "-".to_owned(), |rate| rate.to_string())
}

/// The sheet's bar chart: 様式どおり, one bar for each viewpoint that has items.
fn chart(page: &mut Page, result: &[ResultRow], top: u32, place: &Place) -> Result<(), XlsxError> {
    let columns = &place.columns;
    let rate_column = columns.number + u16::from(columns.viewpoint.is_some());
    let bars: Vec<(u32, &ResultRow)> =
        (top + 2..).zip(result).filter(|(_, row)| row.rates.as_printed.items > 0).collect();
    for (row, (source, bar)) in (top..).zip(&bars) {
        let name = bar.viewpoint.map_or("全項目", Viewpoint::label);
        page.sheet.write_string(row, columns.chart, name)?;
        let rate = format!("={}{}", column_number_to_name(rate_column), source + 1);
        page.sheet.write_formula(
            row,
            columns.chart + 1,
            Formula::new(rate).set_result(quotient(bar.rates.as_printed)),
        )?;
    }
    let Ok(count) = u32::try_from(bars.len()) else { return Ok(()) };
    if count == 0 {
        return Ok(());
    }
    let name = page.sheet.name();
    let range = |column| (name.as_str(), top, column, top + count - 1, column);
    let mut chart = Chart::new(ChartType::Column);
    chart
        .add_series()
        .set_name("様式どおり")
        .set_categories(range(columns.chart))
        .set_values(range(columns.chart + 1))
        .set_gap(120)
        .set_format(ChartFormat::new().set_solid_fill(&bar_fill()).set_border(&bar_border()))
        .set_data_label(ChartDataLabel::new().show_value().set_num_format("0.0%"));
    chart.title().set_name("チェックの結果（様式どおり）").set_font(ChartFont::new().set_size(11));
    chart.legend().set_hidden();
    chart.y_axis().set_min(0).set_max(1).set_major_unit(0.2).set_num_format("0%");
    chart.show_hidden_data().set_alt_text(alternative(&bars));
    // Below the short table of a list without viewpoints the chart needs rows of its own.
    while page.row < top + CHART_ROWS {
        page.sheet.set_row_height(page.row, ROW)?;
        page.skip();
    }
    chart.set_width(420).set_height(CHART_ROWS * 26 - 6);
    page.sheet.insert_chart_with_offset(top, columns.text, &chart, 110, 3)?;
    Ok(())
}

/// Dark enough for a black-and-white printer.
fn bar_fill() -> ChartSolidFill {
    ChartSolidFill::new().set_color(Color::RGB(0x0026_4AF4)).clone()
}

fn bar_border() -> rust_xlsxwriter::ChartLine {
    let mut line = rust_xlsxwriter::ChartLine::new();
    line.set_color(Color::Black).set_width(0.75);
    line
}

/// The chart in words, for screen readers.
fn alternative(bars: &[(u32, &ResultRow)]) -> String {
    let bar = |row: &ResultRow| {
        let share = row.rates.as_printed;
        format!("{}{}（{share}）", row.viewpoint.map_or("", Viewpoint::label), share.rate())
    };
    let bars: Vec<String> = bars.iter().map(|(_, row)| bar(row)).collect();
    format!("チェックの結果の棒グラフ。作成時の値：{}", bars.join("、"))
}
