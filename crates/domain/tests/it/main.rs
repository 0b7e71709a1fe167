//! What is true of the domain, seen from outside the crate: one module a noun.

mod catalog;
mod guidance;
