//! Where in a file the people stand: sheet, heading row, and what each column says. A guess, which its user can change.

use std::collections::BTreeMap;

use super::columns::{Column, is_confidential, meaning};
use crate::grid::{Cell, Grid, Places, Row, Sheet};

/// How far down a heading row is looked for. Rows with content.
const FIRST_ROWS: usize = 40;
/// Most columns that a page asks about.
pub const MOST_COLUMNS: u32 = 100;
/// Most digits a staff number is filled up to.
pub const MOST_DIGITS: usize = 20;
/// Examples shown of a column.
const EXAMPLES: usize = 3;

/// How a file is to be read.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Layout {
    /// Position among the visible worksheets.
    pub sheet: usize,
    /// The number of the heading row, below which the people stand; 0 where they begin in the first row.
    pub heading: u32,
    /// What each column (from 0) says; a column that is not named here is not read.
    pub columns: BTreeMap<u32, Column>,
    /// Staff numbers of fewer digits get zeros in front, up to so many; 0: as they are.
    pub digits: usize,
}

/// Why a file cannot be read in this way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LayoutProblem {
    /// No column says this, and nothing can do without it.
    Lacks(Column),
    /// Two columns say this.
    Twice(Column),
}

/// A column of the file, for the page that asks what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    pub column: u32,
    /// As Excel names it: `C`.
    pub letter: String,
    pub heading: String,
    /// The first few texts below it; none of what is confidential.
    pub examples: Vec<String>,
}

/// Looks for the sheet and row whose cells are known as headings more than any other's.
pub fn guess(grid: &Grid) -> Layout {
    let mut best = (0, Layout::default());
    for (position, sheet) in grid.sheets.iter().enumerate() {
        for row in sheet.rows.iter().take(FIRST_ROWS) {
            let columns = columns(sheet, row);
            let count = columns.len();
            let names_people = columns
                .values()
                .any(|one| matches!(one, Column::StaffNumber | Column::Name | Column::FamilyName));
            // A second heading row, below merged cells, knows as many as the first, and more precisely.
            let is_second = best.1.sheet == position && best.1.heading + 1 == row.number;
            let is_better = count > best.0 || (count == best.0 && is_second);
            if count >= 2 && names_people && is_better {
                best = (count, Layout { sheet: position, heading: row.number, columns, digits: 0 });
            }
        }
    }
    best.1
}

/// The guess for a heading row that the user has named.
pub fn guess_below(grid: &Grid, sheet: usize, heading: u32) -> Layout {
    let found = grid.sheets.get(sheet).and_then(|sheet| Some((sheet, row_of(sheet, heading)?)));
    let columns = found.map(|(sheet, row)| columns(sheet, row)).unwrap_or_default();
    Layout { sheet, heading, columns, digits: 0 }
}

fn columns(sheet: &Sheet, row: &Row) -> BTreeMap<u32, Column> {
    if !row.cells.iter().any(|(_, cell)| cell.as_text().is_some_and(|text| meaning(&text).is_some())) {
        return BTreeMap::new();
    }
    let mut best: BTreeMap<Column, (usize, u32)> = BTreeMap::new();
    for column in 0..=last_column(sheet).min(MOST_COLUMNS) {
        let Some((kind, belief)) = heading(sheet, row, column).and_then(|text| meaning(&text)) else {
            continue;
        };
        let before = best.entry(kind).or_insert((belief, column));
        if belief > before.0 {
            *before = (belief, column);
        }
    }
    settle_names(&mut best);
    best.into_iter().map(|(kind, (_, column))| (column, kind)).collect()
}

/// 氏名 makes 姓 and 名 needless; 名 alone is the whole name.
fn settle_names(found: &mut BTreeMap<Column, (usize, u32)>) {
    let families = [
        (Column::Name, Column::FamilyName, Column::GivenName),
        (Column::Kana, Column::FamilyKana, Column::GivenKana),
    ];
    for (whole, family, given) in families {
        if found.contains_key(&whole) {
            found.remove(&family);
            found.remove(&given);
        } else if !found.contains_key(&family)
            && let Some(place) = found.remove(&given)
        {
            found.insert(whole, place);
        }
    }
}

/// The text over a column: in the heading row, or above it where its cell is merged or the row above has it alone.
fn heading(sheet: &Sheet, row: &Row, column: u32) -> Option<String> {
    let own = row.cell(column).and_then(Cell::as_text);
    let merged = || {
        let area = sheet.tall_merges.iter().find(|area| area.covers(row.number, column))?;
        row_of(sheet, area.rows.0)?.cell(area.columns.0)?.as_text()
    };
    let above = || row_of(sheet, row.number.checked_sub(1)?)?.cell(column)?.as_text();
    own.or_else(merged).or_else(above)
}

fn row_of(sheet: &Sheet, number: u32) -> Option<&Row> {
    let place = sheet.rows.binary_search_by_key(&number, |row| row.number).ok()?;
    sheet.rows.get(place)
}

fn last_column(sheet: &Sheet) -> u32 {
    let last = |row: &Row| row.cells.last().map(|(column, _)| *column);
    sheet.rows.iter().filter_map(last).max().unwrap_or(0)
}

impl Layout {
    /// Every reason why nothing can be read this way.
    pub fn problems(&self) -> Vec<LayoutProblem> {
        let count = |wanted: Column| self.columns.values().filter(|one| **one == wanted).count();
        let twice = Column::ALL.iter().filter(|one| count(**one) > 1).map(|one| LayoutProblem::Twice(*one));
        let name = if count(Column::FamilyName) > 0 { Column::FamilyName } else { Column::Name };
        let needed = [Column::StaffNumber, name, Column::Department, Column::Occupation];
        let lacks = needed.into_iter().filter(|one| count(*one) == 0).map(LayoutProblem::Lacks);
        lacks.chain(twice).collect()
    }

    pub(super) fn place(&self, wanted: Column) -> Option<u32> {
        self.columns.iter().find(|(_, kind)| **kind == wanted).map(|(column, _)| *column)
    }

    /// What stands over and under each column that has content.
    pub fn seen(&self, grid: &Grid) -> Vec<Seen> {
        let Some(sheet) = grid.sheets.get(self.sheet) else { return Vec::new() };
        let head = row_of(sheet, self.heading);
        let first: Vec<&Row> = sheet.rows.iter().filter(|row| row.number > self.heading).take(200).collect();
        let seen = (0..=last_column(sheet).min(MOST_COLUMNS)).map(|column| {
            let heading = head.and_then(|row| heading(sheet, row, column)).unwrap_or_default();
            let texts = first.iter().filter_map(|row| row.cell(column)).filter_map(shown);
            let examples =
                if is_confidential(&heading) { Vec::new() } else { texts.take(EXAMPLES).collect() };
            Seen { column, letter: Places::Cells.column(column), heading, examples }
        });
        seen.filter(|one| !one.heading.is_empty() || !one.examples.is_empty()).collect()
    }
}

/// A cell as its author sees it.
fn shown(cell: &Cell) -> Option<String> {
    match cell {
        Cell::Day(Some(day)) => Some(day.to_string()),
        Cell::Text(_)
        | Cell::Number(_)
        | Cell::Day(None)
        | Cell::Boolean(_)
        | Cell::Failed(_)
        | Cell::FormulaWithoutValue => cell.as_text(),
    }
}
