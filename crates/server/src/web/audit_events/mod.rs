//! 操作記録: who did what to what, when and from where, in words a person reads.

mod changed;
pub mod export;
mod filter;
pub mod list;
mod names;
mod wording;
