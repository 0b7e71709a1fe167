//! What every page is made of: who asks, what was typed, words, form fields, the frame, and how failures are shown.

pub mod download;
pub mod failure;
pub mod fields;
pub mod form;
pub mod guard;
pub mod page;
pub mod person;
pub mod posted;
pub mod reply;
pub mod sealed_cookie;
pub mod statics;
pub mod upload;

pub(crate) use crate::text;
