//! A guess from which a first world is near.

use super::program::{Cell, Known, Map, number};
use crate::hiding::class::Answer;

/// So often numbers are fitted to their sums, unless they fit before.
const FITS: usize = 30;
/// So near is as good as fitting.
const NEAR: f64 = 1e-9;

/// What is counted and what is left out of a line, by answer.
pub(super) type Given = [[f64; 4]; 2];

/// How many of each cell may have handed in.
pub(super) struct Guess<'c> {
    cells: &'c [Cell],
    pub(super) handed_in: Vec<f64>,
}

impl<'c> Guess<'c> {
    /// All people of a group alike, fitted to what its departments and its occupations handed in, each in turn; no more
    /// than there are people.
    pub(super) fn of(known: &Known, cells: &'c [Cell]) -> Self {
        let sums: Vec<f64> = (0..known.counts.len()).map(|group| number(known.handed_in(group))).collect();
        let mut handed_in: Vec<f64> = cells.iter().map(|cell| number(cell.people)).collect();
        for axis in (0..FITS).flat_map(|_| 0..2) {
            let before = handed_in.clone();
            let mut now = vec![0.0; sums.len()];
            cells.iter().zip(&handed_in).for_each(|(cell, sheets)| now[cell.groups[axis]] += sheets);
            for (cell, sheets) in cells.iter().zip(&mut handed_in) {
                let group = cell.groups[axis];
                *sheets = (*sheets * share(sums[group], now[group])).min(number(cell.people));
            }
            if axis == 1 && handed_in.iter().zip(&before).all(|(now, before)| (now - before).abs() < NEAR) {
                break;
            }
        }
        Self { cells, handed_in }
    }

    /// What each line may have given: groups what they truly gave, what is left out of them alike, unions the rest.
    pub(super) fn lines(&self, map: &Map, known: &Known) -> Vec<Given> {
        let given = |count| Answer::ALL.map(|answer: Answer| number(answer.of(count)));
        let all = given(known.of_all.1);
        let mut lines = vec![[[0.0; 4]; 2]; map.lines.len()];
        for (line, own) in map.lines.iter().zip(&mut lines) {
            let Some(group) = line.group else { continue };
            let counted = given(known.counts[group]);
            let shares = if counted.iter().any(|sheets| *sheets > 0.0) { counted } else { all };
            *own = [counted, spread(shares, number(known.left_out(group)))];
        }
        for axis in [0..map.departments, map.departments..map.lines.len()] {
            let mut rest = all;
            for [counted, left_out] in &lines[axis.clone()] {
                let gone = counted.iter().zip(left_out).map(|(one, more)| one + more);
                rest.iter_mut().zip(gone).for_each(|(rest, gone)| *rest = (*rest - gone).max(0.0));
            }
            for nth in axis.filter(|nth| map.lines[*nth].group.is_none()) {
                let members = (0..map.line_of.len()).filter(|group| map.line_of[*group] == nth);
                let sheets = members.map(|group| number(known.handed_in(group))).sum();
                let shares = if rest.iter().any(|sheets| *sheets > 0.0) { rest } else { all };
                lines[nth][0] = spread(shares, sheets);
            }
        }
        lines
    }

    /// How many of each answer each place may hold: all alike, fitted to what its lines gave, each in turn.
    pub(super) fn places(&self, map: &Map, lines: &[Given]) -> Vec<[f64; 4]> {
        let mut sheets = std::collections::BTreeMap::<[usize; 2], f64>::new();
        for (cell, handed_in) in self.cells.iter().zip(&self.handed_in) {
            *sheets.entry(cell.groups.map(|group| map.line_of[group])).or_default() += handed_in;
        }
        let sheets: Vec<f64> = map.places.iter().map(|place| sheets[&place.lines]).collect();
        let sum = |[counted, left_out]: &Given| std::array::from_fn(|place| counted[place] + left_out[place]);
        let known: Vec<[f64; 4]> = lines.iter().map(sum).collect();
        let mut near: Vec<[f64; 4]> = sheets.iter().map(|sheets| [*sheets; 4]).collect();
        for _ in 0..FITS {
            let before = near.clone();
            for axis in 0..2 {
                let mut sums = vec![[0.0; 4]; known.len()];
                for (place, answers) in map.places.iter().zip(&near) {
                    sums[place.lines[axis]].iter_mut().zip(answers).for_each(|(sum, more)| *sum += more);
                }
                for (place, answers) in map.places.iter().zip(&mut near) {
                    let line = place.lines[axis];
                    let shares = known[line].iter().zip(&sums[line]).map(|(known, sum)| share(*known, *sum));
                    answers.iter_mut().zip(shares).for_each(|(answer, share)| *answer *= share);
                }
            }
            for (answers, sheets) in near.iter_mut().zip(&sheets) {
                *answers = spread(*answers, *sheets);
            }
            let numbers = near.iter().flatten().zip(before.iter().flatten());
            if numbers.into_iter().all(|(now, before)| (now - before).abs() < NEAR) {
                break;
            }
        }
        near
    }
}

/// So many sheets in these shares.
fn spread(shares: [f64; 4], sheets: f64) -> [f64; 4] {
    let share = share(sheets, shares.iter().sum());
    shares.map(|answer| answer * share)
}

fn share(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}
