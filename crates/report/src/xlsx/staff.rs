//! The staff's result by department and by occupation: a row a group, a column an item, `k/n` with every percentage.

use rust_xlsxwriter::Workbook;
use tenken_domain::catalog::{Checklist, Item};
use tenken_domain::facts::{Figure, Figures, Group, NOT_SPLIT, RoundFacts, StaffFacts, TOO_FEW};
use tenken_domain::result::Share;

use super::page::{Page, Turn};
use super::paper::find;
use super::{XlsxError, style, summary};
use crate::csv::StaffLine;
use crate::result_table::set_aside;

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
    let explained = format!("各欄は ○の数／提出数 と割合（様式どおり）です。{}", set_aside(staff.away));
    page.line(&explained, &style::note())?;
    headings(&mut page, name, &items)?;
    let whole =
        StaffLine { name: "全体", asked: staff.asked, handed_in: staff.handed_in, figures: &staff.figures };
    line(&mut page, &whole, list)?;
    for group in groups {
        line(&mut page, &StaffLine::of(group), list)?;
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
    page.sheet.write_string_with_format(page.row, 2, line.handed_in.to_string(), &style::centred())?;
    for (column, text) in (FRONT..).zip(cells(line.figures, list)) {
        page.sheet.write_string_with_format(page.row, column, text, &style::wrapped_centre())?;
    }
    page.row += 1;
    Ok(())
}

fn cells(figures: &Figures, list: &Checklist) -> Vec<String> {
    let items = list.items_by_number();
    let total = match figures {
        Figures::Shown { total, .. } => *total,
        Figures::AfterClose | Figures::TooFew => Figure::Hidden,
    };
    let words = |figure: Figure, share: fn(Figure) -> Option<Share>| match (share(figure), figure) {
        (Some(share), _) => format!("{}\n{}", share.fraction(), share.rate()),
        (None, Figure::Band(band)) => band.label(),
        (None, Figure::Printed(_)) => NOT_SPLIT.to_owned(),
        (None, Figure::Count(_) | Figure::Hidden) => figures.why_not().unwrap_or(TOO_FEW).to_owned(),
    };
    let of_item = |item: &&Item| words(figures.of(&item.id), as_printed);
    items.iter().map(of_item).chain([words(total, as_printed), words(total, applicable)]).collect()
}

fn as_printed(figure: Figure) -> Option<Share> {
    match figure {
        Figure::Count(count) => Some(count.as_printed()),
        Figure::Printed(share) => Some(share),
        Figure::Band(_) | Figure::Hidden => None,
    }
}

fn applicable(figure: Figure) -> Option<Share> {
    match figure {
        Figure::Count(count) => Some(count.applicable()),
        Figure::Printed(_) | Figure::Band(_) | Figure::Hidden => None,
    }
}
