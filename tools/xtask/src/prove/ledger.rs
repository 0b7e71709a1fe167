//! What ran, a line a run, in a file of the project. The line of a run grows while it runs, so that one that is
//! broken off counts for what it did.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::program;
use crate::project::Project;

/// A file of tab-separated lines under a heading.
pub struct Ledger {
    path: PathBuf,
    /// Everything that stood there before this run, each line ended.
    before: String,
    /// The day of this run and the state of the sources.
    run: String,
}

impl Ledger {
    /// Opens `docs/proofs/NAME.tsv`, or begins it with this heading.
    pub fn open(project: &Project, name: &str, heading: &[&str]) -> Result<Self> {
        let folder = project.root.join("docs/proofs");
        fs::create_dir_all(&folder)?;
        let path = folder.join(format!("{name}.tsv"));
        let before = if path.exists() {
            fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))?
        } else {
            format!("day\tsources\t{}\n", heading.join("\t"))
        };
        let day = program::ask(Command::new("date").args(["-u", "+%F"]))?;
        let sources = program::ask(&mut program::command(project, "git describe --always --dirty=+"))?;
        Ok(Self { path, before, run: format!("{day}\t{sources}") })
    }

    /// Writes or rewrites the line of this run.
    pub fn write(&self, cells: &[String]) -> Result<()> {
        fs::write(&self.path, format!("{}{}\t{}\n", self.before, self.run, cells.join("\t")))
            .with_context(|| format!("{} cannot be written", self.path.display()))
    }

    /// The last number of a column, counted after day and sources, over all earlier runs.
    pub fn last(&self, column: usize) -> Option<u64> {
        let last = self.before.lines().skip(1).last()?;
        last.split('\t').nth(column + 2)?.parse().ok()
    }

    /// The sum of a column over all earlier runs whose first cell is this.
    pub fn sum(&self, first: &str, column: usize) -> u64 {
        let cells = self.before.lines().map(|line| line.split('\t').skip(2).collect::<Vec<_>>());
        let own = cells.filter(|cells| cells.first() == Some(&first));
        own.filter_map(|cells| cells.get(column)?.parse::<u64>().ok()).sum()
    }
}
