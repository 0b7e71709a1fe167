//! `cargo xtask COMMAND`: the workshop around the code. Here stands the table of commands, each has its own file.
//! Nothing of this is shipped to a hospital.

mod chance;
mod ci;
mod deb;
mod licences;
mod measure;
mod program;
mod project;
mod prove;
mod screens;

use std::process::ExitCode;

use anyhow::bail;

use crate::project::Project;

/// One subcommand: what it is called, how it is used, what does it.
struct Command {
    name: &'static str,
    usage: &'static str,
    about: &'static str,
    run: fn(&Project, &[String]) -> anyhow::Result<()>,
}

const COMMANDS: &[Command] = &[
    Command {
        name: "ci",
        usage: "ci [--quick]",
        about: "checks everything; --quick leaves out browser tests and licences",
        run: ci::run,
    },
    Command {
        name: "deb",
        usage: "deb [--binary FILE]",
        about: "makes the Debian package in target/deb, of a release build or of a program built elsewhere",
        run: deb::run,
    },
    Command {
        name: "licences",
        usage: "licences [--check]",
        about: "writes docs/third-party-licences.md; --check only says whether it is current",
        run: licences::run,
    },
    Command {
        name: "measure",
        usage: "measure [WHAT]",
        about: "the figures of docs/measured.md, on the release binary",
        run: measure::run,
    },
    Command {
        name: "prove",
        usage: "prove WHAT …",
        about: "what is promised, tried until it breaks: kills, anonymity, joining; adds to docs/proofs",
        run: prove::run,
    },
    Command {
        name: "screens",
        usage: "screens [--binary FILE]",
        about: "takes pictures of all pages into docs/screens, in the sample hospital",
        run: screens::run,
    },
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> anyhow::Result<()> {
    let Some((name, rest)) = arguments.split_first() else { bail!("which command?\n{}", usage()) };
    let Some(command) = COMMANDS.iter().find(|command| command.name == name) else {
        bail!("there is no command `{name}`\n{}", usage())
    };
    (command.run)(&Project::find(), rest)
}

fn usage() -> String {
    let line = |command: &Command| format!("  cargo xtask {:<22} {}\n", command.usage, command.about);
    COMMANDS.iter().map(line).collect()
}
