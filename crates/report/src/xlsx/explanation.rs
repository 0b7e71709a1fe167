//! The worksheet 「説明」: the sheet's own introduction, the guidelines it names, its caveat, and each 「使い方」.

use rust_xlsxwriter::Workbook;
use tenken_domain::catalog::Catalog;
use tenken_domain::facts::Issuer;

use super::page::Page;
use super::{XlsxError, style};

/// What fits on A4 at full size.
const WIDTH: f64 = 84.0;

/// Adds the worksheet behind the others.
pub fn add(workbook: &mut Workbook, catalog: &Catalog, issuer: &Issuer) -> Result<(), XlsxError> {
    let sheet = workbook.add_worksheet().set_name("説明")?;
    sheet.set_column_width(0, WIDTH)?;
    let mut page = Page::new(sheet, (0, 0), WIDTH);
    page.line(&catalog.title, &style::title())?;
    page.skip();
    let texts = &catalog.texts;
    page.lines(texts.introduction.iter().chain(&texts.references).chain(&texts.caveat), &style::text())?;
    page.skip();
    page.line(&texts.composition_title, &style::section())?;
    page.lines(&texts.composition, &style::text())?;
    for list in &catalog.checklists {
        let Some(title) = &list.usage_title else { continue };
        page.skip();
        page.line(title, &style::section())?;
        page.lines(&list.usage, &style::text())?;
    }
    page.skip();
    page.line(&texts.source_line, &style::note())?;
    page.lines(&texts.not_for, &style::note())?;
    page.finish(issuer, &catalog.title)
}
