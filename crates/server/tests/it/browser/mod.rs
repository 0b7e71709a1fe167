//! What only a browser can show. Run by `cargo xtask ci`, which starts chromedriver and says where it is.

mod accessibility;
mod desk;
mod first_day;
mod guidance;
mod improvement;
mod inquiries;
mod meeting;
mod paper;
mod phone;
mod sheets;
mod unattended;

pub use desk::Desk;
