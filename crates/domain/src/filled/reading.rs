//! From rows of cells to sheets: finds headings, names items, reads marks, and gathers every mistake on the way.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization;

use super::columns::Columns;
use super::mark::{self, quoted};
use crate::answer::{Absent, Answer, Answers};
use crate::calendar;
use crate::catalog::{Audience, Catalog, Checklist, Item, Problem};
use crate::facts::SheetFacts;
use crate::grid::{Cell, Grid, Row, Sheet, folded};
use crate::id::{ChecklistId, ItemId};

/// Reads every worksheet that has a heading; the others are ignored.
pub fn read(
    file: &str,
    grid: &Grid,
    catalog: &Catalog,
    wanted: Option<&Checklist>,
) -> Result<Vec<SheetFacts>, Vec<Problem>> {
    let mut reading = Reading { file, grid, catalog, wanted, problems: Vec::new(), found: Found::default() };
    for sheet in &grid.sheets {
        reading.sheet(sheet);
    }
    reading.finish()
}

/// What is known so far of one file.
struct Reading<'a> {
    file: &'a str,
    grid: &'a Grid,
    catalog: &'a Catalog,
    wanted: Option<&'a Checklist>,
    problems: Vec<Problem>,
    found: Found,
}

#[derive(Default)]
struct Found {
    headings: usize,
    /// Where each item stands.
    places: BTreeMap<ItemId, String>,
    answers: Answers,
    /// Who signed the worksheet on which a list appears.
    lists: BTreeMap<ChecklistId, Signature>,
    /// Who signed a worksheet that has a heading.
    signature: Signature,
}

/// 記入者 and 日付, which stand above the heading.
#[derive(Clone, Default)]
struct Signature {
    filler: String,
    date: Option<Date>,
}

/// The rows under one heading.
#[derive(Clone, Copy)]
struct Block<'a> {
    columns: Columns,
    /// The list that 整理番号 counts in; moves on to the annex where the numbers begin anew under a further heading.
    numbered: Option<&'a Checklist>,
    is_fresh: bool,
    /// チェックの結果 has begun: a rate of 100.0% is no item 1.
    has_its_result: bool,
}

/// What a row speaks of.
enum Subject<'a> {
    Item(&'a Checklist, &'a Item),
    Unknown {
        column: u32,
        sentence: String,
    },
    /// A row that names no item: an empty line, a note, a result.
    None,
}

/// A cell of a worksheet, for saying where something is wrong.
#[derive(Clone, Copy)]
struct At<'a> {
    sheet: &'a Sheet,
    row: u32,
    column: u32,
}

impl<'a> Reading<'a> {
    fn sheet(&mut self, sheet: &'a Sheet) {
        let mut signature = Signature::default();
        let mut block: Option<Block<'a>> = None;
        for row in &sheet.rows {
            let is_item = block.is_some_and(|block| block.is_item(self.catalog, row));
            match (is_item, Columns::of(row), &mut block) {
                (false, Some(Ok(columns)), _) => block = Some(self.heading(sheet, row, columns, block)),
                (false, Some(Err(twice)), _) => {
                    let sentence = format!("「{}」の列が2つあります。1つにしてください。", twice.heading);
                    self.problem(At { sheet, row: row.number, column: twice.column }, sentence);
                    self.found.headings += 1;
                    return;
                }
                (_, _, Some(block)) => self.row(sheet, row, block, &signature),
                (_, _, None) => signature.read(row),
            }
            if block.is_some() && self.found.headings == 1 {
                self.found.signature = signature.clone();
            }
        }
    }

    fn heading(
        &mut self,
        sheet: &'a Sheet,
        row: &Row,
        columns: Columns,
        before: Option<Block<'a>>,
    ) -> Block<'a> {
        self.found.headings += 1;
        if let (None, Some(column), None) = (columns.id, columns.number, self.wanted) {
            let sentence =
                "「id」の列がありません。整理番号で読み取るには、リストの指定（--list）が必要です。";
            self.problem(At { sheet, row: row.number, column }, sentence.to_owned());
        }
        let numbered = before.map_or(self.wanted, |block| block.numbered);
        Block { columns, numbered, is_fresh: true, has_its_result: false }
    }

    fn row(&mut self, sheet: &'a Sheet, row: &Row, block: &mut Block<'a>, signature: &Signature) {
        let at = At { sheet, row: row.number, column: block.columns.mark };
        let written = row.cell(block.columns.mark);
        let is_reported = match self.subject(row, block) {
            Subject::Item(list, item) => {
                self.found.lists.entry(list.id.clone()).or_insert_with(|| signature.clone());
                return self.item(at, list, item, written);
            }
            Subject::Unknown { column, sentence } => {
                self.problem(At { column, ..at }, sentence);
                true
            }
            Subject::None => block.is_nameless(),
        };
        // The item is not known, so the most generous list decides whether this is a mark at all.
        match mark::read(written, Audience::Administrator) {
            Err(sentence) => self.problem(at, sentence),
            Ok(Some(_)) if !is_reported => {
                let sentence =
                    "チェック欄に記入がありますが、どの項目の行か分かりません。「id」を確かめてください。";
                self.problem(at, sentence.to_owned());
            }
            Ok(_) => {}
        }
    }

    fn subject(&self, row: &Row, block: &mut Block<'a>) -> Subject<'a> {
        if let Some((column, cell)) = cell_in(row, block.columns.id) {
            return self.by_id(column, cell);
        }
        block.has_its_result |= is_title_of_result(row);
        if block.has_its_result {
            return Subject::None;
        }
        let Some((column, cell)) = cell_in(row, block.columns.number) else { return Subject::None };
        let Some(number) = whole_number(cell) else { return Subject::None };
        match block.numbered {
            Some(_) => self.by_number(column, number, block),
            None if block.is_nameless() => Subject::None,
            None => {
                let sentence =
                    "「id」が空です。整理番号で読み取るには、リストの指定（--list）が必要です。".to_owned();
                Subject::Unknown { column, sentence }
            }
        }
    }

    fn by_id(&self, column: u32, cell: &Cell) -> Subject<'a> {
        let text = cell.as_text().unwrap_or_default();
        let Some((list, item)) = self.catalog.item(&ItemId::new(folded(&text))) else {
            let sentence = format!("「{}」という項目はありません。", quoted(&text));
            return Subject::Unknown { column, sentence };
        };
        match self.wanted {
            Some(wanted) if sheet_of(wanted) != sheet_of(list) => {
                let sentence = format!("「{}」は別のリスト（{}）の項目です。", item.id, list.id);
                Subject::Unknown { column, sentence }
            }
            Some(_) | None => Subject::Item(list, item),
        }
    }

    fn by_number(&self, column: u32, number: u32, block: &mut Block<'a>) -> Subject<'a> {
        let by_number = |list: &'a Checklist| list.items.iter().find(|item| item.number == number);
        let Some(mut list) = block.numbered else { return Subject::None };
        if let (true, Some(item)) = (block.is_fresh, by_number(list)) {
            let annex = self.catalog.annex_of(&list.id);
            if let (true, Some(annex)) = (self.found.places.contains_key(&item.id), annex) {
                list = annex;
                block.numbered = Some(annex);
            }
        }
        block.is_fresh = false;
        match by_number(list) {
            Some(item) => Subject::Item(list, item),
            None => {
                let sentence = format!("整理番号{number}の項目は、{}のリストにありません。", list.id);
                Subject::Unknown { column, sentence }
            }
        }
    }

    fn item(&mut self, at: At<'a>, list: &Checklist, item: &Item, written: Option<&Cell>) {
        let place = self.place(at);
        if let Some(first) = self.found.places.get(&item.id) {
            let sentence = format!("「{}」の項目が2回あります（1回目は{first}）。", item.id);
            self.problem(at, sentence);
        } else {
            self.found.places.insert(item.id.clone(), place);
        }
        if at.sheet.tall_merges.iter().any(|area| area.covers(at.row, at.column)) {
            let sentence =
                "チェック欄のセルが上下に結合されています。結合を解除し、1項目に1つずつ記入してください。";
            self.problem(at, sentence.to_owned());
        }
        match mark::read(written, list.audience) {
            Ok(mark) => {
                self.found.answers.insert(item.id.clone(), Answer { mark, ..Answer::default() });
            }
            Err(sentence) => self.problem(at, sentence),
        }
    }

    fn finish(mut self) -> Result<Vec<SheetFacts>, Vec<Problem>> {
        let top = |sentence: String| Problem { file: self.file.to_owned(), place: None, sentence };
        if self.found.headings == 0 {
            let sentence = "「チェック欄」の見出しがある行が見つかりません。チェックリストの様式かどうか確かめてください。";
            self.problems.push(top(sentence.to_owned()));
        } else if self.problems.is_empty() && self.found.lists.is_empty() {
            match self.wanted {
                Some(wanted) => {
                    self.found.lists.insert(wanted.id.clone(), self.found.signature.clone());
                }
                None => {
                    let sentence = "見出しだけで項目の行がありません。リストの指定（--list）が必要です。";
                    self.problems.push(top(sentence.to_owned()));
                }
            }
        }
        if self.problems.is_empty() { Ok(self.found.sheets(self.catalog)) } else { Err(self.problems) }
    }

    fn sheets_with_heading(&self) -> usize {
        let has_heading = |sheet: &&Sheet| sheet.rows.iter().any(|row| Columns::of(row).is_some());
        self.grid.sheets.iter().filter(has_heading).count()
    }

    fn place(&self, at: At<'_>) -> String {
        self.grid.places.name(at.row, Some(at.column))
    }

    fn problem(&mut self, at: At<'_>, mut sentence: String) {
        if self.sheets_with_heading() > 1 {
            sentence = format!("シート「{}」：{sentence}", quoted(&at.sheet.name));
        }
        let place = Some(self.place(at));
        self.problems.push(Problem { file: self.file.to_owned(), place, sentence });
    }
}

impl Block<'_> {
    /// Whether a row names an item, so that it cannot be a further heading.
    fn is_item(&self, catalog: &Catalog, row: &Row) -> bool {
        let has_id = |(_, cell): (u32, &Cell)| {
            cell.as_text().is_some_and(|text| catalog.item(&ItemId::new(folded(&text))).is_some())
        };
        let has_number = |(_, cell): (u32, &Cell)| whole_number(cell).is_some() && !self.has_its_result;
        cell_in(row, self.columns.id).is_some_and(has_id)
            || cell_in(row, self.columns.number).is_some_and(has_number)
    }

    /// Whether nothing under this heading can name an item; that has been said once, at the heading.
    fn is_nameless(&self) -> bool {
        self.columns.id.is_none() && self.columns.number.is_some() && self.numbered.is_none()
    }
}

impl Found {
    fn sheets(self, catalog: &Catalog) -> Vec<SheetFacts> {
        let of_list = |list: &Checklist| {
            let signature = self.lists.get(&list.id)?;
            let on_it = |id: &&ItemId| list.item(id).is_some();
            let ids: BTreeSet<&ItemId> = self.answers.keys().filter(on_it).collect();
            let answers = ids.into_iter().map(|id| (id.clone(), self.answers[id].clone())).collect();
            let Signature { filler, date } = signature.clone();
            Some(SheetFacts { list: list.id.clone(), filler, date, answers, absent: Absent::new() })
        };
        catalog.checklists.iter().filter_map(of_list).collect()
    }
}

impl Signature {
    /// Takes what stands to the right of 「記入者」 or 「日付」 in a row above the heading.
    fn read(&mut self, row: &Row) {
        let label = |cell: &Cell| cell.as_text().map(|text| folded(&text).trim_end_matches(':').to_owned());
        for pair in row.cells.windows(2) {
            let (name, value) = (label(&pair[0].1), &pair[1].1);
            match name.as_deref() {
                Some("記入者") if label(value).as_deref() != Some("日付") => {
                    self.filler = value.as_text().unwrap_or_default();
                }
                Some("日付") => {
                    self.date = match value {
                        Cell::Day(day) => *day,
                        // `令和8年11月22日（2026-11-22）` says the same day twice.
                        other => {
                            other.as_text().and_then(|text| calendar::parse(text.split(['（', '(']).next()?))
                        }
                    };
                }
                Some(_) | None => {}
            }
        }
    }
}

/// The line above the result that our own forms print below the items.
fn is_title_of_result(row: &Row) -> bool {
    let title =
        |(_, cell): &(u32, Cell)| cell.as_text().is_some_and(|text| folded(&text) == "チェックの結果");
    row.cells.iter().any(title)
}

fn cell_in(row: &Row, column: Option<u32>) -> Option<(u32, &Cell)> {
    let column = column?;
    Some((column, row.cell(column)?))
}

fn whole_number(cell: &Cell) -> Option<u32> {
    cell.as_text().and_then(|text| text.nfkc().collect::<String>().trim().parse().ok())
}

/// The list on whose printed sheet this list stands.
fn sheet_of(list: &Checklist) -> &ChecklistId {
    list.annex_of.as_ref().unwrap_or(&list.id)
}
