//! A guess from which a first world is near.

use super::program::Cell;

/// So often cells are fitted to their groups, unless they fit before.
const FITS: usize = 30;
/// So near is as good as fitting.
const NEAR: f64 = 1e-9;

/// How many of each answer each cell may hold: all people of a group alike, fitted to what its departments and its
/// occupations gave, each in turn.
pub(super) fn near(cells: &[Cell], known: &[[f64; 4]], people: &[f64]) -> Vec<[f64; 4]> {
    let handed_in = handed_in(cells, known, people);
    let mut near: Vec<[f64; 4]> = handed_in.iter().map(|sheets| [*sheets; 4]).collect();
    for _ in 0..FITS {
        let before = near.clone();
        for axis in 0..2 {
            let mut sums = vec![[0.0; 4]; known.len()];
            for (cell, answers) in cells.iter().zip(&near) {
                sums[cell.groups[axis]].iter_mut().zip(answers).for_each(|(sum, more)| *sum += more);
            }
            for (cell, answers) in cells.iter().zip(&mut near) {
                let group = cell.groups[axis];
                let shares = known[group].iter().zip(&sums[group]).map(|(known, sum)| share(*known, *sum));
                answers.iter_mut().zip(shares).for_each(|(answer, share)| *answer *= share);
            }
        }
        for (answers, sheets) in near.iter_mut().zip(&handed_in) {
            let share = share(*sheets, answers.iter().sum());
            answers.iter_mut().for_each(|answer| *answer *= share);
        }
        let numbers = near.iter().flatten().zip(before.iter().flatten());
        if numbers.into_iter().all(|(now, before)| (now - before).abs() < NEAR) {
            break;
        }
    }
    near
}

/// The same for sheets of any answer; no more than there are people.
fn handed_in(cells: &[Cell], known: &[[f64; 4]], people: &[f64]) -> Vec<f64> {
    let mut handed_in = people.to_vec();
    for axis in (0..FITS).flat_map(|_| 0..2) {
        let before = handed_in.clone();
        let mut sums = vec![0.0; known.len()];
        cells.iter().zip(&handed_in).for_each(|(cell, sheets)| sums[cell.groups[axis]] += sheets);
        for ((cell, sheets), people) in cells.iter().zip(&mut handed_in).zip(people) {
            let group = cell.groups[axis];
            *sheets = (*sheets * share(known[group].iter().sum(), sums[group])).min(*people);
        }
        if axis == 1 && handed_in.iter().zip(&before).all(|(now, before)| (now - before).abs() < NEAR) {
            break;
        }
    }
    handed_in
}

fn share(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}
