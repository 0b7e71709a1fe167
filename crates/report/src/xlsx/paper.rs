//! The worksheet of one list: title, 記入者 and 日付, items, チェックの結果, the annex as a second block, sources.

use rust_xlsxwriter::Workbook;
use tenken_domain::calendar;
use tenken_domain::catalog::{Catalog, Checklist};
use tenken_domain::facts::Edition;
use tenken_domain::id::ChecklistId;

use super::columns::Columns;
use super::page::{Page, protect};
use super::{XlsxError, items, result, style};
use crate::filled_sheet::FilledSheet;

/// From this many items on the result begins on a page of its own, so that its chart is not cut in two.
const LONG: usize = 15;

/// Adds the worksheet to a workbook under this name.
pub fn add(workbook: &mut Workbook, facts: &FilledSheet, name: &str) -> Result<(), XlsxError> {
    let list = find(facts.catalog, &facts.sheet.list)?;
    let annex = facts
        .annex
        .map(|sheet| Ok::<_, XlsxError>((find(facts.catalog, &sheet.list)?, sheet)))
        .transpose()?;
    let columns = Columns::of(list);
    let sheet = workbook.add_worksheet().set_name(name)?;
    set_columns(sheet, &columns)?;
    let mut page = Page::new(sheet, (columns.number, columns.mark), columns.whole_width());
    head(&mut page, facts, list, &columns)?;
    let heading = page.row;
    page.sheet.set_freeze_panes(heading + 1, 0)?.set_repeat_rows(heading, heading)?;
    let rows = items::write(&mut page, list, facts.sheet, &columns)?;
    if list.items.len() > LONG {
        page.sheet.set_page_breaks(&[page.row])?;
    }
    definitions(&mut page, facts.catalog, list)?;
    result::write(&mut page, list, facts.sheet, &result::Place { columns, items: rows })?;
    page.line(&facts.catalog.texts.closing, &style::text())?;
    if let Some((annex, sheet)) = annex {
        page.skip();
        page.lines(&annex.instruction, &style::section())?;
        let rows = items::write(&mut page, annex, sheet, &columns)?;
        result::write(&mut page, annex, sheet, &result::Place { columns, items: rows })?;
    }
    foot(&mut page, facts.catalog, list, annex.map(|(annex, _)| annex))?;
    protect(page.sheet);
    page.finish(facts.issuer, &list.title)
}

/// The list of a sheet, or an error that names it.
pub fn find<'a>(catalog: &'a Catalog, id: &ChecklistId) -> Result<&'a Checklist, XlsxError> {
    catalog.checklist(id).ok_or_else(|| XlsxError::UnknownList(id.clone()))
}

fn set_columns(sheet: &mut rust_xlsxwriter::Worksheet, columns: &Columns) -> Result<(), XlsxError> {
    for (column, width) in columns.widths() {
        sheet.set_column_width(column, width)?;
    }
    for hidden in [columns.id, columns.chart, columns.chart + 1] {
        sheet.set_column_hidden(hidden)?;
    }
    Ok(())
}

fn head(page: &mut Page, facts: &FilledSheet, list: &Checklist, columns: &Columns) -> Result<(), XlsxError> {
    if facts.issuer.edition == Edition::Sample {
        page.line("サンプル（架空の病院のデータ）", &style::section())?;
    }
    page.line(&list.title, &style::title())?;
    let from = [facts.issuer.hospital.as_str(), facts.round].into_iter().filter(|text| !text.is_empty());
    let from = from.collect::<Vec<_>>().join("　");
    if !from.is_empty() {
        page.line(&from, &style::text())?;
    }
    let date = facts.sheet.date.map(calendar::both).unwrap_or_default();
    for (label, value) in [("記入者", facts.sheet.filler.as_str()), ("日付", &date)] {
        let (row, first, last) = (page.row, columns.number + 1, columns.text);
        page.sheet.set_row_height(row, 24)?;
        page.sheet.write_string_with_format(row, columns.number, label, &style::label())?;
        if first == last {
            page.sheet.write_string_with_format(row, first, value, &style::signature())?;
        } else {
            page.sheet.merge_range(row, first, row, last, value, &style::signature())?;
        }
        page.row += 1;
    }
    page.skip();
    Ok(())
}

fn definitions(page: &mut Page, catalog: &Catalog, list: &Checklist) -> Result<(), XlsxError> {
    page.skip();
    if list.has_viewpoints() {
        for definition in &catalog.viewpoints {
            page.line(&format!("{}・・・{}", definition.viewpoint.label(), definition.text), &style::note())?;
        }
    }
    Ok(())
}

fn foot(
    page: &mut Page,
    catalog: &Catalog,
    list: &Checklist,
    annex: Option<&Checklist>,
) -> Result<(), XlsxError> {
    page.skip();
    let lists = || std::iter::once(list).chain(annex);
    if lists().any(Checklist::has_uncertain_numbers) {
        page.line("整理番号は本システムの番号で、原本の番号とは限りません。", &style::note())?;
    }
    if lists().any(items::has_uncertain_viewpoints) {
        page.line("視点には、原本の並びから本システムが推定したものを含みます。", &style::note())?;
    }
    page.line("使い方と、このチェックリストの説明は「説明」シートにあります。", &style::note())?;
    page.line(&catalog.texts.source_line, &style::note())?;
    page.lines(&catalog.texts.not_for, &style::note())
}
