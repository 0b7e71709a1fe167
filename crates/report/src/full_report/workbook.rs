//! The same as a workbook: a worksheet for each part, numbers as numbers, printed on A4 with headings on every page.

use rust_xlsxwriter::Workbook;
use tenken_domain::catalog::Checklist;
use tenken_domain::facts::{Figure, NOT_SPLIT, StaffFacts, TOO_FEW};

use super::lists::{self, List};
use super::{FullReport, TITLE};
use crate::cell::{BY_CHANCE_MEANS, difference};
use crate::meeting;
use crate::plan;
use crate::xlsx::page::{Page, Turn};
use crate::xlsx::table::{self, Cell};
use crate::xlsx::{XlsxError, find, new_workbook, shares, staff, style, summary};

/// The report as a workbook.
///
/// # Errors
/// What Excel does not allow.
pub fn xlsx(report: &FullReport<'_>) -> Result<Vec<u8>, XlsxError> {
    let facts = report.facts;
    let lists = lists::of(report);
    let mut workbook = new_workbook(&facts.issuer, &format!("{TITLE}（{}）", facts.round))?;
    cover(&mut workbook, report, &lists)?;
    summary::matrix(&mut workbook, facts)?;
    moved(&mut workbook, report)?;
    for (list, nth) in lists.iter().zip(1..) {
        items(&mut workbook, report, (list, nth))?;
    }
    summary::findings(&mut workbook, facts)?;
    if let Some(plan) = &report.plan {
        plan::add(&mut workbook, plan)?;
    }
    if let Some(asked) = &facts.staff {
        staff_items(&mut workbook, report, (asked, find(facts.catalog, &asked.list)?))?;
        staff::add(&mut workbook, facts)?;
    }
    Ok(workbook.save_to_buffer()?)
}

/// 「リスト1 経営層」, as far as Excel allows names of worksheets.
fn sheet_name((list, nth): (&List<'_>, usize)) -> String {
    let allowed = list.name.chars().filter(|letter| !"[]:*?/\\'".contains(*letter));
    format!("リスト{nth} {}", allowed.collect::<String>()).chars().take(31).collect()
}

fn cover(workbook: &mut Workbook, report: &FullReport<'_>, lists: &[List<'_>]) -> Result<(), XlsxError> {
    const WIDTHS: [f64; 2] = [34.0, 56.0];
    let facts = report.facts;
    let sheet = workbook.add_worksheet().set_name("表紙")?;
    table::widths(sheet, &WIDTHS)?;
    let mut page = Page::new(sheet, (0, 1), WIDTHS.iter().sum());
    summary::head(&mut page, facts, TITLE)?;
    page.line(&format!("状態　{}", report.standing.label()), &style::section())?;
    page.line(&facts.catalog.title, &style::text())?;
    if lists.iter().any(List::has_memos) {
        page.line(
            "院内メモを含む、院内用の報告書です。院外に出すときは「結果のまとめ」と「記入票」をお使いください。",
            &style::section(),
        )?;
    }
    page.skip();
    table::headings(&mut page, &["シート", "内容"])?;
    let names: Vec<String> = lists.iter().zip(1..).map(sheet_name).collect();
    let of_lists = names.iter().map(|name| (name.as_str(), "すべての項目と回答、記入者、日付"));
    let plan =
        report.plan.is_some().then_some(("改善計画", "担当・期限・費用・進み具合、対策のない要改善事項"));
    let staff = facts.staff.is_some().then_some([
        ("職員 項目別", "病院全体の、項目ごとの○の割合"),
        ("部署別", "部署ごとの○の割合"),
        ("職種別", "職種ごとの○の割合"),
    ]);
    let parts =
        [("結果", "全体像（チェックの主体と視点）"), ("動いた項目", "前回の自己点検から変わった回答")];
    let rows = parts.into_iter().chain(of_lists).chain([("要改善事項", "×とした項目")]).chain(plan);
    for (name, inside) in rows.chain(staff.into_iter().flatten()) {
        table::row(&mut page, &WIDTHS, &[Cell::Text(name), Cell::Text(inside)])?;
    }
    summary::foot(&mut page, facts.catalog)?;
    page.finish(&facts.issuer, &facts.round)
}

fn moved(workbook: &mut Workbook, report: &FullReport<'_>) -> Result<(), XlsxError> {
    const WIDTHS: [f64; 4] = [34.0, 50.0, 14.0, 14.0];
    let facts = report.facts;
    let sheet = workbook.add_worksheet().set_name("動いた項目")?;
    table::widths(sheet, &WIDTHS)?;
    let mut page = Page::new(sheet, (0, 3), WIDTHS.iter().sum());
    summary::head(&mut page, facts, "前回から動いた項目")?;
    match &report.moved {
        None => page.line("比べられる前回の自己点検がありません。", &style::text())?,
        Some((before, _)) => {
            page.line(&format!("前回は{before}です。{}", report.standing.left_out()), &style::text())?;
            table::headings(&mut page, &["リスト", "項目（本システムの見出し）", "前回", "今回"])?;
            for [list, item, before, now] in report.shown_moves().into_iter().map(meeting::moved_line) {
                let cells =
                    [Cell::Text(&list), Cell::Text(&item), Cell::Centred(&before), Cell::Centred(&now)];
                table::row(&mut page, &WIDTHS, &cells)?;
            }
        }
    }
    summary::foot(&mut page, facts.catalog)?;
    page.finish(&facts.issuer, &facts.round)
}

fn items(
    workbook: &mut Workbook,
    report: &FullReport<'_>,
    (list, nth): (&List<'_>, usize),
) -> Result<(), XlsxError> {
    const WIDTHS: [f64; 6] = [9.5, 9.0, 76.0, 12.0, 28.0, 36.0];
    const HEADINGS: [&str; 6] =
        ["整理番号", "視点", "チェック項目", "チェック欄", "該当なしの理由", "院内メモ"];
    // Without memos the last column is left away.
    let columns = if list.has_memos() { 6 } else { 5 };
    let (widths, headings) = (&WIDTHS[..columns], &HEADINGS[..columns]);
    let sheet = workbook.add_worksheet().set_name(sheet_name((list, nth)))?;
    table::widths(sheet, widths)?;
    let last = if list.has_memos() { 5 } else { 4 };
    let mut page = Page::new(sheet, (0, last), widths.iter().sum()).turned(Turn::Landscape);
    summary::head(&mut page, report.facts, &list.heading)?;
    let or_open = |text: &str| if text.is_empty() { "（未記入）".to_owned() } else { text.to_owned() };
    let date = list.date.clone().unwrap_or_default();
    page.line(&format!("記入者　{}　　日付　{}", or_open(list.filler), or_open(&date)), &style::text())?;
    table::headings(&mut page, headings)?;
    for row in &list.block.rows {
        let text = row.text.join("\n");
        let cells = [
            Cell::Number(row.number),
            Cell::Centred(row.viewpoint),
            Cell::Text(&text),
            Cell::Centred(row.mark),
            Cell::Text(&row.reason),
            Cell::Text(&row.memo),
        ];
        table::row(&mut page, widths, &cells[..columns])?;
    }
    summary::foot(&mut page, report.facts.catalog)?;
    page.finish(&report.facts.issuer, &report.facts.round)
}

fn staff_items(
    workbook: &mut Workbook,
    report: &FullReport<'_>,
    (asked, list): (&StaffFacts, &Checklist),
) -> Result<(), XlsxError> {
    const WIDTHS: [f64; 7] = [9.5, 44.0, 12.0, 14.0, 16.0, 14.0, 26.0];
    const HEADINGS: [&str; 7] = [
        "整理番号",
        "項目（本システムの見出し）",
        "様式どおり\n割合",
        "○／提出数",
        "「この業務はない」\nを除く割合",
        "○／該当数",
        "前回との差\n（ポイント）",
    ];
    let facts = report.facts;
    let sheet = workbook.add_worksheet().set_name("職員 項目別")?;
    table::widths(sheet, &WIDTHS)?;
    let mut page = Page::new(sheet, (0, 6), WIDTHS.iter().sum()).turned(Turn::Landscape);
    summary::head(&mut page, facts, &list.title)?;
    let previous = facts.previous.as_ref();
    page.line(
        &previous.map_or_else(
            || "前回の結果がないため、差は示していません。".to_owned(),
            |previous| format!("前回との差は{}との差です。{BY_CHANCE_MEANS}。", previous.round),
        ),
        &style::note(),
    )?;
    table::headings(&mut page, &HEADINGS)?;
    for item in list.items_by_number() {
        let figure = asked.figures.of(&item.id);
        let changes = previous.and_then(|previous| previous.changes(None, (&item.id, figure)));
        figure_cells(&mut page, figure, asked.figures.why_not().unwrap_or(TOO_FEW))?;
        page.sheet.write_string_with_format(page.row, 6, difference(changes), &style::wrapped_centre())?;
        table::row(&mut page, &WIDTHS, &[Cell::Number(item.number), Cell::Text(&item.title)])?;
    }
    summary::foot(&mut page, facts.catalog)?;
    page.finish(&facts.issuer, &facts.round)
}

/// Both rates beside what they were counted from, or the words that stand instead.
fn figure_cells(page: &mut Page<'_>, figure: Figure, why_not: &str) -> Result<(), XlsxError> {
    let across = |page: &mut Page<'_>, first: u16, words: &str| {
        page.sheet.merge_range(page.row, first, page.row, 5, words, &style::centred()).map(|_| ())
    };
    match figure {
        Figure::Count(count) => {
            shares::write(page, 2, count.as_printed())?;
            shares::write(page, 4, count.applicable())?;
        }
        Figure::Printed(share) => {
            shares::write(page, 2, share)?;
            across(page, 4, NOT_SPLIT)?;
        }
        Figure::Band(band) => across(page, 2, &band.label())?,
        Figure::Hidden => across(page, 2, why_not)?,
    }
    Ok(())
}
