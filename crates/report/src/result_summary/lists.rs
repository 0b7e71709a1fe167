//! Each list's own result: チェックの結果, bars by viewpoint, bars by topic.

use serde::Serialize;
use tenken_domain::facts::{RoundFacts, SheetFacts};
use tenken_domain::result::Rates;

use crate::chart::{Chart, Words, rates_by_topic, topic_bars, viewpoint_bars};
use crate::result_table::ResultTable;

/// One list's result, in the words that will be printed.
#[derive(Serialize)]
pub(crate) struct ListResult<'a> {
    title: &'a str,
    /// A remark of ours on the list as a whole.
    note: Option<&'a str>,
    filler: &'a str,
    date: Option<String>,
    result: ResultTable,
    viewpoints: Option<Chart>,
    topics: Option<Chart>,
}

pub(crate) fn results<'a>(facts: &'a RoundFacts<'_>) -> Vec<ListResult<'a>> {
    facts.sheets.iter().filter_map(|sheet| result_of(facts, sheet)).collect()
}

fn result_of<'a>(facts: &'a RoundFacts<'_>, sheet: &'a SheetFacts) -> Option<ListResult<'a>> {
    let list = facts.catalog.checklist(&sheet.list)?;
    let marks = sheet.marks(list);
    let result = sheet.result(list);
    let topics = rates_by_topic(facts.catalog, list, &marks);
    Some(ListResult {
        title: &list.title,
        note: list.note.as_deref(),
        filler: &sheet.filler,
        date: sheet.date.map(tenken_domain::calendar::both),
        viewpoints: viewpoint_bars(Words::JAPANESE, &format!("視点別の割合（{}）", list.title), &result),
        topics: topic_bars(Words::JAPANESE, &format!("分野別の割合（{}）", list.title), &topics),
        result: ResultTable::new(&result, Rates::of(marks)),
    })
}
