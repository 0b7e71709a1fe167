//! Answering by card (回答カード): its link or its code opens a door, and a cookie lets its holder through to the sheet.

pub mod code;
pub mod door;
pub mod pass;
pub mod sheet;
