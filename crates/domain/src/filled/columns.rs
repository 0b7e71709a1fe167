//! The heading row of a filled-in sheet: which column holds the marks, and which ones name the items.

use crate::grid::{Row, folded};

/// Where to look in the rows under a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Columns {
    pub mark: u32,
    pub id: Option<u32>,
    pub number: Option<u32>,
}

/// The same heading stands over two columns, so that it is not known which one is meant.
#[derive(Debug, PartialEq, Eq)]
pub struct TwiceHeaded {
    pub column: u32,
    pub heading: &'static str,
}

const MARK: [&str; 2] = ["チェック欄", "チェック欄(○or×)"];

impl Columns {
    /// The columns of a heading row; `None` for a row that is no heading. Other columns are ignored.
    pub fn of(row: &Row) -> Option<Result<Self, TwiceHeaded>> {
        let mark = match find(row, "チェック欄", |text| MARK.contains(&text)) {
            Ok(mark) => mark?,
            Err(twice) => return Some(Err(twice)),
        };
        let columns = || {
            let id = find(row, "id", |text| text == "id")?;
            let number = find(row, "整理番号", |text| text == "整理番号")?;
            Ok(Self { mark, id, number })
        };
        Some(columns())
    }
}

pub(super) fn find(
    row: &Row,
    heading: &'static str,
    is_it: impl Fn(&str) -> bool,
) -> Result<Option<u32>, TwiceHeaded> {
    let mut found =
        row.cells.iter().filter(|(_, cell)| cell.as_text().is_some_and(|text| is_it(&folded(&text))));
    let first = found.next().map(|(column, _)| *column);
    match found.next() {
        Some((column, _)) => Err(TwiceHeaded { column: *column, heading }),
        None => Ok(first),
    }
}
