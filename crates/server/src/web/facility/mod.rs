//! The hospital itself.

pub mod change;
