//! What a reader can work out who follows all answers at once: how many of a department and occupation said ○, ×,
//! 該当なし, nothing, and how many did not hand in, add up to the people there.
//!
//! If in some world a cell holds two of an answer, and in some world another cell two of another, then half of each is a
//! world with one of both. So whoever knows one sheet learns nothing certain where every cell can hold two ○ and two ×.

mod blame;
mod exchange;
mod inverse;
mod near;
mod order;
mod program;
mod simplex;

use super::class::Answer;
use super::{Crowd, MOST_DIFFERING};
use crate::facts::{Count, Figure};
use exchange::Grid;
use program::{Answers, Cell, bounds};
use simplex::{Outcome, Program, Simplex};

/// What nobody is to know that there are none of.
const ASKED: [Answer; 2] = [Answer::Yes, Answer::No];
/// That one or two can be there, but for what rounding takes away.
const ONE: f64 = 1.0 - 1e-6;
const TWO: f64 = MOST_DIFFERING as f64 - 1e-6;

/// Worlds of one item in which all answers agree with what is shown.
#[derive(Clone, Debug)]
pub(super) struct Joint {
    worlds: Simplex,
    cells: Vec<Cell>,
    grid: Grid,
    groups: Vec<Answers>,
    /// Whether a first world was looked for, and found.
    first: Option<Outcome>,
}

impl Joint {
    pub(super) fn of(crowd: &Crowd, of_all: (Figure, Count), groups: (&[Figure], &[Count])) -> Self {
        let (program, cells, groups) = Program::of(crowd, of_all, groups);
        let grid = Grid::of(&cells, groups.len());
        Self { worlds: Simplex::of(program), cells, grid, groups, first: None }
    }

    /// Changes figures until nobody who follows all answers is certain of anything; says whether any had to be changed.
    pub(super) fn mend(&mut self, shown: &mut [Figure], counts: &[Count]) -> bool {
        if shown.iter().all(|figure| *figure == Figure::Hidden) {
            return false;
        }
        let before = shown.to_vec();
        // Meanwhile those who follow one answer may have changed some.
        for (group, figure) in before.iter().enumerate() {
            show(&mut self.worlds, &self.groups, (group, *figure), counts);
        }
        if self.first.is_none() {
            self.first = Some(self.worlds.begin());
        }
        if self.first == Some(Outcome::Doubt) {
            // Without any world nothing is known to be open, so nothing is shown.
            shown.fill(Figure::Hidden);
            return before != shown;
        }
        for cell in self.cells.clone() {
            for answer in ASKED {
                self.open((cell, answer), (shown, counts));
            }
        }
        for known in self.cells.clone().into_iter().filter(|cell| cell.is_of_one) {
            for answer in Answer::ALL {
                self.open_to_who_knows((known, answer), (shown, counts));
            }
        }
        before != shown
    }

    /// Changes figures until a cell can hold two of an answer.
    fn open(&mut self, (cell, answer): (Cell, Answer), (shown, counts): (&mut [Figure], &[Count])) {
        let mut roomy = cell.is_small.then(|| self.roomy((cell, answer), shown));
        loop {
            let worlds = roomy.as_mut().unwrap_or(&mut self.worlds);
            let outcome = reach(worlds, &self.grid, (&cell, answer), TWO);
            let Some(change) = change(worlds, outcome, (&self.groups, shown, counts)) else { return };
            shown[change.0] = change.1;
            roomy.iter_mut().for_each(|worlds| show(worlds, &self.groups, change, counts));
            show(&mut self.worlds, &self.groups, change, counts);
        }
    }

    /// How few people are in a cell, or in its hidden department or occupation, is what it is about: as if one more of an
    /// answer could be there for one less of another.
    fn roomy(&self, (cell, answer): (Cell, Answer), shown: &[Figure]) -> Simplex {
        let mut worlds = self.worlds.clone();
        let hidden = cell.groups.into_iter().filter(|group| shown[*group] == Figure::Hidden);
        let of_groups = hidden.flat_map(|group| self.groups[group]);
        for variable in cell.answers.into_iter().chain(of_groups) {
            worlds.widen(variable, (-1.0, TWO + 1.0));
        }
        worlds.widen(worlds.of_row(cell.row), (-1.0, 0.0));
        worlds.widen(cell.answers[answer.place()], (0.0, TWO + 1.0));
        worlds
    }

    /// Changes figures until every other cell can hold one of each answer even if this one is known to be given. Only
    /// needed where there cannot be two of it.
    fn open_to_who_knows(
        &mut self,
        (known, answer): (Cell, Answer),
        (shown, counts): (&mut [Figure], &[Count]),
    ) {
        let variable = known.answers[answer.place()];
        let mut worlds = match self.worlds.knowing(variable, ONE) {
            Ok(worlds) => worlds,
            Err(Outcome::Reached | Outcome::Best) => return,
            // Nothing is known of this answer, so nothing is shown.
            Err(Outcome::Doubt) => return shown.fill(Figure::Hidden),
        };
        for cell in self.cells.iter().filter(|cell| cell.groups != known.groups) {
            for asked in ASKED {
                loop {
                    let outcome = reach(&mut worlds, &self.grid, (cell, asked), ONE);
                    if outcome == Outcome::Reached {
                        break;
                    }
                    let Some(change) = change(&worlds, outcome, (&self.groups, shown, counts)) else { break };
                    let can_hold = |variable| worlds.clone().raise(variable, ONE) != Outcome::Best;
                    if !cell.answers.into_iter().any(can_hold) {
                        break;
                    }
                    shown[change.0] = change.1;
                    show(&mut worlds, &self.groups, change, counts);
                    show(&mut self.worlds, &self.groups, change, counts);
                }
            }
        }
    }
}

/// Whether a cell can hold enough of an answer: by exchanges where they do, else by all that can be done.
fn reach(worlds: &mut Simplex, grid: &Grid, (cell, answer): (&Cell, Answer), enough: f64) -> Outcome {
    let variable = cell.answers[answer.place()];
    if worlds.most(variable) >= enough || grid.raise(worlds, (cell, answer), enough) {
        return Outcome::Reached;
    }
    worlds.raise(variable, enough)
}

/// What to change where a world could not be reached.
fn change(
    worlds: &Simplex,
    outcome: Outcome,
    (groups, shown, counts): (&[Answers], &[Figure], &[Count]),
) -> Option<(usize, Figure)> {
    match outcome {
        Outcome::Reached => None,
        Outcome::Best => blame::change(worlds, groups, (shown, counts)),
        Outcome::Doubt => blame::any_change((shown, counts)),
    }
}

/// Another figure is shown, which tells less.
fn show(worlds: &mut Simplex, groups: &[Answers], (group, figure): (usize, Figure), counts: &[Count]) {
    for answer in Answer::ALL {
        worlds.widen(groups[group][answer.place()], bounds(answer, figure, counts[group]));
    }
}

#[cfg(test)]
mod tests;
