//! Backups by the browser.

pub mod make;
