//! Audience × viewpoint: which part of the hospital is weak. Staff have no viewpoints and so a column of their own.

use serde::Serialize;
use tenken_domain::facts::RoundFacts;

use super::name_of;
use crate::cell::Cell;
use crate::result_table::set_aside;

/// One list's row: 予防, 発見, 是正, 職員の回答.
#[derive(Serialize)]
pub(crate) struct Row<'a> {
    audience: &'a str,
    /// 提出 420/460名; staff only.
    returned: Option<String>,
    cells: [Cell; 4],
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
        Some(Row { audience: name_of(list), returned: None, cells })
    });
    sheets.chain(staff_row(facts)).collect()
}

fn staff_row<'a>(facts: &'a RoundFacts<'_>) -> Option<Row<'a>> {
    let staff = facts.staff.as_ref()?;
    let list = facts.catalog.checklist(&staff.list)?;
    let cell = Cell::of_staff(&staff.figures, staff.total());
    let returned = format!("提出 {}/{}名{}", staff.handed_in, staff.asked, set_aside(staff.away));
    let cells = [Cell::saying("-"), Cell::saying("-"), Cell::saying("-"), cell];
    Some(Row { audience: name_of(list), returned: Some(returned), cells })
}
