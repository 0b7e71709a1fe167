//! One test binary. Everything goes through the front door: HTTP, the browser, the command line.

mod browser;
mod check;
mod departments;
mod first_run;
mod form;
mod sheets;
mod support;
