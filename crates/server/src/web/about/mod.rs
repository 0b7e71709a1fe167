//! What this system is made from: the sheet's own texts, and whose work is inside.

pub mod show;
