//! `cargo xtask ci`: the list of steps, in the order in which they run. The first that fails ends the run.
//! It is the same on a laptop and in continuous integration.

mod dependencies;
pub mod driver;
pub mod lifeline;
pub mod packages;
pub mod postgres;
mod suites;

use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::project::Project;
use crate::prove::anonymity;
use crate::{licences, program};

/// A named part of the run. What it hands back is printed beside its name at the end.
struct Step {
    name: &'static str,
    run: fn(&Project) -> Result<String>,
}

const QUICK: &[Step] = &[
    Step { name: "what is needed (quick)", run: packages::for_quick_run },
    Step { name: "format", run: format },
    Step { name: "lints", run: lints },
    Step { name: "tidy", run: tidy },
    Step { name: "tests on SQLite", run: suites::on_sqlite },
    Step { name: "tests on PostgreSQL", run: suites::on_postgres },
];

const FULL: &[Step] = &[
    Step { name: "what is needed", run: packages::for_full_run },
    Step { name: "format", run: format },
    Step { name: "lints", run: lints },
    Step { name: "tidy", run: tidy },
    Step { name: "list of licences", run: list_of_licences },
    Step { name: "tests on SQLite", run: suites::on_sqlite },
    Step { name: "tests on PostgreSQL", run: suites::on_postgres },
    Step { name: "anonymity", run: anonymity },
    Step { name: "a full disk", run: suites::on_full_disk },
    Step { name: "tests in Chromium", run: suites::in_browser },
    Step { name: "dependencies", run: dependencies::check },
];

/// Runs all steps, or with `--quick` the everyday ones.
pub fn run(project: &Project, arguments: &[String]) -> Result<()> {
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let steps = match arguments.as_slice() {
        [] => FULL,
        ["--quick"] => QUICK,
        other => bail!("`ci` knows only `--quick`, not `{}`", other.join(" ")),
    };
    let started = Instant::now();
    let mut report = Vec::new();
    for (place, step) in steps.iter().enumerate() {
        println!("\n=== {}/{} {}", place + 1, steps.len(), step.name);
        let began = Instant::now();
        let finding =
            (step.run)(project).with_context(|| format!("`cargo xtask ci` stops at “{}”", step.name))?;
        let took = began.elapsed();
        println!("=== {}: {finding} ({})", step.name, seconds(took));
        report.push(format!("{:>9}  {:<24} {finding}", seconds(took), step.name));
    }
    println!("\n{}\n\nall {} steps passed in {}", report.join("\n"), steps.len(), seconds(started.elapsed()));
    Ok(())
}

fn format(project: &Project) -> Result<String> {
    program::run(&mut program::command(project, "cargo fmt --all --check"))?;
    Ok("as rustfmt writes it".to_owned())
}

fn lints(project: &Project) -> Result<String> {
    let words = "cargo clippy --workspace --all-targets --locked -- -D warnings";
    program::run(&mut program::command(project, words))?;
    Ok("clippy has no complaint".to_owned())
}

fn tidy(project: &Project) -> Result<String> {
    program::run(&mut program::command(project, "cargo run --quiet --locked -p tidy"))?;
    Ok("the house rules are kept".to_owned())
}

/// Few organisations; `cargo xtask prove anonymity` looks at many.
fn anonymity(project: &Project) -> Result<String> {
    anonymity::short(project, 100)
}

fn list_of_licences(project: &Project) -> Result<String> {
    licences::check(project)?;
    Ok("current".to_owned())
}

fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}
