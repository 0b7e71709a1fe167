//! The rules, one file each: what is wrong, where, and a test that a doctored file is caught.

pub mod arrows;
pub mod documents;
pub mod exceptions;
pub mod headers;
pub mod length;
pub mod locales;
pub mod manifests;
pub mod names;
pub mod sql;
pub mod standards;
pub mod words;
