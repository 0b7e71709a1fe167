//! The staff's result by department and by occupation: a row a group, a column an item, `k/n` with every percentage.

use rust_xlsxwriter::Workbook;
use tenken_domain::catalog::{Checklist, Item};
use tenken_domain::facts::{Figure, NOT_SPLIT, Previous, RoundFacts, StaffFacts, TOO_FEW};
use tenken_domain::finding::{STAFF_RATE_WANTED, is_weak};
use tenken_domain::occupation::Affiliation;
use tenken_domain::result::Share;

use super::page::{Page, Turn};
use super::paper::find;
use super::table::Cell;
use super::{XlsxError, style, summary};
use crate::cell::{BY_CHANCE_MEANS, WEAK, narrow_difference};
use crate::csv::StaffLine;
use crate::result_table::set_aside;

/// Adds one worksheet for departments and one for occupations, where staff were asked.
pub fn add(workbook: &mut Workbook, facts: &RoundFacts) -> Result<(), XlsxError> {
    let Some(staff) = &facts.staff else { return Ok(()) };
    let departments = staff.departments.iter().map(StaffLine::of).collect();
    let of = |affiliation| staff.occupations_of(affiliation).map(StaffLine::of).collect();
    worksheet(workbook, (facts, staff), "部署別", [("", departments), ("", Vec::new())])?;
    let occupations = [("", of(Affiliation::Staff)), ("委託", of(Affiliation::Contractor))];
    worksheet(workbook, (facts, staff), "職種別", occupations)
}

/// Columns in front of the items: name, asked, handed in.
const FRONT: u16 = 3;

fn worksheet(
    workbook: &mut Workbook,
    (facts, staff): (&RoundFacts, &StaffFacts),
    name: &str,
    parts: [(&str, Vec<StaffLine>); 2],
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
    page.line(&format!("{}{}", explanation(facts), set_aside(staff.away)), &style::note())?;
    headings(&mut page, name, &items)?;
    let previous = facts.previous.as_ref();
    line(&mut page, &StaffLine::whole("全体", staff), (previous, list))?;
    for (heading, lines) in parts.iter().filter(|(_, lines)| !lines.is_empty()) {
        if !heading.is_empty() {
            page.line(heading, &style::section())?;
        }
        for one in lines {
            line(&mut page, one, (previous, list))?;
        }
    }
    page.line(
        &format!(
            "「{TOO_FEW}」は、提出が{}枚未満か、ほかの欄から分かってしまうため示していません。\
             回答がほぼ同じ欄は「90%以上」のような幅で示し、×がほとんどない欄は「該当なしを除く」を非表示にします。",
            staff.minimum
        ),
        &style::note(),
    )?;
    summary::foot(&mut page, facts.catalog)?;
    page.finish(&facts.issuer, &facts.round)
}

fn explanation(facts: &RoundFacts) -> String {
    let weak = format!("{WEAK}は○が{STAFF_RATE_WANTED}%未満の欄です。");
    let since = facts.previous.as_ref().map(|previous| {
        format!("前回比は{}との差（様式どおり、ポイント）で、{BY_CHANCE_MEANS}。", previous.round)
    });
    format!("各欄は ○の数／提出数 と割合（様式どおり）です。{weak}{}", since.unwrap_or_default())
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

fn line(
    page: &mut Page,
    line: &StaffLine,
    (previous, list): (Option<&Previous>, &Checklist),
) -> Result<(), XlsxError> {
    page.sheet.set_row_height(page.row, if previous.is_some() { 48 } else { 34 })?;
    page.sheet.write_string_with_format(page.row, 0, line.name, &style::item_text())?;
    for (column, people) in [(1, line.asked), (2, line.handed_in)] {
        Cell::Amount(people).write(page, column)?;
    }
    for (column, text) in (FRONT..).zip(cells(line, (previous, list))) {
        page.sheet.write_string_with_format(page.row, column, text, &style::wrapped_centre())?;
    }
    page.row += 1;
    Ok(())
}

fn cells(line: &StaffLine, (previous, list): (Option<&Previous>, &Checklist)) -> Vec<String> {
    let figures = line.figures;
    let items = list.items_by_number();
    let words = |figure: Figure, share: fn(Figure) -> Option<Share>| match (share(figure), figure) {
        (Some(share), _) => format!("{}\n{}", share.fraction(), share.rate()),
        (None, Figure::Band(band)) => band.label(),
        (None, Figure::Printed(_)) => NOT_SPLIT.to_owned(),
        (None, Figure::Count(_) | Figure::Hidden) => figures.why_not().unwrap_or(TOO_FEW).to_owned(),
    };
    let of_item = |item: &&Item| {
        let figure = figures.of(&item.id);
        let mark = if is_weak(figure) { WEAK } else { "" };
        let since = match narrow_difference(line.changes(previous, &item.id)) {
            words if words.is_empty() => words,
            words => format!("\n前回比 {words}"),
        };
        format!("{mark}{}{since}", words(figure, Figure::as_printed))
    };
    let sums = [words(figures.total(), Figure::as_printed), words(figures.total(), Figure::applicable)];
    items.iter().map(of_item).chain(sums).collect()
}
