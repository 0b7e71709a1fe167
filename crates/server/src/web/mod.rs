//! The pages: one folder per noun, one file per verb. They read through the store and change through actions only.

mod home;
mod logins;
mod rounds;
pub mod routes;
pub mod serve;
mod setup;
mod sheets;
mod support;
