//! Occupations: the other axis of the staff's results.

pub mod create;
pub mod list;
pub mod remove;
