//! The rows below the heading: one entry a person, or what is wrong with the row and in which cell.

use std::collections::HashMap;

use jiff::civil::Date;

use super::columns::{Column, meaning};
use super::layout::Layout;
use super::values::{self, Standing, Trouble};
use crate::grid::{Area, Cell, Grid, Places, Row, Sheet, folded};

/// Longest texts, in characters, as the forms of the same nouns allow.
pub const LONGEST_NAME: usize = 60;
/// Of occupations and employment. Characters.
pub const LONGEST_OCCUPATION: usize = 40;

/// What the file says of somebody. `None` in a field: the file has no such column, what is known stays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub row: u32,
    pub staff_number: String,
    pub name: String,
    pub kana: Option<String>,
    pub department: String,
    pub occupation: String,
    pub employment: Option<String>,
    pub joined_on: Option<Option<Date>>,
    pub left_on: Option<Option<Date>>,
    pub mail: Option<String>,
    pub standing: Option<Standing>,
}

/// What is wrong in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowProblem {
    pub row: u32,
    /// `C14`
    pub place: String,
    pub column: Column,
    pub trouble: Trouble,
    /// What stands there, cut short.
    pub said: String,
}

/// Everything a file says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entries {
    /// In the order of the file, one for each staff number.
    pub people: Vec<Entry>,
    /// Rows of people who stand in another row with their main department.
    pub concurrent: Vec<u32>,
    /// Rows of nobody: totals, repeated headings, notes.
    pub skipped: Vec<u32>,
    pub problems: Vec<RowProblem>,
    /// Where the departments stand, for what the register finds wrong with them.
    pub department_column: Option<u32>,
}

/// Reads every row below the heading.
pub fn read(grid: &Grid, layout: &Layout) -> Entries {
    let mut entries = Entries { department_column: layout.place(Column::Department), ..Entries::default() };
    let Some(sheet) = grid.sheets.get(layout.sheet) else { return entries };
    let reader = Reader { sheet, layout, places: places(layout), merges: Merges::of(sheet) };
    let mut known: HashMap<String, Known> = HashMap::new();
    for row in sheet.rows.iter().filter(|row| row.number > layout.heading) {
        if reader.is_of_nobody(row) {
            entries.skipped.push(row.number);
            continue;
        }
        let mut problems = Vec::new();
        let entry = reader.entry(row, &mut problems);
        if problems.is_empty() {
            let is_concurrent = values::is_concurrent(reader.cell(row, Column::Concurrent));
            entries.add((entry, is_concurrent), &mut known, &reader);
        } else {
            entries.problems.append(&mut problems);
        }
    }
    entries
}

/// Somebody already read: where in the list, and whether that row was a 兼務.
struct Known {
    position: usize,
    is_concurrent: bool,
}

impl Entries {
    /// Whoever stands in several rows counts once: by the first row that is no 兼務, else by the first.
    fn add(
        &mut self,
        (entry, is_concurrent): (Entry, bool),
        known: &mut HashMap<String, Known>,
        reader: &Reader<'_>,
    ) {
        let Some(before) = known.get_mut(&entry.staff_number) else {
            known.insert(entry.staff_number.clone(), Known { position: self.people.len(), is_concurrent });
            self.people.push(entry);
            return;
        };
        let main = &mut self.people[before.position];
        if folded(&main.name) != folded(&entry.name) {
            let said = entry.staff_number;
            self.problems.push(reader.problem(entry.row, Column::StaffNumber, Trouble::NumberTwice, said));
        } else if before.is_concurrent && !is_concurrent {
            self.concurrent.push(main.row);
            *main = entry;
            before.is_concurrent = false;
        } else {
            self.concurrent.push(entry.row);
        }
    }
}

struct Reader<'g> {
    sheet: &'g Sheet,
    layout: &'g Layout,
    /// By the order of [`Column::ALL`].
    places: Vec<Option<u32>>,
    merges: Merges,
}

fn places(layout: &Layout) -> Vec<Option<u32>> {
    Column::ALL.iter().map(|column| layout.place(*column)).collect()
}

/// Merged areas of the sheet by column, from the top.
#[derive(Default)]
struct Merges(HashMap<u32, Vec<Area>>);

impl Merges {
    fn of(sheet: &Sheet) -> Self {
        let mut merges: HashMap<u32, Vec<Area>> = HashMap::new();
        // Only the left column of an area has content; that is where people write.
        for area in &sheet.tall_merges {
            merges.entry(area.columns.0).or_default().push(*area);
        }
        merges.values_mut().for_each(|areas| areas.sort_by_key(|area| area.rows.0));
        Self(merges)
    }

    /// The top row of the area that covers this cell.
    fn top(&self, row: u32, column: u32) -> Option<u32> {
        let areas = self.0.get(&column)?;
        let after = areas.partition_point(|area| area.rows.0 <= row);
        let area = areas.get(after.checked_sub(1)?)?;
        (area.rows.1 >= row).then_some(area.rows.0)
    }
}

impl Reader<'_> {
    fn place(&self, column: Column) -> Option<u32> {
        self.places[column as usize]
    }

    fn cell<'s>(&'s self, row: &'s Row, column: Column) -> Option<&'s Cell> {
        let place = self.place(column)?;
        row.cell(place).or_else(|| {
            let top = self.merges.top(row.number, place)?;
            // People begin below the heading; what is merged with it is a heading too.
            let at = self.sheet.rows.binary_search_by_key(&top, |row| row.number).ok()?;
            self.sheet.rows.get(at).filter(|row| row.number > self.layout.heading)?.cell(place)
        })
    }

    /// A total, a heading that is repeated, a note: no number and no name, or words where they would stand.
    fn is_of_nobody(&self, row: &Row) -> bool {
        let own = |column| self.place(column).and_then(|place| row.cell(place)).and_then(Cell::as_text);
        let number = own(Column::StaffNumber).map(|text| folded(&text)).unwrap_or_default();
        let name = own(Column::Name)
            .or_else(|| own(Column::FamilyName))
            .map(|text| folded(&text))
            .unwrap_or_default();
        let is_total = |text: &str| {
            ["合計", "小計", "総計", "総合計", "計", "累計", "人数", "件数", "以上", "total"].contains(&text)
                || ["合計", "小計", "総計", "※", "注)", "注:", "以上"]
                    .iter()
                    .any(|word| text.starts_with(word))
        };
        let is_heading =
            |text: &str, wanted: Column| meaning(text).is_some_and(|(column, _)| column == wanted);
        let says_total =
            || row.cells.iter().filter_map(|(_, cell)| cell.as_text()).any(|text| is_total(&folded(&text)));
        match (number.is_empty(), name.is_empty()) {
            (true, true) => !self.has_department_and_occupation(row),
            (true, false) => is_total(&name) || says_total(),
            (false, true) => is_total(&number) || is_heading(&number, Column::StaffNumber) || says_total(),
            (false, false) => {
                is_total(&number)
                    || ["合計", "小計", "総計", "総合計", "累計", "total"].contains(&name.as_str())
                    || (is_heading(&number, Column::StaffNumber)
                        && (is_heading(&name, Column::Name) || is_heading(&name, Column::FamilyName)))
            }
        }
    }

    /// A row of somebody whose number and name were forgotten.
    fn has_department_and_occupation(&self, row: &Row) -> bool {
        let own = |column| self.place(column).and_then(|place| row.cell(place)).is_some();
        own(Column::Department) && own(Column::Occupation)
    }

    fn entry(&self, row: &Row, problems: &mut Vec<RowProblem>) -> Entry {
        let mut asked = Asked { reader: self, row, problems };
        let digits = self.layout.digits;
        let staff_number = asked.needed(Column::StaffNumber, |cell| values::staff_number(cell, digits));
        let name = |cell: Option<&Cell>| values::text(cell, LONGEST_NAME);
        let kana = |cell: Option<&Cell>| values::kana(cell, LONGEST_NAME);
        Entry {
            row: row.number,
            staff_number,
            name: match self.place(Column::Name) {
                Some(_) => asked.needed(Column::Name, name),
                None => {
                    joined(asked.needed(Column::FamilyName, name), asked.optional(Column::GivenName, name))
                }
            },
            kana: match (self.place(Column::Kana), self.place(Column::FamilyKana)) {
                (Some(_), _) => asked.optional(Column::Kana, kana),
                (None, None) => None,
                (None, Some(_)) => {
                    let family = asked.optional(Column::FamilyKana, kana).unwrap_or_default();
                    Some(joined(family, asked.optional(Column::GivenKana, kana)))
                }
            },
            department: asked.needed(Column::Department, name),
            occupation: asked.needed(Column::Occupation, |cell| values::text(cell, LONGEST_OCCUPATION)),
            employment: asked.optional(Column::Employment, |cell| values::text(cell, LONGEST_OCCUPATION)),
            joined_on: asked.optional(Column::JoinedOn, values::day),
            left_on: asked.optional(Column::LeftOn, values::day),
            mail: asked.optional(Column::Mail, values::mail),
            standing: asked.optional(Column::Standing, values::standing),
        }
    }

    fn problem(&self, row: u32, column: Column, trouble: Trouble, said: String) -> RowProblem {
        let place = Places::Cells.name(row, self.place(column));
        RowProblem { row, place, column, trouble, said }
    }
}

fn joined(family: String, given: Option<String>) -> String {
    match given.filter(|given| !given.is_empty()) {
        Some(given) if family.is_empty() => given,
        Some(given) => format!("{family} {given}"),
        None => family,
    }
}

/// A row that is asked column by column; what is wrong is noted and read as nothing.
struct Asked<'r, 'p> {
    reader: &'r Reader<'r>,
    row: &'r Row,
    problems: &'p mut Vec<RowProblem>,
}

impl Asked<'_, '_> {
    /// `None` where the file has no such column.
    fn optional<T: Default>(
        &mut self,
        column: Column,
        read: impl Fn(Option<&Cell>) -> Result<T, Trouble>,
    ) -> Option<T> {
        self.reader.place(column)?;
        let cell = self.reader.cell(self.row, column);
        let value = read(cell);
        Some(value.unwrap_or_else(|trouble| {
            self.note(column, trouble, cell);
            T::default()
        }))
    }

    fn needed(&mut self, column: Column, read: impl Fn(Option<&Cell>) -> Result<String, Trouble>) -> String {
        let filled = |cell: Option<&Cell>| {
            read(cell).and_then(|text| if text.is_empty() { Err(Trouble::Missing) } else { Ok(text) })
        };
        self.optional(column, filled).unwrap_or_default()
    }

    fn note(&mut self, column: Column, trouble: Trouble, cell: Option<&Cell>) {
        const SHOWN: usize = 40;
        let said = cell.and_then(Cell::as_text).unwrap_or_default();
        let said = said.chars().map(|c| if c.is_control() { ' ' } else { c }).take(SHOWN).collect();
        let problem = self.reader.problem(self.row.number, column, trouble, said);
        self.problems.push(problem);
    }
}
