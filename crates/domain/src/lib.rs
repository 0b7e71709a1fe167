//! What is true of a self-check without web, database, clock or randomness: checklists, marks, rounds, results.
//! What deliberately does not live here: SQL, HTML, files, the time of day, and the ministry's texts (they are data).

pub mod account;
pub mod answer;
pub mod audit;
pub mod batch;
pub mod calendar;
pub mod catalog;
pub mod change;
pub mod collection;
pub mod department;
pub mod facility;
pub mod facts;
pub mod feature;
pub mod filled;
pub mod finding;
pub mod grid;
pub mod guidance;
pub mod hiding;
pub mod id;
pub mod learning;
pub mod mark;
pub mod occupation;
pub mod people_change;
pub mod people_file;
pub mod permission;
pub mod person;
pub mod result;
pub mod round;
pub mod sharing;
pub mod sheet;
pub mod slip;
pub mod talking;
pub mod training;
