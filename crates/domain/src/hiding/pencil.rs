//! A reader with a pencil: adds and takes away all that is shown, as sums over department × occupation, and looks whether
//! that leaves a single cell. Calculated modulo a prime, so that nothing is rounded.

use super::{Crowd, Visibility};

/// Fits twice into 64 bits when multiplied in 128.
const PRIME: u64 = (1 << 61) - 1;

/// Sums that a reader knows, reduced; the last number of each is how many sheets it has.
pub(super) struct Pencil {
    rows: Vec<Vec<u64>>,
}

impl Pencil {
    /// Everybody, and each group that is shown.
    pub(super) fn of(crowd: &Crowd, seen: &[Visibility]) -> Self {
        let cells = crowd.nestings.cells();
        let mut pencil = Self { rows: Vec::new() };
        pencil.note(vec![1; cells.len()], crowd.everybody);
        let shown = seen.iter().enumerate().filter(|(_, seen)| **seen == Visibility::Shown);
        for (group, _) in shown {
            let of_group = |&(row, column): &(usize, usize)| u64::from(row == group || column == group);
            pencil.note(cells.iter().map(of_group).collect(), crowd.groups[group]);
        }
        pencil
    }

    /// A cell in which fewer than `minimum` sheets are left over, by its place.
    pub(super) fn small_cell(&self, crowd: &Crowd, minimum: u64) -> Option<(usize, usize)> {
        let cells = crowd.nestings.cells();
        let is_small = |place: &usize| {
            let mut wanted = vec![0; cells.len()];
            wanted[*place] = 1;
            self.told(wanted).is_some_and(|sheets| (1..minimum).contains(&sheets))
        };
        (0..cells.len()).find(is_small).map(|place| cells[place])
    }

    fn note(&mut self, mut sum: Vec<u64>, sheets: u64) {
        sum.push(sheets % PRIME);
        let rest = self.rest(sum);
        let Some(lead) = lead(&rest) else { return };
        let inverse = power(rest[lead], PRIME - 2);
        self.rows.push(rest.into_iter().map(|number| times(number, inverse)).collect());
    }

    /// How many sheets this sum has, if it can be told.
    fn told(&self, mut wanted: Vec<u64>) -> Option<u64> {
        wanted.push(0);
        let rest = self.rest(wanted);
        let is_told = lead(&rest).is_none();
        let sheets = (PRIME - rest.last().copied().unwrap_or(0)) % PRIME;
        is_told.then_some(sheets)
    }

    fn rest(&self, mut sum: Vec<u64>) -> Vec<u64> {
        for known in &self.rows {
            let Some(lead) = lead(known) else { continue };
            let factor = sum[lead];
            if factor > 0 {
                for (number, taken) in sum.iter_mut().zip(known) {
                    *number = (*number + PRIME - times(factor, *taken)) % PRIME;
                }
            }
        }
        sum
    }
}

/// The first cell of a sum.
fn lead(sum: &[u64]) -> Option<usize> {
    let cells = sum.len().saturating_sub(1);
    sum.iter().take(cells).position(|number| *number > 0)
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
