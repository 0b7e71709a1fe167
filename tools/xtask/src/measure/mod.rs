//! `cargo xtask measure WHAT`: the figures of docs/measured.md, each by a run that can also fail.
//! Everything is measured on the release binary, over loopback, in temporary folders.

mod board;
mod clone;
mod documents;
mod executives;
mod guidance;
mod history;
pub mod hospital;
pub mod http;
mod machine;
mod marks;
mod network;
mod package;
mod people;
mod rebuild;
mod report;
pub mod server;
mod slips;
mod staff;
pub mod staff_sheet;
mod start;

use std::path::PathBuf;

use anyhow::{Result, bail};

use crate::program;
use crate::project::Project;

/// One figure, or several that belong together.
struct Measure {
    name: &'static str,
    run: fn(&Project) -> Result<()>,
}

/// What can be measured.
const MEASURES: &[Measure] = &[
    Measure { name: "start", run: start::run },
    Measure { name: "marks", run: marks::run },
    Measure { name: "staff", run: staff::run },
    Measure { name: "board", run: board::run },
    Measure { name: "executives", run: executives::run },
    Measure { name: "report", run: report::run },
    Measure { name: "slips", run: slips::run },
    Measure { name: "documents", run: documents::run },
    Measure { name: "guidance", run: guidance::run },
    Measure { name: "people", run: people::run },
    Measure { name: "rebuild", run: rebuild::run },
    Measure { name: "package", run: package::run },
    Measure { name: "clone", run: clone::run },
];

/// Builds what is shipped and measures one thing, or everything.
pub fn run(project: &Project, arguments: &[String]) -> Result<()> {
    if let [name, code] = arguments
        && name == package::WARD
    {
        return package::answer_in_the_ward(code);
    }
    let wanted = arguments.first().map_or("all", String::as_str);
    let chosen: Vec<_> = MEASURES.iter().filter(|one| wanted == "all" || wanted == one.name).collect();
    if chosen.is_empty() {
        let names: Vec<_> = MEASURES.iter().map(|one| one.name).collect();
        bail!("`{wanted}` cannot be measured; what can: all {}", names.join(" "));
    }
    program::run(&mut program::command(project, "cargo build --release --locked"))?;
    for measure in chosen {
        println!("\n== {}", measure.name);
        (measure.run)(project)?;
    }
    Ok(())
}

/// The binary that is shipped.
fn binary(project: &Project) -> PathBuf {
    project.root.join("target/release/tenken")
}

/// The value below which so many percent of the sorted values lie.
fn percentile<T: Copy>(sorted: &[T], percent: usize) -> Option<T> {
    let last = sorted.len().checked_sub(1)?;
    sorted.get(last * percent / 100).copied()
}
