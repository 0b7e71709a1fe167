//! The first run.

pub mod first_run;
