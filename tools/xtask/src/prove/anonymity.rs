//! No mark of a single person can be worked out from what is shown: a solver looks for some in random organisations, and
//! must find them where complements are not hidden and where nothing is.

use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::ledger::Ledger;
use super::number_after;
use crate::program;
use crate::project::Project;

const HEADING: &[&str] = &[
    "first organisation",
    "organisations",
    "rounds",
    "sheets",
    "questions",
    "identified",
    "undecided",
    "identified without complements (50)",
    "identified without any guard (50)",
];
/// The columns of the first organisation and of how many there were.
const FIRST: usize = 0;
const ORGANISATIONS: usize = 1;
/// How many are looked at before the ledger is written again.
const AT_ONCE: u64 = 500;
/// How many the two broken guards are tried on.
const BROKEN: u64 = 50;

pub fn run(project: &Project, arguments: &[&str]) -> Result<()> {
    let organisations = number_after(arguments, "--organisations", 1_000)?;
    let solver = Solver::build(project, "--release")?;
    let ledger = Ledger::open(project, "anonymity", HEADING)?;
    let caught = solver.catches_what_is_broken(BROKEN)?;
    let first = ledger.last(FIRST).unwrap_or(0) + ledger.last(ORGANISATIONS).unwrap_or(0);
    let mut sum = Figures::default();
    while sum.0[0] < organisations {
        let at_once = AT_ONCE.min(organisations - sum.0[0]);
        sum.add(&solver.look(first + sum.0[0], at_once, "whole")?);
        println!("organisations {first} to {}: {}", first + sum.0[0] - 1, sum.in_words());
        let cells = [first].into_iter().chain(sum.0).chain(caught);
        ledger.write(&cells.map(|number| number.to_string()).collect::<Vec<_>>())?;
        ensure!(sum.identified() == 0, "marks were identified");
    }
    println!("{} organisations in all", first + sum.0[0]);
    Ok(())
}

/// So many organisations, whatever was looked at before, and nothing written down.
pub fn short(project: &Project, organisations: u64) -> Result<String> {
    let solver = Solver::build(project, "--quiet")?;
    let caught = solver.catches_what_is_broken(organisations / 10)?;
    let figures = solver.look(0, organisations, "whole")?;
    ensure!(figures.identified() == 0, "marks were identified");
    Ok(format!("{}; found where the guard is broken: {caught:?}", figures.in_words()))
}

/// The program that looks, in the crate whose rules it is about.
struct Solver(std::path::PathBuf);

impl Solver {
    fn build(project: &Project, how: &str) -> Result<Self> {
        let words = format!("cargo build {how} --locked -p tenken-domain --example anonymity");
        program::run(&mut program::command(project, &words))?;
        let folder = if how == "--release" { "release" } else { "debug" };
        Ok(Self(project.target().join(folder).join("examples/anonymity")))
    }

    fn look(&self, first: u64, organisations: u64, guard: &str) -> Result<Figures> {
        let mut command = Command::new(&self.0);
        command.args([first.to_string(), organisations.to_string(), guard.to_owned()]);
        let said = program::ask(&mut command)?;
        let figures = Figures::read(&said)?;
        if guard == "whole" && figures.identified() > 0 {
            println!("{said}");
        }
        Ok(figures)
    }

    /// What is identified where complements are shown, and where everything is.
    fn catches_what_is_broken(&self, organisations: u64) -> Result<[u64; 2]> {
        let caught = ["without-complements", "none"].map(|guard| self.look(0, organisations, guard));
        let [without_complements, none] = caught;
        let caught = [without_complements?.identified(), none?.identified()];
        println!(
            "identified in {organisations} organisations without complements, and without any guard: {caught:?}"
        );
        ensure!(caught[0] > 0 && caught[1] > caught[0], "what is broken on purpose is not caught");
        Ok(caught)
    }
}

/// Organisations, rounds, sheets, questions, identified, undecided.
#[derive(Clone, Copy, Default)]
struct Figures([u64; 6]);

impl Figures {
    fn read(said: &str) -> Result<Self> {
        let numbers: Vec<u64> =
            said.lines().next().unwrap_or_default().split(' ').filter_map(|word| word.parse().ok()).collect();
        let numbers = <[u64; 6]>::try_from(numbers).ok().context("the solver said something else")?;
        Ok(Self(numbers))
    }

    const fn identified(&self) -> u64 {
        self.0[4]
    }

    fn add(&mut self, other: &Self) {
        self.0.iter_mut().zip(other.0).for_each(|(sum, more)| *sum += more);
    }

    fn in_words(&self) -> String {
        let [organisations, rounds, sheets, questions, identified, undecided] = self.0;
        format!(
            "{organisations} organisations, {rounds} rounds, {sheets} sheets, {questions} questions: \
             {identified} identified, {undecided} undecided"
        )
    }
}
