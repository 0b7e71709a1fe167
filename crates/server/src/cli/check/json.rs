//! The result of `tenken check` for programs. Its shape is documented in `docs/check-json.md` and does not change.

use serde::Serialize;
use tenken_domain::catalog::{Catalog, Checklist};
use tenken_domain::facts::SheetFacts;
use tenken_domain::mark::Mark;
use tenken_domain::result::{Rates, ResultRow, Share};
use tenken_report::check_result::CheckedFile;

use crate::cli::failure::Failure;

/// All results as one line of JSON.
pub fn write(catalog: &Catalog, files: &[CheckedFile]) -> Result<Vec<u8>, Failure> {
    let entries =
        files.iter().flat_map(|file| file.sheets.iter().map(move |sheet| (file.file.as_str(), sheet)));
    let lists =
        entries.filter_map(|(file, sheet)| Some(Entry::new(file, catalog.checklist(&sheet.list)?, sheet)));
    let mut bytes = serde_json::to_vec(&Document { lists: lists.collect() })?;
    bytes.push(b'\n');
    Ok(bytes)
}

#[derive(Serialize)]
struct Document<'a> {
    lists: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    file: &'a str,
    list: &'a str,
    result: Vec<Row>,
    applicable: Vec<Row>,
    answers: Vec<Answer<'a>>,
}

#[derive(Serialize)]
struct Row {
    viewpoint: Option<&'static str>,
    yes: u64,
    items: u64,
    rate: String,
}

#[derive(Serialize)]
struct Answer<'a> {
    item: &'a str,
    mark: &'static str,
}

impl<'a> Entry<'a> {
    fn new(file: &'a str, list: &'a Checklist, sheet: &SheetFacts) -> Self {
        let result = sheet.result(list);
        let rows =
            |share: fn(Rates) -> Share| result.iter().map(|row| Row::new(row, share(row.rates))).collect();
        let answer = |(item, mark): (&'a tenken_domain::catalog::Item, Option<Mark>)| Answer {
            item: item.id.as_str(),
            mark: mark.map_or("", Mark::symbol),
        };
        Self {
            file,
            list: list.id.as_str(),
            result: rows(|rates| rates.as_printed),
            applicable: rows(|rates| rates.applicable),
            answers: list.items.iter().zip(sheet.marks(list)).map(answer).collect(),
        }
    }
}

impl Row {
    fn new(row: &ResultRow, share: Share) -> Self {
        let viewpoint = row.viewpoint.map(|viewpoint| viewpoint.label());
        Self { viewpoint, yes: share.yes, items: share.items, rate: share.rate() }
    }
}
