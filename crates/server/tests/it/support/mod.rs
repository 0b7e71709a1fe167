//! The one small cast: a real `tenken` process on SQLite or PostgreSQL, and people who use it over HTTP.

mod demo;
mod people;
mod round;
mod server;
mod shell;

pub use demo::Demo;
pub use people::{Page, Somebody};
pub use round::{OpenRound, marks};
pub use server::Server;
pub use shell::{Said, Shell};

/// A password that keeps every rule.
pub const PASSWORD: &str = "Kikkoman!teien-4821";
