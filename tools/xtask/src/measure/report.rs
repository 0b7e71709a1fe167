//! How long the full report of a hospital of 2,000 people takes as PDF and as Excel, after twelve rounds, over HTTP.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use super::http::Connection;
use super::server::Server;
use super::{history, hospital, percentile};
use crate::project::Project;

const ROUNDS_BEFORE: usize = 12;
const SHEETS: usize = 2_000;
const DEPARTMENTS: usize = 60;
const OCCUPATIONS: usize = 15;
const RUNS: usize = 20;
const LONGEST: Duration = Duration::from_secs(3);

pub fn run(project: &Project) -> Result<()> {
    let filler = history::filler(project)?;
    let mut server = Server::start(&super::binary(project))?;
    let mut hanako = server.with_hospital()?;
    let occupations = hospital::make_occupations(&mut hanako, OCCUPATIONS)?;
    hospital::make_departments(&mut hanako, DEPARTMENTS, &occupations, people)?;
    let mut round = String::new();
    for nth in 0..=ROUNDS_BEFORE {
        let until = format!("{}-12-31", 2080 + nth);
        (hanako, round) = history::open_round(&mut server, (&mut hanako, &filler), (&until, SHEETS))?;
        for list in ["executive", "administrator"] {
            let mark = |turn: usize| if (turn + nth).is_multiple_of(3) { "no" } else { "yes" };
            hospital::mark_all(&mut hanako, (&round, list), mark)?;
        }
        if nth < ROUNDS_BEFORE {
            hospital::close_round(&mut hanako, &round)?;
        }
    }
    history::plan(&mut hanako)?;
    read(&server, &mut hanako, ("the open round", &round))?;
    hospital::close_round(&mut hanako, &round)?;
    server.kill()?;
    server.start_again()?;
    hanako = hanako.again(server.port)?;
    read(&server, &mut hanako, ("the closed round", &round))
}

/// Some 35 people a department: most of one occupation, a few of every fourth.
fn people(department: usize, occupation: usize) -> usize {
    if department * 7 % OCCUPATIONS == occupation {
        20
    } else if (department + occupation).is_multiple_of(4) {
        4
    } else {
        0
    }
}

/// The first making after a start, then the middle and the slowest of many, and what one costs the server's processors.
fn read(server: &Server, hanako: &mut Connection, (what, round): (&str, &str)) -> Result<()> {
    for format in ["pdf", "xlsx"] {
        let mut times = Vec::new();
        let mut bytes = 0;
        let before = server.cpu_milliseconds()?;
        for _ in 0..RUNS {
            let begun = Instant::now();
            let made = hanako.get(&format!("{round}/reports/full-report.{format}"))?;
            times.push(begun.elapsed());
            ensure!(made.status == 200, "the full report was refused ({})", made.status);
            bytes = made.length;
        }
        let first = times.first().copied().unwrap_or_default();
        let spent = (server.cpu_milliseconds()? - before) / RUNS as u64;
        times.sort_unstable();
        let (middle, most) = (percentile(&times, 50), percentile(&times, 100));
        let (middle, most) = middle.zip(most).context("nothing was made")?;
        println!(
            "{what}, {format}, {} kB: first {first:.1?}, p50 {middle:.1?}, slowest of {RUNS} {most:.1?}, {spent} ms of a processor each",
            bytes / 1_000
        );
        ensure!(most < LONGEST, "the full report took {LONGEST:?} or more");
    }
    Ok(())
}
