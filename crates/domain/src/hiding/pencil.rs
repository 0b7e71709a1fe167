//! A reader with a pencil: adds and takes away all that is shown, as sums over department × occupation, and looks whether
//! that leaves a single cell. Calculated modulo a prime, so that nothing is rounded.

use super::{Crowd, Visibility};

/// Fits twice into 64 bits when multiplied in 128.
const PRIME: u64 = (1 << 61) - 1;

/// Sums that a reader knows, reduced: no sum holds the first cell of another, and of its own it holds one.
pub(super) struct Pencil {
    sums: Vec<Sum>,
}

/// A sum over cells.
struct Sum {
    /// The place of its first cell.
    lead: usize,
    /// How often it holds each cell; the last number is how many sheets it has.
    numbers: Vec<u64>,
}

impl Pencil {
    /// Everybody, and each group that is shown.
    pub(super) fn of(crowd: &Crowd, seen: &[Visibility]) -> Self {
        let cells = crowd.nestings.cells();
        let mut pencil = Self { sums: Vec::new() };
        pencil.note(vec![1; cells.len()], crowd.everybody);
        let shown = seen.iter().enumerate().filter(|(_, seen)| **seen == Visibility::Shown);
        for (group, _) in shown {
            let of_group = |&(row, column): &(usize, usize)| u64::from(row == group || column == group);
            pencil.note(cells.iter().map(of_group).collect(), crowd.groups[group]);
        }
        pencil
    }

    /// A cell in which fewer than `minimum` sheets are left over, by its place. What can be told of one cell is a sum of
    /// nothing else, because the sums are reduced.
    pub(super) fn small_cell(&self, crowd: &Crowd, minimum: u64) -> Option<(usize, usize)> {
        let small = self.sums.iter().filter(|sum| {
            let cells = sum.numbers.len().saturating_sub(1);
            let is_alone = sum.numbers.iter().take(cells).filter(|number| **number > 0).count() == 1;
            is_alone && sum.numbers.last().is_some_and(|sheets| (1..minimum).contains(sheets))
        });
        small.map(|sum| sum.lead).min().map(|place| crowd.nestings.cells()[place])
    }

    fn note(&mut self, mut numbers: Vec<u64>, sheets: u64) {
        let cells = numbers.len();
        numbers.push(sheets % PRIME);
        for known in &self.sums {
            take(known, &mut numbers);
        }
        let Some(lead) = numbers.iter().take(cells).position(|number| *number > 0) else { return };
        let inverse = power(numbers[lead], PRIME - 2);
        let new = Sum { lead, numbers: numbers.into_iter().map(|number| times(number, inverse)).collect() };
        for known in &mut self.sums {
            take(&new, &mut known.numbers);
        }
        self.sums.push(new);
    }
}

/// Takes a sum away from another as often as that holds its first cell.
fn take(sum: &Sum, from: &mut [u64]) {
    let factor = from[sum.lead];
    if factor == 0 {
        return;
    }
    for (number, taken) in from.iter_mut().zip(&sum.numbers).filter(|(_, taken)| **taken > 0) {
        *number = (*number + PRIME - times(factor, *taken)) % PRIME;
    }
}

fn times(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b) % u128::from(PRIME);
    u64::try_from(product).unwrap_or(0)
}

fn power(base: u64, exponent: u64) -> u64 {
    let (mut result, mut base, mut exponent) = (1, base, exponent);
    while exponent > 0 {
        if exponent % 2 == 1 {
            result = times(result, base);
        }
        base = times(base, base);
        exponent /= 2;
    }
    result
}
