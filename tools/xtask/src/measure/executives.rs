//! An executive's first page, and the pages that look back, after twelve rounds of 2,000 sheets each.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use super::hospital::{self, Naming, PASSWORD};
use super::http::Connection;
use super::percentile;
use super::server::Server;
use crate::program;
use crate::project::Project;

const ROUNDS: usize = 12;
const SHEETS: usize = 2_000;
const DEPARTMENTS: usize = 40;
const OCCUPATIONS: usize = 12;
const READINGS: usize = 200;
const SLOWEST_P95: Duration = Duration::from_millis(50);

pub fn run(project: &Project) -> Result<()> {
    program::run(&mut program::command(
        project,
        "cargo build --release --locked -p tenken-store --example sheets",
    ))?;
    let filler = project.target().join("release/examples/sheets");
    let mut server = Server::start(&super::binary(project))?;
    let mut hanako = server.with_hospital()?;
    let occupations = hospital::make_occupations(&mut hanako, OCCUPATIONS)?;
    hospital::make_departments(&mut hanako, DEPARTMENTS, &occupations, |_, _| SHEETS / DEPARTMENTS / 10 + 1)?;
    for nth in 1..=ROUNDS {
        hanako = past_round(&mut server, (&mut hanako, &filler), nth)?;
    }
    plan(&mut hanako)?;
    server.kill()?;
    server.start_again()?;
    hanako = hanako.again(server.port)?;
    let mut sakura = executive(&mut hanako, server.port)?;
    for path in ["/", "/trend", "/perception", "/findings", "/plan", "/priorities"] {
        let begun = Instant::now();
        ensure!(sakura.get(path)?.status == 200, "{path} was refused");
        let first = begun.elapsed();
        let mut readings = Vec::new();
        for _ in 0..READINGS {
            let begun = Instant::now();
            ensure!(sakura.get(path)?.status == 200, "{path} was refused");
            readings.push(begun.elapsed());
        }
        readings.sort_unstable();
        let p95 = percentile(&readings, 95).context("nothing was read")?;
        println!("{path}: p95 {p95:.1?}, first after a start {first:.1?}");
        ensure!(path != "/" || p95 < SLOWEST_P95, "p95 is {SLOWEST_P95:?} or more");
    }
    Ok(())
}

/// Opens, fills through the store, and closes a round; gives the connection to the server that runs after it.
fn past_round(
    server: &mut Server,
    (hanako, filler): (&mut Connection, &Path),
    nth: usize,
) -> Result<Connection> {
    let round = hospital::open_round_with(hanako, &["executive", "administrator", "staff"], Naming::Named)?;
    let id = round.rsplit('/').next().unwrap_or_default();
    server.kill()?;
    let database = server.folder.join("tenken.db");
    program::ask(Command::new(filler).arg("fill").arg(&database).args([id, &SHEETS.to_string()]))?;
    server.start_again()?;
    let mut hanako = hanako.again(server.port)?;
    hospital::close_round(&mut hanako, &round)?;
    println!("round {nth} of {ROUNDS} with {SHEETS} sheets is closed");
    Ok(hanako)
}

/// Thirty actions, some of them late.
fn plan(hanako: &mut Connection) -> Result<()> {
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

/// An executive, invited and logged in.
fn executive(hanako: &mut Connection, port: u16) -> Result<Connection> {
    let token = hanako.get("/settings/accounts/new")?.between("name=\"token\" value=\"", "\"")?;
    let wish = [
        ("token", token.as_str()),
        ("login_name", "sakura"),
        ("display_name", "院長 佐倉"),
        ("role", "executive"),
    ];
    let code = hanako.post("/settings/accounts", &wish)?.between("<code class=\"secret\">", "</code>")?;
    let mut sakura = Connection::open(port)?;
    let chosen = [
        ("login_name", "sakura"),
        ("code", code.as_str()),
        ("profile", "long"),
        ("password", PASSWORD),
        ("password_again", PASSWORD),
    ];
    let activated = sakura.post("/activation", &chosen)?;
    ensure!(activated.status == 303, "the activation was refused ({})", activated.status);
    Ok(sakura)
}
