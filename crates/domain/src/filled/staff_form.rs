//! The staff's form of a round as it comes back filled in: what its head says, and the marks. What the head means (which
//! department, whose card) is for those to say who know the round.

use jiff::civil::Date;

use super::columns::Columns;
use super::reading;
use crate::calendar;
use crate::catalog::{Catalog, Checklist, Problem};
use crate::facts::SheetFacts;
use crate::grid::{self, Cell, Grid, Limits, Places, Reason, Row, folded};
use crate::invisible::visible;

/// What stands to the left of each entry of the head; who makes the form writes the same words.
pub mod label {
    /// The round's id, in a hidden row: a form of another round is told by it.
    pub const ROUND: &str = "様式番号";
    pub const DEPARTMENT: &str = "部署";
    pub const OCCUPATION: &str = "職種";
    pub const FILLER: &str = "記入者";
    pub const DAY: &str = "日付";
    pub const CODE: &str = "回答カードのコード";
}

/// A filled form has under 50 KB and under 200 cells; spreadsheet programs and logos make it larger.
pub(super) const LIMITS: Limits = Limits { bytes: 2 << 20, unpacked: 6 << 20, rows: 5_000, cells: 20_000 };

/// One filled-in form.
#[derive(Debug, PartialEq)]
pub struct StaffForm {
    pub round: Entry,
    pub department: Entry,
    pub occupation: Entry,
    pub filler: Entry,
    pub day: Entry,
    /// 日付, where it is one.
    pub date: Option<Date>,
    pub code: Entry,
    pub sheet: SheetFacts,
}

/// What was written into the head, and where; empty where nothing was.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Entry {
    /// `C5`, or the row of a CSV file; empty where the head has no such line.
    pub place: String,
    pub text: String,
}

/// Why a file is no filled-in form.
#[derive(Debug, PartialEq)]
pub enum Refused {
    /// The file as a whole cannot be read.
    File(Reason),
    /// Every mistake among its items.
    Items(Vec<Problem>),
}

/// Reads a form of this list, as workbook or CSV. `budget`: what all forms of an upload may still unpack to, in bytes.
///
/// # Errors
/// Why the file is refused as a whole, or every mistake among its items.
pub fn read(
    (file, bytes): (&str, &[u8]),
    catalog: &Catalog,
    list: &Checklist,
    budget: &mut u64,
) -> Result<StaffForm, Refused> {
    let grid =
        grid::read_within(file, bytes, &LIMITS, budget).map_err(|refused| Refused::File(refused.reason))?;
    let sheets = reading::read(file, &grid, catalog, Some(list)).map_err(Refused::Items)?;
    let sheet = sheets.into_iter().find(|sheet| sheet.list == list.id);
    let sheet = sheet.unwrap_or_else(|| SheetFacts::blank(list.id.clone()));
    let (day, date) = day(&grid);
    Ok(StaffForm {
        round: entry(&grid, label::ROUND),
        department: entry(&grid, label::DEPARTMENT),
        occupation: entry(&grid, label::OCCUPATION),
        filler: name(&grid, label::FILLER),
        day,
        date,
        code: entry(&grid, label::CODE),
        sheet,
    })
}

pub(super) fn entry(grid: &Grid, label: &str) -> Entry {
    let Some((place, cell)) = find(grid, label) else { return Entry::default() };
    let text = cell.map(|cell| cell.as_text().unwrap_or_else(|| "?".to_owned())).unwrap_or_default();
    Entry { place, text }
}

/// Nobody's name is what cannot be read: a formula, a number, a date.
pub(super) fn name(grid: &Grid, label: &str) -> Entry {
    let Entry { place, text } = entry(grid, label);
    let written =
        find(grid, label).and_then(|(_, cell)| cell).is_some_and(|cell| matches!(cell, Cell::Text(_)));
    Entry { place, text: if written { visible(&text) } else { String::new() } }
}

fn day(grid: &Grid) -> (Entry, Option<Date>) {
    (entry(grid, label::DAY), find(grid, label::DAY).and_then(|(_, cell)| cell).and_then(day_in))
}

/// The day that a cell says, if it says one.
pub(super) fn day_in(cell: &Cell) -> Option<Date> {
    match cell {
        Cell::Day(day) => *day,
        Cell::Text(text) => calendar::parse(text),
        Cell::Number(_) | Cell::Boolean(_) | Cell::Failed(_) | Cell::FormulaWithoutValue => None,
    }
}

/// The cell to the right of a label above the items, and where it is.
fn find<'g>(grid: &'g Grid, label: &str) -> Option<(String, Option<&'g Cell>)> {
    let heads =
        grid.sheets.iter().map(|sheet| sheet.rows.iter().take_while(|row| Columns::of(row).is_none()));
    heads.flatten().find_map(|row| right_of(row, label, grid.places))
}

fn right_of<'r>(row: &'r Row, label: &str, places: Places) -> Option<(String, Option<&'r Cell>)> {
    let is_it =
        |cell: &Cell| cell.as_text().is_some_and(|text| folded(&text).trim_end_matches(':') == folded(label));
    let at = row.cells.iter().position(|(_, cell)| is_it(cell))?;
    let next = row.cells.get(at + 1);
    let column = next.map_or(row.cells[at].0 + 1, |(column, _)| *column);
    Some((places.name(row.number, Some(column)), next.map(|(_, cell)| cell)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::{Audience, builtin};

    fn read_csv(text: &str) -> Result<StaffForm, Refused> {
        let catalog = &builtin()[0];
        let list = catalog.list_for(Audience::Staff).unwrap();
        read(("a.csv", text.as_bytes()), catalog, list, &mut 0)
    }

    #[test]
    fn what_stands_right_of_a_label_is_found_and_named_by_its_place() {
        let form = read_csv(
            "様式番号,r1\n部署：,外来\n職種,\n日付,R8.11.1\nid,チェック欄\nclear-screen,○\n部署,×\n",
        );
        let refused = form.unwrap_err();
        assert!(matches!(refused, Refused::Items(problems) if problems.len() == 1), "a mark of no item");
        let form = read_csv(
            "様式番号,r1\n部署：,外来\n職種,\n日付,R8.11.1\nid,チェック欄\nclear-screen,この業務はない\n",
        )
        .unwrap();
        assert_eq!((form.round.text.as_str(), form.department.text.as_str()), ("r1", "外来"));
        assert_eq!(form.occupation, Entry { place: "3".to_owned(), text: String::new() });
        assert_eq!(form.date, calendar::parse("2026-11-01"));
        assert_eq!(form.code, Entry::default());
        assert_eq!(form.sheet.answers.len(), 1);
    }

    #[test]
    fn a_file_that_is_none_is_refused_as_a_whole() {
        assert_eq!(read_csv(""), Err(Refused::File(Reason::Empty)));
        assert_eq!(read_csv(&"あ,".repeat(800_000)), Err(Refused::File(Reason::TooLarge)));
    }
}
