//! A hospital with rounds behind it: sheets filled straight through the store, official sheets marked, a plan of actions.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, ensure};

use super::hospital::{self, Naming};
use super::http::Connection;
use super::server::Server;
use crate::program;
use crate::project::Project;

/// Builds what fills rounds with sheets.
pub fn filler(project: &Project) -> Result<PathBuf> {
    program::run(&mut program::command(
        project,
        "cargo build --release --locked -p tenken-store --example sheets",
    ))?;
    Ok(project.target().join("release/examples/sheets"))
}

/// Opens a round of all lists until this day and fills it with so many sheets of the staff; its address, and the
/// connection to the server that runs after it.
pub fn open_round(
    server: &mut Server,
    (hanako, filler): (&mut Connection, &Path),
    (until, sheets): (&str, usize),
) -> Result<(Connection, String)> {
    let lists = ["executive", "administrator", "staff"].map(|list| ("lists", list));
    let wish = [&[("naming", Naming::Named.code()), ("until", until)][..], &lists].concat();
    let round = hospital::open_round_as(hanako, &wish)?;
    let id = round.rsplit('/').next().unwrap_or_default();
    server.kill()?;
    let database = server.folder.join("tenken.db");
    program::ask(Command::new(filler).arg("fill").arg(&database).args([id, &sheets.to_string()]))?;
    server.start_again()?;
    Ok((hanako.again(server.port)?, round))
}

/// Thirty actions, some of them late.
pub fn plan(hanako: &mut Connection) -> Result<()> {
    let token = hanako.get("/plan/actions/new")?.between("name=\"token\" value=\"", "\"")?;
    for nth in 0..30 {
        let title = format!("対策 {nth}");
        let due = if nth % 3 == 0 { "2020-03-31" } else { "2099-03-31" };
        let fields = [("token", token.as_str()), ("title", &title), ("due", due), ("cost_once", "10万円")];
        let added = hanako.post("/plan/actions", &fields)?;
        ensure!(added.status == 303, "the action was refused ({})", added.status);
    }
    Ok(())
}
