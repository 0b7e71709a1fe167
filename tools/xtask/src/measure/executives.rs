//! An executive's first page, and the pages that look back, after twelve rounds of 2,000 sheets each.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use super::hospital::{self, PASSWORD};
use super::http::Connection;
use super::server::Server;
use super::{history, percentile};
use crate::project::Project;

const ROUNDS: usize = 12;
const SHEETS: usize = 2_000;
const DEPARTMENTS: usize = 40;
const OCCUPATIONS: usize = 12;
const READINGS: usize = 200;
const SLOWEST_P95: Duration = Duration::from_millis(50);

pub fn run(project: &Project) -> Result<()> {
    let filler = history::filler(project)?;
    let mut server = Server::start(&super::binary(project))?;
    let mut hanako = server.with_hospital()?;
    let occupations = hospital::make_occupations(&mut hanako, OCCUPATIONS)?;
    hospital::make_departments(&mut hanako, DEPARTMENTS, &occupations, |_, _| SHEETS / DEPARTMENTS / 10 + 1)?;
    for nth in 1..=ROUNDS {
        let round;
        (hanako, round) = history::open_round(&mut server, (&mut hanako, &filler), ("2099-12-31", SHEETS))?;
        hospital::close_round(&mut hanako, &round)?;
        println!("round {nth} of {ROUNDS} with {SHEETS} sheets is closed");
    }
    history::plan(&mut hanako)?;
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
