//! The one small cast: a real `tenken` process on SQLite or PostgreSQL, and people who use it over HTTP.

mod archives;
mod cards;
mod demo;
mod held;
mod hospital;
mod lines;
mod mail_round;
mod people;
mod post_office;
mod register;
mod round;
mod rows;
mod server;
mod shell;
mod workbook;

pub use archives::{archive, bomb};
pub use cards::{PrintedCard, fill_in, printed};
pub use demo::Demo;
pub use held::Held;
pub use hospital::block_on;
pub use lines::{RowsChange, backup_lines, restore_lines, with_rows};
pub use mail_round::{MailRound, count};
pub use people::{Page, Somebody, between};
pub use post_office::{Manner, Message, PostOffice};
pub use register::{CLEANING, Registered, ward};
pub use round::{OpenRound, answer, marks};
pub use rows::{Rows, read as read_rows};
pub use server::{Server, new_database, storage};
pub use shell::{Said, Shell};
pub use workbook::{fill, parts, worksheets, zipped};

/// A password that keeps every rule.
pub const PASSWORD: &str = "Kikkoman!teien-4821";
