//! Tables as people send them: Excel workbooks and CSV files to sheets of rows of cells. What a file may unpack to is
//! measured before it is read; nothing is known here of what the cells mean.

mod cells;
mod csv;
mod unreadable;
mod xlsx;

pub use cells::{Area, Cell, Grid, Places, Row, Sheet, folded};
pub use unreadable::{Reason, Unreadable};

/// How much a file may hold before it is refused.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Bytes of the file itself.
    pub bytes: u64,
    /// Bytes that a workbook's parts may unpack to together, whatever it says of itself.
    pub unpacked: u64,
    /// Rows with content, on all sheets together.
    pub rows: usize,
    /// Cells with content, on all sheets together.
    pub cells: usize,
}

/// The most worksheets that are looked at.
const MOST_SHEETS: usize = 50;
/// The bytes of text that a cell may have on average where all cells are used.
const USUAL_TEXT: usize = 40;

/// What may still be read of a file.
struct Left {
    rows: usize,
    cells: usize,
    /// Bytes of text: one long text may be meant by any number of cells.
    text: usize,
}

/// Reads a file. Its content decides what kind it is; a name that promises a workbook must hold one.
///
/// # Errors
/// Why the file as a whole cannot be read.
pub fn read(file: &str, bytes: &[u8], limits: &Limits) -> Result<Grid, Unreadable> {
    let mut budget = limits.unpacked;
    read_within(file, bytes, limits, &mut budget)
}

/// The same for one of many files that may unpack to `budget` bytes together; what this one took is taken off.
///
/// # Errors
/// Why the file as a whole cannot be read.
pub fn read_within(file: &str, bytes: &[u8], limits: &Limits, budget: &mut u64) -> Result<Grid, Unreadable> {
    if bytes.len() as u64 > limits.bytes {
        return Err(Reason::TooLarge.into());
    }
    if let Some(reason) = xlsx::reason_against_compound(bytes) {
        return Err(reason.into());
    }
    if bytes.is_empty() {
        return Err(Reason::Empty.into());
    }
    if xlsx::is_archive(bytes) || file.to_lowercase().ends_with(".xlsx") {
        return xlsx::read(bytes, limits, budget);
    }
    if bytes.starts_with(b"%PDF") {
        return Err(Reason::Pdf.into());
    }
    csv::read(bytes, limits)
}

impl Left {
    fn of(limits: &Limits) -> Self {
        Self { rows: limits.rows, cells: limits.cells, text: limits.cells * USUAL_TEXT }
    }

    fn take_row(&mut self) -> Result<(), Unreadable> {
        self.rows = self.rows.checked_sub(1).ok_or(Reason::TooMuch)?;
        Ok(())
    }

    fn take_cell(&mut self, cell: &Cell) -> Result<(), Unreadable> {
        let text = if let Cell::Text(text) = cell { text.len() } else { 0 };
        self.cells = self.cells.checked_sub(1).ok_or(Reason::TooMuch)?;
        self.text = self.text.checked_sub(text).ok_or(Reason::TooMuch)?;
        Ok(())
    }
}
