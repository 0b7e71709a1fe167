//! The command line: one file per command. Exit codes: 0 done, 1 internal failure, 2 wrong usage or bad input.

mod check;
mod failure;
mod form;
mod output;
mod usage;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(
    name = "tenken",
    version,
    about = "Tenken サイバーセキュリティ自己点検",
    help_template = usage::TEMPLATE,
    override_usage = "tenken [コマンド] [オプション]",
    subcommand_help_heading = "コマンド",
    disable_help_subcommand = true
)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
}

/// What `tenken` can be asked to do; without a command it serves.
#[derive(Subcommand)]
enum Command {
    Form(form::Arguments),
    Check(check::Arguments),
}

/// Runs the command that was asked for.
pub fn run() -> ExitCode {
    let arguments = match usage::parse::<Arguments>() {
        Ok(arguments) => arguments,
        Err(code) => return code,
    };
    let done = match arguments.command {
        Some(Command::Form(arguments)) => form::run(&arguments),
        Some(Command::Check(arguments)) => check::run(&arguments),
        None => Ok(()),
    };
    done.map_or_else(|failure| failure.report(), |()| ExitCode::SUCCESS)
}
