//! Cards (回答カード): printed and replaced by administrators; its link or its code opens a door, and a cookie lets its
//! holder through to the sheet.

pub mod code;
pub mod door;
pub mod list;
pub mod pass;
pub mod print;
pub mod replace;
pub mod sheet;
pub mod spares;
