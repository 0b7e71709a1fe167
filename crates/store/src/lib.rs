//! The only SQL of Tenken: one text for SQLite and PostgreSQL, one file per noun.
//! Reading functions take a `&mut Conn`; writing functions want a `&mut Tx`, which only a transaction gives.

pub mod account;
pub mod action;
pub mod answer;
pub mod assignment;
pub mod audit;
#[cfg(feature = "insecure-acknowledges-early")]
mod broken;
pub mod collection;
pub mod copy;
mod count;
mod db;
pub mod decision;
pub mod department;
pub mod departmental_system;
pub mod dialect;
mod error;
pub mod evidence;
pub mod facility;
pub mod feature;
pub mod frozen_paper;
pub mod idempotency;
pub mod inquiry;
pub mod inquiry_file;
pub mod learning;
pub mod login;
pub mod mail_server;
pub mod mailing;
pub mod meeting;
mod migrate;
pub mod occupation;
pub mod opinion;
pub mod person;
pub mod person_import;
pub mod placement;
pub mod remark;
pub mod reminder;
pub mod review;
pub mod round;
pub mod sealed;
pub mod session;
pub mod sharing;
pub mod sheet;
pub mod slip;
pub mod staff;
pub mod staff_sheet;
pub mod stored_file;
pub mod training;
pub mod upload;
pub mod vendor;
mod writer;

pub use db::{Conn, Db, Place, Tx};
pub use error::StoreError;
