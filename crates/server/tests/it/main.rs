//! Everything that is tested from outside, through the binary itself: one module per noun or command.

mod check;
mod form;
mod support;
