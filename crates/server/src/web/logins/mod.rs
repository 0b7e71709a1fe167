//! Logging in and out, and choosing passwords.

pub mod log_in;
pub mod log_out;
pub mod passwords;
pub mod second_factor;
pub mod session;
pub mod session_cookie;
