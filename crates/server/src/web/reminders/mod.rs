//! Planned reminders of a round (再依頼の予定).

pub mod complete;
pub mod list;
pub mod plan;
pub mod remove;
