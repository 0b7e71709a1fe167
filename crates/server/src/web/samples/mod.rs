//! What only the sample hospital has; a hospital's own server does not know these addresses.

pub mod log_in;
