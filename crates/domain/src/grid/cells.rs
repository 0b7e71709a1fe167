//! What a file looks like once its format is forgotten: sheets of rows of cells, each with a place its
//! author can find again. Only what a person sees as text, number or mistake is kept.

use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization;

/// Where a cell's text is cut: no identifier, heading, mark, name or comment is longer.
pub const KEPT_CHARACTERS: usize = 400;

/// All worksheets of a file; a CSV file is one sheet.
#[derive(Debug, PartialEq)]
pub struct Grid {
    pub places: Places,
    pub sheets: Vec<Sheet>,
}

/// How places are named: by row (CSV) or by cell (Excel).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Places {
    Rows,
    Cells,
}

/// One worksheet.
#[derive(Debug, PartialEq, Default)]
pub struct Sheet {
    pub name: String,
    pub rows: Vec<Row>,
    /// Merged areas that cover more than one row.
    pub tall_merges: Vec<Area>,
}

/// A row with its blank cells left out.
#[derive(Debug, PartialEq)]
pub struct Row {
    /// As Excel shows it, from 1.
    pub number: u32,
    /// Column (from 0) and content, from left to right.
    pub cells: Vec<(u32, Cell)>,
}

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    Text(String),
    Number(f64),
    /// A number shown as a day; `None` where it is no day.
    Day(Option<Date>),
    Boolean(bool),
    /// `#N/A` and its like.
    Failed(String),
    /// A formula whose result was not saved.
    FormulaWithoutValue,
}

/// A rectangle of cells, both ends included; rows from 1, columns from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Area {
    pub rows: (u32, u32),
    pub columns: (u32, u32),
}

impl Row {
    pub fn cell(&self, column: u32) -> Option<&Cell> {
        self.cells.iter().find(|(at, _)| *at == column).map(|(_, cell)| cell)
    }
}

impl Cell {
    /// A text cell with outer blanks taken off, or `None` if nothing is left.
    pub fn text(text: &str) -> Option<Self> {
        let trimmed = text.trim();
        (!trimmed.is_empty()).then(|| Self::Text(trimmed.chars().take(KEPT_CHARACTERS).collect()))
    }

    /// What the cell says as text, as far as it says anything: whole numbers without a decimal point.
    pub fn as_text(&self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text.clone()),
            Self::Number(number) => Some(number.to_string()),
            Self::Day(_) | Self::Boolean(_) | Self::Failed(_) | Self::FormulaWithoutValue => None,
        }
    }
}

impl Area {
    pub fn covers(&self, row: u32, column: u32) -> bool {
        (self.rows.0..=self.rows.1).contains(&row) && (self.columns.0..=self.columns.1).contains(&column)
    }
}

impl Places {
    /// How a column (from 0) is named: `C`, or its number from 1.
    pub fn column(self, column: u32) -> String {
        match self {
            Self::Rows => (column + 1).to_string(),
            Self::Cells => letters(column),
        }
    }

    /// `12` or `E12`; the whole row (`12`) where no column is meant.
    pub fn name(self, row: u32, column: Option<u32>) -> String {
        match (self, column) {
            (Self::Rows, _) | (Self::Cells, None) => row.to_string(),
            (Self::Cells, Some(column)) => format!("{}{row}", letters(column)),
        }
    }
}

/// `A`, `Z`, `AA` … for columns from 0.
fn letters(column: u32) -> String {
    let last = char::from(b'A' + u8::try_from(column % 26).unwrap_or(0));
    if column < 26 { last.to_string() } else { format!("{}{last}", letters(column / 26 - 1)) }
}

/// NFKC, without any white space, in small letters: how headings and identifiers are compared.
pub fn folded(text: &str) -> String {
    text.nfkc().filter(|c| !c.is_whitespace()).collect::<String>().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_named_as_excel_names_them() {
        for (column, name) in [(0, "A7"), (25, "Z7"), (26, "AA7"), (701, "ZZ7"), (702, "AAA7")] {
            assert_eq!(Places::Cells.name(7, Some(column)), name);
        }
        assert_eq!(Places::Rows.name(7, Some(4)), "7");
    }

    #[test]
    fn a_heading_is_the_same_in_either_width() {
        assert_eq!(folded("ﾁｪｯｸ欄 （○ｏｒ×）"), folded("チェック欄\n(○or×)"));
    }

    #[test]
    fn an_endless_text_is_not_kept() {
        let long = format!("　 {}", "あ".repeat(30_000));
        assert_eq!(Cell::text(&long), Some(Cell::Text("あ".repeat(KEPT_CHARACTERS))));
        assert_eq!(Cell::text("　 \n"), None);
    }
}
