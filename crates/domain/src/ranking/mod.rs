//! What to do first (何から始めるか): an order of 対策 and 要改善事項 by named, weighted parts, and the choice that a budget allows.
//! What weighs how much is data beside a catalog.

mod builtin;
mod candidate;
mod cell;
pub mod choice;
mod part;
mod placed;
mod rank;
mod read;
mod score;
#[cfg(test)]
mod tests;
mod weights;

pub use builtin::{builtin, read_builtin};
pub use candidate::{Candidate, What, candidates};
pub use cell::{Cell, CellKey, Cells, Standing};
pub use part::Part;
pub use placed::{LONGEST_REASON, Placed, Placement, placed};
pub use rank::{Ranked, rank};
pub use read::read;
pub use score::{Basis, People, Score};
pub use weights::{Assessment, Care, Ladder, Reach, Step, Weights};
