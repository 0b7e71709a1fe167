//! The pages: one folder per noun, one file per verb. They read through the store and change through actions only.

mod about;
mod accounts;
mod audit_events;
mod backups;
mod circumstances;
mod departments;
mod facility;
mod findings;
mod forms;
mod guidance;
mod handout;
mod home;
mod logins;
mod occupations;
mod own_account;
mod reports;
mod results;
mod rounds;
pub mod routes;
mod samples;
pub mod serve;
mod settings;
mod setup;
mod sharing;
mod sheets;
mod staff_sheets;
mod support;
