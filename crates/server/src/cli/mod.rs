//! The command line: one file per command. Exit codes: 0 done, 1 internal failure, 2 wrong usage or bad input.

use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "tenken", version, about = "Tenken サイバーセキュリティ自己点検")]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
}

/// What `tenken` can be asked to do; without a command it serves.
#[derive(Subcommand)]
enum Command {}

/// Runs the command that was asked for.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    match arguments.command {
        Some(command) => match command {},
        None => ExitCode::SUCCESS,
    }
}
