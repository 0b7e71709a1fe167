//! The pages: one folder per noun, one file per verb. They read through the store and change through actions only.

mod backups;
mod home;
mod logins;
mod rounds;
pub mod routes;
mod samples;
pub mod serve;
mod setup;
mod support;
