//! The binary `tenken`: reads the command line and hands over to one command. Nothing is decided here.

mod cli;

fn main() -> std::process::ExitCode { cli::run() }
