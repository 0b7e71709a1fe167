//! The official sheets: answered, handed in, kept, and who may do what.

mod answering;
mod assigned;
mod departmental;
mod durability;
mod handing_in;
mod opinions;
mod permissions;
mod reviewed;
pub mod round;
mod showing;
