//! Mail: the server that is set up, mailings from the preview to the last try, and planned reminders.

mod mailings;
mod reminders;
mod sending;
mod server;
