//! How long a development build takes after one page was edited.

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};

use crate::program;
use crate::project::Project;

const LONGEST: Duration = Duration::from_secs(15);
/// The page that is edited: a line of white space is added and taken away again.
const PAGE: &str = "crates/server/src/web/rounds/list.rs";

pub fn run(project: &Project) -> Result<()> {
    let build = || program::run(&mut program::command(project, "cargo test --locked -p tenken --no-run"));
    build()?;
    let path = project.root.join(PAGE);
    let original = std::fs::read_to_string(&path)?;
    std::fs::write(&path, format!("{original}\n"))?;
    let begun = Instant::now();
    let built =
        program::run(&mut program::command(project, "cargo test --locked -p tenken --no-run --bin tenken"));
    let took = begun.elapsed();
    std::fs::write(&path, original)?;
    built?;
    println!("rebuild after editing one page: {took:?}");
    ensure!(took < LONGEST, "it took {LONGEST:?} or more");
    Ok(())
}
