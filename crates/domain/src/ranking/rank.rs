//! The order itself: every candidate with its total and the parts of which it is the sum.

use std::cmp::Reverse;

use jiff::civil::Date;

use super::score::{Measure, thinnest_of_several};
use super::{Candidate, Cells, Score, Weights};
use crate::facts::RoundFacts;

/// One place of the order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ranked {
    /// From 1.
    pub rank: usize,
    pub candidate: Candidate,
    /// The sum of the products of `scores`.
    pub total: u64,
    /// One for each part, in the order of [`super::Part::ALL`].
    pub scores: Vec<Score>,
}

/// Puts candidates in an order: the largest total first; where it is equal, what is due earlier, then by title, then by
/// what it is, so that the same facts always give the same order.
pub fn rank(candidates: &[Candidate], facts: &RoundFacts<'_>, weights: &Weights, today: Date) -> Vec<Ranked> {
    let cells = Cells::of(facts);
    let most_of_one = thinnest_of_several(&cells, candidates);
    let measure = Measure { facts, cells, weights, most_of_one, today };
    let measured = |candidate: &Candidate| {
        let scores = measure.scores(candidate);
        let total = scores.iter().map(|score| score.product).sum();
        Ranked { rank: 0, candidate: candidate.clone(), total, scores }
    };
    let mut order: Vec<Ranked> = candidates.iter().map(measured).collect();
    order.sort_by(|one, other| key(one).cmp(&key(other)));
    for (place, ranked) in order.iter_mut().enumerate() {
        ranked.rank = place + 1;
    }
    order
}

/// Smaller comes first. What has no due date comes after what has one.
fn key(ranked: &Ranked) -> impl Ord + '_ {
    let Candidate { due, title, what, .. } = &ranked.candidate;
    (Reverse(ranked.total), due.is_none(), *due, title, what)
}
