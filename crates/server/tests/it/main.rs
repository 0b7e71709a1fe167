//! One test binary. Everything goes through the front door: HTTP, the browser, the command line.

mod first_run;
mod sheets;
mod support;
