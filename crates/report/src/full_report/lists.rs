//! Every list with every item, its mark, and the memo beside it.

use serde::Serialize;
use tenken_domain::calendar;
use tenken_domain::facts::SheetFacts;

use super::{FullReport, Memos};
use crate::filled_sheet::Block;
use crate::result_summary::name_of;

/// One list as it was filled in.
#[derive(Serialize)]
pub(super) struct List<'a> {
    pub heading: String,
    /// Who is asked.
    #[serde(skip)]
    pub name: &'a str,
    pub filler: &'a str,
    pub date: Option<String>,
    pub block: Block<'a>,
}

pub(super) fn of<'a>(report: &'a FullReport<'a>) -> Vec<List<'a>> {
    report.facts.sheets.iter().filter_map(|sheet| list(report, sheet)).collect()
}

fn list<'a>(report: &'a FullReport<'a>, sheet: &'a SheetFacts) -> Option<List<'a>> {
    let catalog = report.facts.catalog;
    let list = catalog.checklist(&sheet.list)?;
    let block = Block::new(list, sheet, catalog);
    let name = name_of(list);
    Some(List {
        heading: format!("{name}（{}項目）", list.items.len()),
        name,
        filler: &sheet.filler,
        date: sheet.date.map(calendar::both),
        block: match report.memos {
            Memos::Printed => block.with_memos(list, sheet),
            Memos::LeftOut => block,
        },
    })
}

impl List<'_> {
    pub fn has_memos(&self) -> bool {
        self.block.rows.iter().any(|row| !row.memo.is_empty())
    }
}
