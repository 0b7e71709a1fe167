//! Audience × viewpoint: which part of the hospital is weak. Staff have no viewpoints and so a column of their own.

use serde::Serialize;
use tenken_domain::facts::{Figure, Figures, NOT_SPLIT, RoundFacts, TOO_FEW};
use tenken_domain::result::Rates;

use super::name_of;
use crate::result_table::{set_aside, with_fraction};

/// One list's row: 予防, 発見, 是正, 職員の回答.
#[derive(Serialize)]
pub(crate) struct Row<'a> {
    audience: &'a str,
    /// 提出 420/460名; staff only.
    returned: Option<String>,
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
        let [as_printed, applicable] = [rates.as_printed, rates.applicable].map(with_fraction);
        Self { as_printed, applicable, note: String::new() }
    }

    /// A figure of the staff, or why there is none.
    pub fn of_staff(figures: &Figures, figure: Figure) -> Self {
        match figure {
            Figure::Count(count) => Self::of(count.rates()),
            Figure::Printed(share) => {
                let (as_printed, applicable) = (with_fraction(share), NOT_SPLIT.to_owned());
                Self { as_printed, applicable, note: String::new() }
            }
            Figure::Band(band) => Self::saying(band.label()),
            Figure::Hidden => Self::saying(figures.why_not().unwrap_or(TOO_FEW)),
        }
    }

    pub fn saying(note: impl Into<String>) -> Self {
        Self { as_printed: String::new(), applicable: String::new(), note: note.into() }
    }
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
