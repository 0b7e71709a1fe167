//! Findings (要改善事項) over all lists of the latest round.

mod exceptions;
pub mod list;
mod pending;
