//! An item that the hospital's row hides for the sake of its sum: the groups' figures must not add up to it again.

use super::{Crowd, Nesting, Whole, is_exact};
use crate::facts::{Count, Figure};

/// Hides figures of groups until what everybody answered to this item cannot be added up from the others.
pub fn keep_from_adding_up(crowd: &Crowd, counts: &[Count], column: &mut [Figure]) {
    while let Some(nesting) = adds_up(crowd, column) {
        let smallest = |groups: &mut dyn Iterator<Item = usize>| {
            groups.filter(|&group| is_exact(column[group])).min_by_key(|&group| counts[group].sheets())
        };
        let next = smallest(&mut nesting.parts.iter().copied()).or_else(|| smallest(&mut (0..counts.len())));
        let Some(next) = next else { return };
        column[next] = Figure::Hidden;
    }
}

/// The nesting from which everybody's figure follows, once everything that follows by itself is filled in.
fn adds_up<'c>(crowd: &'c Crowd, column: &[Figure]) -> Option<&'c Nesting> {
    let is_known = |(figure, sheets): (&Figure, &u64)| *sheets == 0 || is_exact(*figure);
    let mut known: Vec<bool> = column.iter().zip(&crowd.groups).map(is_known).collect();
    let sums: Vec<&Nesting> = crowd.nestings.iter().filter(|nesting| is_a_sum(crowd, nesting)).collect();
    loop {
        let mut found = None;
        for nesting in &sums {
            let unknown: Vec<usize> = groups(nesting).filter(|&group| !known[group]).collect();
            match (&nesting.whole, unknown.as_slice()) {
                (Whole::Everybody, []) => return Some(nesting),
                (Whole::Groups(_), [one]) => found = Some(*one),
                (Whole::Everybody | Whole::Groups(_), _) => {}
            }
        }
        known[found?] = true;
    }
}

/// Whether the parts make up all of the whole.
fn is_a_sum(crowd: &Crowd, nesting: &Nesting) -> bool {
    let of = |groups: &[usize]| groups.iter().map(|&group| crowd.groups[group]).sum::<u64>();
    let whole = match &nesting.whole {
        Whole::Everybody => crowd.everybody,
        Whole::Groups(groups) => of(groups),
    };
    whole == of(&nesting.parts)
}

fn groups(nesting: &Nesting) -> impl Iterator<Item = usize> {
    let whole = match &nesting.whole {
        Whole::Everybody => [].as_slice(),
        Whole::Groups(groups) => groups,
    };
    nesting.parts.iter().chain(whole).copied()
}
