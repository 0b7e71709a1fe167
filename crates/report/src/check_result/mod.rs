//! What `tenken check` found in files: chart and table of each list, 要改善事項, and every mark as it was read.

use serde::Serialize;
use tenken_domain::calendar;
use tenken_domain::catalog::{Catalog, Checklist, Item};
use tenken_domain::facts::{Edition, Issuer, SheetFacts};
use tenken_domain::mark::Mark;
use tenken_domain::result::Rates;

use crate::chart::{Chart, Words, viewpoint_bars};
use crate::frame::Frame;
use crate::pdf::{Document, PdfError, render};
use crate::result_table::ResultTable;

/// One file, as it was read.
#[derive(Clone, Debug)]
pub struct CheckedFile {
    /// As it was named by whoever asked.
    pub file: String,
    pub sheets: Vec<SheetFacts>,
}

/// Whose paper a result without a hospital is.
pub(crate) fn nobody() -> Issuer {
    Issuer { hospital: String::new(), edition: Edition::Real }
}

/// The title of the document, in each format.
pub(crate) const TITLE: &str = "サイバーセキュリティ自己点検　チェックの結果";

/// The results of several files as PDF, a page or more for each list.
pub fn pdf(catalog: &Catalog, files: &[CheckedFile]) -> Result<Vec<u8>, PdfError> {
    render(&document(catalog, files))
}

fn document<'a>(catalog: &'a Catalog, files: &'a [CheckedFile]) -> Document<Body<'a>> {
    let entries =
        files.iter().flat_map(|file| file.sheets.iter().map(move |sheet| (file.file.as_str(), sheet)));
    let results =
        entries.filter_map(|(file, sheet)| Some(Entry::new(file, catalog.checklist(&sheet.list)?, sheet)));
    let frame = Frame::new(TITLE, &nobody()).quoting(&catalog.texts);
    let body = Body { entries: results.collect(), closing: &catalog.texts.closing };
    Document { template: include_str!("check_result.typ"), frame, body }
}

/// What `check_result.typ` reads.
#[derive(Serialize)]
struct Body<'a> {
    entries: Vec<Entry<'a>>,
    closing: &'a str,
}

#[derive(Serialize)]
struct Entry<'a> {
    file: &'a str,
    title: &'a str,
    filler: &'a str,
    date: Option<String>,
    has_viewpoints: bool,
    result: ResultTable,
    chart: Option<Chart>,
    /// The items marked ×.
    findings: Vec<Line<'a>>,
    answers: Vec<Line<'a>>,
}

#[derive(Clone, Serialize)]
struct Line<'a> {
    number: u32,
    viewpoint: &'static str,
    title: &'a str,
    mark: &'static str,
}

impl<'a> Entry<'a> {
    fn new(file: &'a str, list: &'a Checklist, sheet: &'a SheetFacts) -> Self {
        let marks = sheet.marks(list);
        let result = sheet.result(list);
        let answers: Vec<Line> =
            list.items.iter().zip(&marks).map(|(item, mark)| Line::new(item, *mark)).collect();
        Self {
            file,
            title: &list.title,
            filler: &sheet.filler,
            date: sheet.date.map(calendar::both),
            has_viewpoints: list.has_viewpoints(),
            chart: viewpoint_bars(Words::JAPANESE, &format!("視点別の割合（{}）", list.title), &result),
            findings: answers.iter().filter(|line| line.mark == Mark::No.symbol()).cloned().collect(),
            result: ResultTable::new(&result, Rates::of(marks)),
            answers,
        }
    }
}

impl<'a> Line<'a> {
    fn new(item: &'a Item, mark: Option<Mark>) -> Self {
        let viewpoint = item.viewpoint.map_or("", |viewpoint| viewpoint.label());
        Self { number: item.number, viewpoint, title: &item.title, mark: mark.map_or("", Mark::symbol) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    #[test]
    fn the_result_of_several_files_is_one_accessible_document() {
        let catalog = sample::catalog();
        let sheets = catalog.checklists.iter().map(sample::sheet).collect();
        let files = [
            CheckedFile { file: "a.csv".to_owned(), sheets },
            CheckedFile { file: "b.csv".to_owned(), sheets: Vec::new() },
        ];
        assert!(pdf(catalog, &files).unwrap().starts_with(b"%PDF-1."));
    }
}
