//! Audience × viewpoint: which part of the hospital is weak. Staff have no viewpoints and so a column of their own.

use serde::Serialize;
use tenken_domain::facts::RoundFacts;
use tenken_domain::result::Rates;

use super::staff;
use crate::result_table::with_fraction;

/// One list's row: 予防, 発見, 是正, 職員の回答.
#[derive(Serialize)]
pub(crate) struct Row<'a> {
    list: &'a str,
    cells: [Cell; 4],
}

/// Both rates, or one line that says why there are none.
#[derive(Serialize)]
pub(crate) struct Cell {
    as_printed: String,
    applicable: String,
    note: String,
}

impl Cell {
    pub fn of(rates: Rates) -> Self {
        let note = String::new();
        Self { as_printed: with_fraction(rates.as_printed), applicable: with_fraction(rates.applicable), note }
    }

    pub fn saying(note: impl Into<String>) -> Self {
        Self { as_printed: String::new(), applicable: String::new(), note: note.into() }
    }

    fn noting(self, note: String) -> Self { Self { note, ..self } }
}

pub(crate) fn rows<'a>(facts: &'a RoundFacts<'_>) -> Vec<Row<'a>> {
    let sheets = facts.sheets.iter().filter_map(|sheet| {
        let list = facts.catalog.checklist(&sheet.list)?;
        let mut cells = [Cell::saying("-"), Cell::saying("-"), Cell::saying("-"), Cell::saying("-")];
        for (cell, row) in cells.iter_mut().zip(sheet.result(list)) {
            if row.rates.as_printed.items > 0 {
                *cell = Cell::of(row.rates);
            }
        }
        Some(Row { list: list.title.as_str(), cells })
    });
    sheets.chain(staff_row(facts)).collect()
}

fn staff_row<'a>(facts: &'a RoundFacts<'_>) -> Option<Row<'a>> {
    let staff = facts.staff.as_ref()?;
    let list = facts.catalog.checklist(&staff.list)?;
    let cell = match staff.total() {
        Some(total) => Cell::of(Rates { as_printed: total.as_printed(), applicable: total.applicable() }),
        None => Cell::saying(staff::why_hidden(staff)),
    };
    let returned = format!("提出 {}/{}名", staff.handed_in, staff.asked);
    let note = if cell.note.is_empty() { returned } else { format!("{}\n{returned}", cell.note) };
    let cells = [Cell::saying("-"), Cell::saying("-"), Cell::saying("-"), cell.noting(note)];
    Some(Row { list: list.title.as_str(), cells })
}
