//! No acknowledged sheet is lost or doubled when the server is killed: bursts on new installations, and the same on a
//! program that acknowledges before the commit, in which the same count must find a loss.

use std::path::Path;

use anyhow::{Result, bail, ensure};

use super::burst::{Outcome, burst};
use super::ledger::Ledger;
use super::{broken, number_after};
use crate::chance::Chance;
use crate::ci::postgres::Postgres;
use crate::measure::server::Server;
use crate::program;
use crate::project::Project;

const HEADING: &[&str] = &[
    "engine",
    "cycles",
    "sheets acknowledged",
    "sent again",
    "lost",
    "doubled",
    "lost by the broken program",
];
/// The column of the cycles, after the engine.
const CYCLES: usize = 1;

/// Bursts after which the broken program must have lost something.
const MOST_TRIES: u64 = 5;

pub fn run(project: &Project, arguments: &[&str]) -> Result<()> {
    let cycles = number_after(arguments, "--cycles", 10)?;
    let engine =
        if arguments.contains(&"--postgres") { Engine::Postgres(Postgres::start()?) } else { Engine::Sqlite };
    let broken = broken::build(project, "insecure-acknowledges-early")?;
    program::run(&mut program::command(project, "cargo build --release --locked"))?;
    let shipped = project.target().join("release/tenken");
    let (ledger, mut chance) = (Ledger::open(project, "kills", HEADING)?, Chance::new()?);
    let caught = caught(&engine, (&shipped, &broken), &mut chance)?;
    println!("the program that is broken on purpose lost {caught} sheets");
    let mut sum = Outcome::default();
    for cycle in 1..=cycles {
        let server = engine.start(&shipped, &format!("cycle_{cycle}"))?;
        let outcome = burst(server, (&shipped, &shipped), &mut chance)?;
        sum.add(outcome);
        println!("{} {cycle}/{cycles}: {outcome:?}", engine.name());
        let numbers = [cycle, sum.sheets, sum.again, sum.lost, sum.doubled, caught];
        let cells = [engine.name().to_owned()].into_iter().chain(numbers.map(|number| number.to_string()));
        ledger.write(&cells.collect::<Vec<_>>())?;
    }
    println!(
        "{}: {sum:?} in {cycles} cycles; {} cycles in all",
        engine.name(),
        ledger.sum(engine.name(), CYCLES) + cycles
    );
    ensure!(sum.lost + sum.doubled == 0, "sheets were lost or doubled");
    Ok(())
}

/// How many acknowledged sheets the broken program lost in the first burst in which it lost any.
fn caught(engine: &Engine, (own, broken): (&Path, &Path), chance: &mut Chance) -> Result<u64> {
    for turn in 1..=MOST_TRIES {
        let server = engine.start(own, &format!("broken_{turn}"))?;
        let outcome = burst(server, (own, broken), chance)?;
        println!("broken on purpose, {turn}: {outcome:?}");
        if outcome.lost > 0 {
            return Ok(outcome.lost);
        }
    }
    bail!("a program that acknowledges early lost nothing in {MOST_TRIES} bursts: this proof proves nothing")
}

/// Where sheets are stored.
enum Engine {
    Sqlite,
    Postgres(Postgres),
}

impl Engine {
    const fn name(&self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres(_) => "PostgreSQL",
        }
    }

    /// A new installation.
    fn start(&self, binary: &Path, name: &str) -> Result<Server> {
        match self {
            Self::Sqlite => Server::start(binary),
            Self::Postgres(server) => Server::start_on(binary, Some(&server.new_database(name)?)),
        }
    }
}

impl Outcome {
    fn add(&mut self, other: Self) {
        self.sheets += other.sheets;
        self.again += other.again;
        self.lost += other.lost;
        self.doubled += other.doubled;
    }
}
