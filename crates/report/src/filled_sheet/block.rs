//! The table of one list and its チェックの結果, in the words that will be printed.

use serde::Serialize;
use tenken_domain::answer::{derived, effective_mark};
use tenken_domain::catalog::{Catalog, Certainty, Checklist, Item};
use tenken_domain::facts::SheetFacts;
use tenken_domain::mark::Mark;
use tenken_domain::result::Rates;

use crate::chart::{Chart, Words, viewpoint_bars};
use crate::result_table::ResultTable;

/// One list on the sheet: the main one, or the annex.
#[derive(Serialize)]
pub(crate) struct Block<'a> {
    title: &'a str,
    /// A remark of ours on the list as a whole.
    note: Option<&'a str>,
    instruction: Option<&'a str>,
    pub numbers_are_certain: bool,
    pub viewpoints_are_certain: bool,
    has_viewpoints: bool,
    pub rows: Vec<Row<'a>>,
    result: ResultTable,
    chart: Option<Chart>,
}

#[derive(Serialize)]
pub(crate) struct Row<'a> {
    pub number: u32,
    pub viewpoint: &'static str,
    pub text: &'a [String],
    /// ○, ×, 該当なし, 確認中 or empty.
    pub mark: &'static str,
    /// Nobody set this mark: it follows from a circumstance and is greyed.
    derived: bool,
    /// Why 該当なし.
    pub reason: String,
    /// 院内メモ, on papers that stay in the hospital; empty on the official form.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub memo: String,
    /// Ours: what ○ and × mean, where the ministry asks 「…していないか」, and what else is to be said.
    notes: Vec<String>,
}

impl<'a> Block<'a> {
    pub fn new(list: &'a Checklist, sheet: &SheetFacts, catalog: &Catalog) -> Self {
        let certain = |certainty| certainty == Certainty::Certain;
        let result = sheet.result(list);
        let rows = list.items_by_number().into_iter().map(|item| Row::new(item, sheet, catalog));
        Self {
            title: &list.title,
            note: list.note.as_deref(),
            instruction: list.instruction.as_deref(),
            numbers_are_certain: !list.has_uncertain_numbers(),
            viewpoints_are_certain: list.items.iter().all(|item| item.viewpoint_is.is_none_or(certain)),
            has_viewpoints: list.has_viewpoints(),
            rows: rows.collect(),
            chart: viewpoint_bars(Words::JAPANESE, &format!("チェックの結果（{}）", list.title), &result),
            result: ResultTable::new(&result, Rates::of(sheet.marks(list))),
        }
    }

    /// The same with what was noted beside each answer, for papers that stay in the hospital.
    pub fn with_memos(mut self, list: &Checklist, sheet: &SheetFacts) -> Self {
        for (row, item) in self.rows.iter_mut().zip(list.items_by_number()) {
            row.memo = sheet.answers.get(&item.id).map(|answer| answer.memo.clone()).unwrap_or_default();
        }
        self
    }

    pub fn has_notes(&self) -> bool {
        self.note.is_some() || self.rows.iter().any(|row| !row.notes.is_empty())
    }
}

impl<'a> Row<'a> {
    fn new(item: &'a Item, sheet: &SheetFacts, catalog: &Catalog) -> Self {
        let mark = effective_mark(item, &sheet.answers, &sheet.absent);
        let answer = sheet.answers.get(&item.id);
        let by_hand = answer.is_some_and(|answer| answer.mark.is_some());
        let condition = derived(item, &sheet.absent).filter(|_| !by_hand);
        let circumstance =
            condition.map(|id| catalog.condition(id).map_or(id.as_str(), |found| &found.title));
        let chosen = answer.filter(|_| mark == Some(Mark::NotApplicable)).map(|answer| answer.reason.clone());
        let note = |symbol, means: &Option<String>| means.as_ref().map(|means| format!("{symbol}：{means}"));
        Self {
            number: item.number,
            viewpoint: item.viewpoint.map_or("", |viewpoint| viewpoint.label()),
            text: &item.text,
            mark: mark.map_or("", Mark::symbol),
            derived: condition.is_some(),
            reason: circumstance
                .map(|title| format!("「{title}」に当てはまらないため"))
                .or(chosen)
                .unwrap_or_default(),
            memo: String::new(),
            notes: [note("○", &item.yes_means), note("×", &item.no_means), item.note.clone()]
                .into_iter()
                .flatten()
                .collect(),
        }
    }
}
