//! The personnel system's file: a table of people with any headings in any order, read into entries. What the register
//! makes of them stands in [`people_change`](crate::people_change).

mod columns;
mod layout;
mod rows;
pub mod values;

pub use columns::Column;
pub use layout::{Layout, LayoutProblem, MOST_COLUMNS, MOST_DIGITS, Seen, guess, guess_below};
pub use rows::{Entries, Entry, LONGEST_NAME, LONGEST_OCCUPATION, RowProblem, read};
pub use values::{Standing, Trouble};

use crate::grid::Limits;

/// What such a file may hold: 20,000 people in forty columns, and half as many people again.
pub const LIMITS: Limits = Limits { bytes: 10 << 20, unpacked: 40 << 20, rows: 30_000, cells: 800_000 };

#[cfg(test)]
mod tests;
