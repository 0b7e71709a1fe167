//! The trend (推移): how results moved from round to round.

pub mod show;
mod tables;
