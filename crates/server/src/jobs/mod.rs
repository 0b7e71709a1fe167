//! What the server does by itself, without anybody asking. One file per job; changes go through the actions.

pub mod forget_uploads;
