//! The personnel system's file: sent, understood, previewed, confirmed or given up.

pub mod cancel;
mod changes;
mod choice;
mod columns;
pub mod confirm;
pub mod preview;
pub mod template;
pub mod upload;

/// What the waiting file is for.
const PURPOSE: &str = "people";
