//! What `tenken check` found in files: one table over all of them, then each sheet as it was read.

use rust_xlsxwriter::Workbook;
use tenken_domain::catalog::{Catalog, Checklist};
use tenken_domain::facts::SheetFacts;

use super::page::Page;
use super::paper::{self, find};
use super::{XlsxError, explanation, new_workbook, shares, style};
use crate::check_result::{CheckedFile, TITLE, nobody};
use crate::filled_sheet::FilledSheet;

/// The results of several files.
pub fn check_result(catalog: &Catalog, files: &[CheckedFile]) -> Result<Vec<u8>, XlsxError> {
    let issuer = nobody();
    let mut workbook = new_workbook(&issuer, TITLE)?;
    overview(&mut workbook, catalog, files)?;
    let mut papers = 0;
    for file in files {
        for (sheet, annex) in on_paper(catalog, &file.sheets) {
            papers += 1;
            let facts =
                FilledSheet { issuer: &issuer, catalog, round: &file.file, sheet, annex, staff: None };
            paper::add(
                &mut workbook,
                &facts,
                &format!("{papers} {}", sheet.list).chars().take(31).collect::<String>(),
            )?;
        }
    }
    explanation::add(&mut workbook, catalog, &issuer)?;
    Ok(workbook.save_to_buffer()?)
}

/// Sheets as they stand on paper: an annex with its list where both were read.
pub fn on_paper<'s>(
    catalog: &Catalog,
    sheets: &'s [SheetFacts],
) -> Vec<(&'s SheetFacts, Option<&'s SheetFacts>)> {
    let find = |id| sheets.iter().find(|sheet| sheet.list == id);
    let annex_of = |sheet: &SheetFacts| find(catalog.annex_of(&sheet.list)?.id.clone());
    let stands_below = |sheet: &SheetFacts| {
        let host = catalog.checklist(&sheet.list).and_then(|list| list.annex_of.clone());
        host.and_then(find).is_some()
    };
    sheets.iter().filter(|sheet| !stands_below(sheet)).map(|sheet| (sheet, annex_of(sheet))).collect()
}

const HEADINGS: [(&str, f64); 7] = [
    ("ファイル", 30.0),
    ("リスト", 22.0),
    ("視点", 9.0),
    ("様式どおり\n割合", 12.0),
    ("様式どおり\n項目数", 12.0),
    ("該当なしを除く\n割合", 15.0),
    ("該当なしを除く\n項目数", 15.0),
];

fn overview(workbook: &mut Workbook, catalog: &Catalog, files: &[CheckedFile]) -> Result<(), XlsxError> {
    let sheet = workbook.add_worksheet().set_name("結果")?;
    let mut page = Page::new(sheet, (0, 6), 115.0);
    page.line(TITLE, &style::title())?;
    page.sheet.set_row_height(page.row, 34)?;
    for (column, (heading, width)) in (0..).zip(HEADINGS) {
        page.sheet.set_column_width(column, width)?;
        page.sheet.write_string_with_format(page.row, column, heading, &style::heading())?;
    }
    page.sheet.set_repeat_rows(page.row, page.row)?.set_freeze_panes(page.row + 1, 0)?;
    page.row += 1;
    for file in files {
        for sheet in &file.sheets {
            rows(&mut page, &file.file, find(catalog, &sheet.list)?, sheet)?;
        }
    }
    page.skip();
    page.line(&catalog.texts.source_line, &style::note())?;
    page.lines(&catalog.texts.not_for, &style::note())?;
    page.finish(&nobody(), TITLE)
}

fn rows(page: &mut Page, file: &str, list: &Checklist, sheet: &SheetFacts) -> Result<(), XlsxError> {
    for row in sheet.result(list) {
        page.sheet.set_row_height(page.row, 20)?;
        let viewpoint = row.viewpoint.map_or("", |viewpoint| viewpoint.label());
        for (column, text) in [(0, file), (1, list.id.as_str()), (2, viewpoint)] {
            page.sheet.write_string_with_format(page.row, column, text, &style::item_text())?;
        }
        shares::write(page, 3, row.rates.as_printed)?;
        shares::write(page, 5, row.rates.applicable)?;
        page.row += 1;
    }
    Ok(())
}
