//! The pages: one folder per noun, one file per verb. They read through the store and change through actions only.

pub mod routes;
mod home;
mod logins;
mod setup;
mod support;
