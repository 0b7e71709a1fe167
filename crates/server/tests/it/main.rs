//! One test binary. Everything goes through the front door: HTTP, the browser, the command line.

mod backups;
mod browser;
mod check;
mod console;
mod departments;
mod first_run;
mod form;
mod samples;
mod startup;
mod support;
