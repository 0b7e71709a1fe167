//! The formats a catalog can be read from. Each one ends in the same checks: a catalog that exists has no mistakes.

pub mod native;
