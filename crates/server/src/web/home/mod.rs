//! The first page, and what belongs to no noun.

mod executive;
pub mod health;
pub mod language;
pub mod missing;
mod reminders;
pub mod show;
mod tasks;
