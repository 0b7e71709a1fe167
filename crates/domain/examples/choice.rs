//! `cargo run --release -p tenken-domain --example choice -- SEED COUNT`: makes hospitals with 200 planned actions, one for
//! each seed from SEED on, chooses by a fifth of what all would take, and prints the proof of optimality or the gap.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use jiff::civil::date;
use tenken_domain::action::{Action, Cost, State};
use tenken_domain::answer::Answer;
use tenken_domain::catalog::{Catalog, builtin};
use tenken_domain::facts::{Edition, Issuer, RoundFacts, SheetFacts};
use tenken_domain::finding::{self, Finding};
use tenken_domain::id::{ActionId, RoundId};
use tenken_domain::mark::Mark;
use tenken_domain::ranking::candidates;
use tenken_domain::ranking::choice::{Budget, Proof, choose};
use tenken_domain::round::Period;

/// Actions of a hospital.
const ACTIONS: u64 = 200;
/// Places of the search that are looked at.
const MOST_NODES: u64 = 200_000;
/// What may be spent is one part in so many of what all actions would take: by turns, from nearly enough for all
/// findings to hardly anything.
const PARTS: [u64; 4] = [10, 20, 35, 70];

/// Numbers drawn from a seed (splitmix64), so that a hospital can be made again from its number.
struct Chance(u64);

fn main() -> ExitCode {
    let numbers: Vec<u64> = std::env::args().skip(1).filter_map(|text| text.parse().ok()).collect();
    let &[first, count] = numbers.as_slice() else {
        eprintln!("usage: choice SEED COUNT");
        return ExitCode::FAILURE;
    };
    let (mut optimal, mut slowest) = (0, Duration::ZERO);
    for seed in first..first.saturating_add(count) {
        let (is_optimal, took) = one(&builtin()[0], seed);
        optimal += u64::from(is_optimal);
        slowest = slowest.max(took);
    }
    println!("{optimal} of {count} proven optimal, slowest {slowest:.1?}");
    ExitCode::SUCCESS
}

/// One hospital: whether its choice was proven, and how long that took.
fn one(catalog: &Catalog, seed: u64) -> (bool, Duration) {
    let mut chance = Chance(seed);
    let facts = facts(catalog, &mut chance);
    let round = RoundId::new("round");
    let findings = finding::all(&round, &facts);
    let actions: Vec<Action> = (0..ACTIONS).map(|number| action(&findings, number, &mut chance)).collect();
    let part = PARTS[usize::try_from(seed % 4).unwrap_or(0)];
    let budget = Budget {
        yen: actions.iter().filter_map(|action| action.cost.once).sum::<u64>() / part,
        days: actions.iter().filter_map(|action| action.effort).sum::<u64>() / part,
    };
    let candidates = candidates(finding::all(&round, &facts), &facts, &actions, &|_| None);
    let start = Instant::now();
    let choice = choose(&candidates, &facts, budget, MOST_NODES);
    let took = start.elapsed();
    let items: usize = choice.chosen.iter().map(|chosen| chosen.alone.len()).sum();
    let proof = match choice.proof {
        Proof::Optimal { nodes } => format!("optimal, {nodes} nodes"),
        Proof::Gap { found, bound, nodes } => {
            let gap = 10_000 * (bound - found) / bound;
            format!("gap {}.{:02}% (at most {bound}), {nodes} nodes", gap / 100, gap % 100)
        }
    };
    println!(
        "seed {seed}: {} findings, {ACTIONS} actions, {} yen and {} days: {} chosen, {items} items by one only, value {}: {proof}, {took:.1?}",
        findings.len(),
        budget.yen,
        budget.days,
        choice.chosen.len(),
        choice.value,
    );
    (matches!(choice.proof, Proof::Optimal { .. }), took)
}

/// The official sheets: half of the items ×, one in ten 該当なし.
fn facts<'c>(catalog: &'c Catalog, chance: &mut Chance) -> RoundFacts<'c> {
    let lists = catalog.official_lists();
    let sheets = lists.map(|list| {
        let mut sheet = SheetFacts::blank(list.id.clone());
        for item in &list.items {
            let mark = match chance.below(10) {
                0..5 => Mark::No,
                5 => Mark::NotApplicable,
                _ => Mark::Yes,
            };
            sheet.answers.insert(item.id.clone(), Answer { mark: Some(mark), ..Answer::default() });
        }
        sheet
    });
    let day = date(2026, 11, 1);
    RoundFacts {
        issuer: Issuer { hospital: String::new(), edition: Edition::Sample },
        catalog,
        round: String::new(),
        period: Period { from: day, until: day },
        as_of: day,
        sheets: sheets.collect(),
        staff: None,
        previous: None,
    }
}

/// An action about one to four neighbouring findings, for nothing to some five million yen and one to sixty days.
fn action(findings: &[Finding], number: u64, chance: &mut Chance) -> Action {
    let first = chance.place(findings.len());
    let further = 1 + chance.place(4);
    let ten_thousands = chance.below(24) * chance.below(24);
    Action {
        id: ActionId::new(format!("action-{number}")),
        title: format!("対策 {number}"),
        content: String::new(),
        owner: String::new(),
        charge: None,
        due: None,
        cost: Cost { once: Some(10_000 * ten_thousands + 1_000 * chance.below(10)), yearly: None },
        effort: Some(1 + chance.below(60)),
        findings: findings.iter().skip(first).take(further).cloned().collect(),
        state: State::Planned,
        added_on: date(2026, 11, 1),
    }
}

impl Chance {
    /// One of the numbers below `end`.
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % end.max(1)
    }

    /// A place in something so long.
    fn place(&mut self, length: usize) -> usize {
        usize::try_from(self.below(length as u64)).unwrap_or(0)
    }
}
