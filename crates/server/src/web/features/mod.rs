//! What only some hospitals need.

pub mod change;
