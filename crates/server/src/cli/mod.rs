//! The command line: one file per command. Exit codes: 0 done, 1 failure, 2 wrong usage or bad input.

mod account;
mod backup;
mod certificate;
mod check;
mod demo;
mod failure;
mod form;
mod import_people;
mod input;
mod output;
mod passphrase;
mod restore;
mod serve;
mod usage;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use self::failure::Failure;
use crate::config::Source;

#[derive(Parser)]
#[command(
    name = "tenken",
    version,
    about = "Tenken サイバーセキュリティ自己点検",
    args_conflicts_with_subcommands = true,
    help_template = usage::TEMPLATE,
    override_usage = "tenken [コマンド] [オプション]",
    subcommand_help_heading = "コマンド",
    disable_help_subcommand = true
)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    source: Source,
}

/// What `tenken` can be asked to do; without a command it serves.
#[derive(Subcommand)]
enum Command {
    /// サーバーを起動する（コマンドを省略したときと同じ）
    Serve(Source),
    Demo(demo::Arguments),
    Form(form::Arguments),
    Check(check::Arguments),
    Backup(backup::Arguments),
    Restore(restore::Arguments),
    ImportPeople(import_people::Arguments),
    Account(account::Arguments),
    Certificate(certificate::Arguments),
}

/// Runs the command that was asked for.
pub fn run() -> ExitCode {
    let arguments = match usage::parse::<Arguments>() {
        Ok(arguments) => arguments,
        Err(code) => return code,
    };
    let done = match arguments.command {
        None => until_done(serve::run(&arguments.source)),
        Some(Command::Serve(source)) => until_done(serve::run(&source)),
        Some(Command::Demo(arguments)) => until_done(demo::run(&arguments)),
        Some(Command::Form(arguments)) => form::run(&arguments),
        Some(Command::Check(arguments)) => check::run(&arguments),
        Some(Command::Backup(arguments)) => until_done(backup::run(&arguments)),
        Some(Command::Restore(arguments)) => until_done(restore::run(&arguments)),
        Some(Command::ImportPeople(arguments)) => until_done(import_people::run(&arguments)),
        Some(Command::Account(arguments)) => until_done(account::run(&arguments)),
        Some(Command::Certificate(arguments)) => certificate::run(&arguments),
    };
    done.map_or_else(Failure::report, |()| ExitCode::SUCCESS)
}

/// Runs a command that waits for the network or the database.
fn until_done(work: impl Future<Output = Result<(), Failure>>) -> Result<(), Failure> {
    tracing_subscriber::fmt().with_writer(std::io::stderr).with_max_level(tracing::Level::WARN).init();
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(work)
}
