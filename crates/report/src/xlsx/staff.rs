//! The staff's result by department and by occupation: a row a group, a column an item, `k/n` with every percentage.

use rust_xlsxwriter::Workbook;
use tenken_domain::catalog::{Checklist, Item};
use tenken_domain::facts::{Count, Counts, Group, RoundFacts, StaffFacts};

use super::page::{Page, Turn};
use super::paper::find;
use super::{XlsxError, style, summary};
use crate::csv::{HIDDEN, StaffLine};

/// Adds one worksheet for departments and one for occupations, where staff were asked.
pub fn add(workbook: &mut Workbook, facts: &RoundFacts) -> Result<(), XlsxError> {
    let Some(staff) = &facts.staff else { return Ok(()) };
    for (name, groups) in [("部署別", &staff.departments), ("職種別", &staff.occupations)] {
        worksheet(workbook, facts, staff, (name, groups))?;
    }
    Ok(())
}

/// Columns in front of the items: name, asked, handed in.
const FRONT: u16 = 3;

fn worksheet(
    workbook: &mut Workbook,
    facts: &RoundFacts,
    staff: &StaffFacts,
    (name, groups): (&str, &[Group]),
) -> Result<(), XlsxError> {
    let list = find(facts.catalog, &staff.list)?;
    let items = list.items_by_number();
    let last = FRONT + u16::try_from(items.len()).unwrap_or(0) + 1;
    let sheet = workbook.add_worksheet().set_name(name)?;
    sheet
        .set_column_width(0, 26)?
        .set_column_range_width(1, 2, 9)?
        .set_column_range_width(FRONT, last, 13)?;
    let mut page =
        Page::new(sheet, (0, last), 44.0 + 13.0 * f64::from(last - FRONT + 1)).turned(Turn::Landscape);
    summary::head(&mut page, facts, &format!("{}　{name}", list.title))?;
    page.line("各欄は ○の数／提出数 と割合（様式どおり）です。", &style::note())?;
    headings(&mut page, name, &items)?;
    let whole = StaffLine {
        name: "全体",
        asked: staff.asked,
        handed_in: Some(staff.handed_in),
        counts: staff.counts.as_ref(),
    };
    line(&mut page, &whole, list)?;
    for group in groups {
        line(&mut page, &StaffLine::of(group), list)?;
    }
    page.line(
        &format!(
            "「{HIDDEN}」は、提出が{}人未満か、ほかの欄から分かってしまうため示していません。",
            staff.minimum
        ),
        &style::note(),
    )?;
    summary::foot(&mut page, facts.catalog)?;
    page.finish(&facts.issuer, &facts.round)
}

fn headings(page: &mut Page, name: &str, items: &[&Item]) -> Result<(), XlsxError> {
    let group = name.trim_end_matches('別');
    let titles = items.iter().map(|item| format!("{} {}", item.number, item.title));
    let front = [group, "対象者", "提出"].into_iter().map(str::to_owned);
    let back = ["計\n様式どおり", "計\n該当なしを除く"].into_iter().map(str::to_owned);
    page.sheet.set_row_height(page.row, 52)?;
    for (column, heading) in (0..).zip(front.chain(titles).chain(back)) {
        page.sheet.write_string_with_format(page.row, column, heading, &style::heading())?;
    }
    page.sheet.set_repeat_rows(page.row, page.row)?.set_freeze_panes(page.row + 1, 1)?;
    page.row += 1;
    Ok(())
}

fn line(page: &mut Page, line: &StaffLine, list: &Checklist) -> Result<(), XlsxError> {
    page.sheet.set_row_height(page.row, 34)?;
    page.sheet.write_string_with_format(page.row, 0, line.name, &style::item_text())?;
    page.sheet.write_string_with_format(page.row, 1, line.asked.to_string(), &style::centred())?;
    let handed_in = line.handed_in.map_or_else(|| HIDDEN.to_owned(), |sheets| sheets.to_string());
    page.sheet.write_string_with_format(page.row, 2, handed_in, &style::centred())?;
    for (column, text) in (FRONT..).zip(cells(line.counts, list)) {
        page.sheet.write_string_with_format(page.row, column, text, &style::wrapped_centre())?;
    }
    page.row += 1;
    Ok(())
}

fn cells(counts: Option<&Counts>, list: &Checklist) -> Vec<String> {
    let items = list.items_by_number();
    let Some(counts) = counts else { return vec![HIDDEN.to_owned(); items.len() + 2] };
    let with_rate = |share: tenken_domain::result::Share| format!("{}\n{}", share.fraction(), share.rate());
    let mut total = Count::default();
    counts.values().for_each(|count| total += *count);
    let of_item = |item: &&Item| with_rate(counts.get(&item.id).copied().unwrap_or_default().as_printed());
    items.iter().map(of_item).chain([with_rate(total.as_printed()), with_rate(total.applicable())]).collect()
}
