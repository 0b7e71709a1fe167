//! `cargo run --release -p tenken-domain --example anonymity -- FIRST COUNT GUARD`: makes random organisations, shows what
//! their rounds show by the domain's own code, and looks for marks of single people. Prints one line of figures, and
//! what was identified.

mod chance;
mod network;
mod organisation;
mod shown;
mod solver;

use std::process::ExitCode;
use std::sync::atomic::{AtomicU64, Ordering};

use tenken_domain::catalog::{Audience, Checklist, builtin};

use chance::Chance;
use organisation::{ITEMS, Organisation};
use shown::{Guard, show};
use solver::solve;

/// Examples that are printed of what was identified.
const EXAMPLES: usize = 12;

/// Figures of many organisations.
#[derive(Default)]
struct Sum {
    organisations: u64,
    rounds: u64,
    sheets: u64,
    questions: u64,
    undecided: u64,
    identified: u64,
    kinds: [u64; 4],
    examples: Vec<String>,
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let numbers = arguments.iter().take(2).filter_map(|text| text.parse().ok()).collect::<Vec<u64>>();
    let guard = match arguments.get(2).map(String::as_str) {
        Some("whole") => Guard::Whole,
        Some("without-complements") => Guard::WithoutComplements,
        Some("none") => Guard::None,
        Some(_) | None => return wrong_usage(),
    };
    let list = builtin()[0].list_for(Audience::Staff);
    let (&[first, count], Some(list)) = (numbers.as_slice(), list) else { return wrong_usage() };
    if list.items.len() != ITEMS {
        eprintln!("the staff's list has {} items, not {ITEMS}", list.items.len());
        return ExitCode::FAILURE;
    }
    let sum = of_many(list, guard, (first, count));
    println!(
        "organisations {} rounds {} sheets {} questions {} identified {} undecided {}",
        sum.organisations, sum.rounds, sum.sheets, sum.questions, sum.identified, sum.undecided
    );
    let [counts, printed, bands, hidden] = sum.kinds;
    println!(
        "figures of shown groups: with all marks {counts} with yes only {printed} bands {bands} hidden {hidden}"
    );
    sum.examples.iter().for_each(|example| println!("  {example}"));
    ExitCode::SUCCESS
}

fn wrong_usage() -> ExitCode {
    eprintln!("anonymity FIRST COUNT whole|without-complements|none");
    ExitCode::from(2)
}

/// On all cores; an organisation is the same whoever looks at it.
fn of_many(list: &Checklist, guard: Guard, (first, count): (u64, u64)) -> Sum {
    let next = AtomicU64::new(first);
    let work = || {
        let mut sum = Sum::default();
        loop {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if seed >= first + count {
                return sum;
            }
            sum.add(of_one(list, guard, seed));
        }
    };
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let mut all = Sum::default();
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        for worker in workers {
            match worker.join() {
                Ok(sum) => all.add(sum),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
    });
    all
}

fn of_one(list: &Checklist, guard: Guard, seed: u64) -> Sum {
    let mut chance = Chance::of(seed);
    let organisation = Organisation::of(seed, &mut chance);
    let rounds = organisation.rounds(&mut chance);
    let mut sum = Sum { organisations: 1, ..Sum::default() };
    for (nth, sheets) in rounds.iter().enumerate() {
        let shown = show((&organisation, list), guard, sheets, &mut chance);
        let finding = solve((&organisation, list), &shown, sheets);
        let examples = finding.identified.iter().take(EXAMPLES);
        sum.add(Sum {
            rounds: 1,
            sheets: sheets.len() as u64,
            questions: finding.questions,
            undecided: finding.undecided,
            identified: finding.identified.len() as u64,
            kinds: shown.kinds(),
            examples: examples.map(|what| format!("organisation {seed}, round {nth}, {what}")).collect(),
            ..Sum::default()
        });
    }
    sum
}

impl Sum {
    fn add(&mut self, other: Self) {
        self.organisations += other.organisations;
        self.rounds += other.rounds;
        self.sheets += other.sheets;
        self.questions += other.questions;
        self.undecided += other.undecided;
        self.identified += other.identified;
        self.kinds.iter_mut().zip(other.kinds).for_each(|(sum, more)| *sum += more);
        let left = EXAMPLES.saturating_sub(self.examples.len());
        self.examples.extend(other.examples.into_iter().take(left));
    }
}
