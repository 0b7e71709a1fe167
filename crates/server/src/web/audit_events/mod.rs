//! 操作記録: who did what to what, when and from where, in words a person reads.

pub mod changed;
pub mod export;
mod filter;
pub mod list;
pub mod names;
mod wording;
