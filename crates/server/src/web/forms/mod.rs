//! Blank forms (記入用紙) of every list, for paper and for mailing around.

pub mod download;
pub mod list;

/// The report a blank form is an empty copy of.
const REPORT: &str = "filled-sheet";
