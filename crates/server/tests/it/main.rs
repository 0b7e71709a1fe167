//! One test binary. Everything goes through the front door: HTTP, the browser, the command line.

mod anonymity;
mod browser;
mod check;
mod departments;
mod first_run;
mod form;
mod handout;
mod paper;
mod results;
mod staff_sheets;
mod support;
