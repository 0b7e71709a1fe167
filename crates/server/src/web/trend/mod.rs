//! The trend (推移): how results moved from round to round.

mod groups;
pub mod show;
mod tables;
