//! One test binary. Everything goes through the front door: HTTP, the browser, the command line.

#![allow(clippy::unwrap_used, reason = "in a test a panic is the report")]

mod about;
mod accounts;
mod anonymity;
mod audit_events;
mod backups;
mod browser;
mod check;
mod collection;
mod console;
mod departments;
mod evidence;
mod executives;
mod facility;
mod first_run;
mod form;
mod full_disk;
mod guidance;
mod handout;
mod language;
mod learning;
mod logins;
mod mail;
mod meetings;
mod missing;
mod own_account;
mod paper;
mod people;
mod permissions;
mod plan;
mod priorities;
mod results;
mod rounds;
mod samples;
mod sharing;
mod sheets;
mod slips;
mod staff_sheets;
mod startup;
mod status_reports;
mod support;
mod trainings;
mod trend;
mod workbooks;
