//! The simplest way from one world to another: two people of a department and two of another, of the same two occupations,
//! exchange answers crosswise. No sum changes.

use super::program::Cell;
use super::simplex::Simplex;
use crate::hiding::class::Answer;

/// Less than this is not worth an exchange.
const LITTLE: f64 = 1e-3;

/// Where the cells lie.
#[derive(Clone, Debug)]
pub(super) struct Grid {
    cells: Vec<Cell>,
    /// Cells by group.
    of_group: Vec<Vec<usize>>,
    /// By department, then by group of the occupation.
    places: Vec<Vec<Option<usize>>>,
}

impl Grid {
    pub(super) fn of(cells: &[Cell], groups: usize) -> Self {
        let mut grid = Self {
            cells: cells.to_vec(),
            of_group: vec![Vec::new(); groups],
            places: vec![vec![None; groups]; groups],
        };
        for (nth, cell) in cells.iter().enumerate() {
            cell.groups.iter().for_each(|group| grid.of_group[*group].push(nth));
            grid.places[cell.groups[0]][cell.groups[1]] = Some(nth);
        }
        grid
    }

    /// Exchanges answers until a cell holds enough of one, or no exchange brings more.
    pub(super) fn raise(&self, worlds: &mut Simplex, (cell, answer): (&Cell, Answer), enough: f64) -> bool {
        let answer = answer.place();
        let wanted = cell.answers[answer];
        let others = |axis: usize| {
            let group = &self.of_group[cell.groups[axis]];
            group.iter().map(|nth| &self.cells[*nth]).filter(|other| other.groups != cell.groups)
        };
        for beside in others(0) {
            for below in others(1) {
                let can_give = |cell: &Cell| worlds.room_below(cell.answers[answer]) > LITTLE;
                if !can_give(beside) {
                    break;
                }
                if !can_give(below) {
                    continue;
                }
                let Some(across) = self.places[below.groups[0]][beside.groups[1]] else { continue };
                let across = &self.cells[across];
                for other in (0..5).filter(|other| *other != answer) {
                    let of = |cell: &Cell, place: usize| of(worlds, cell, place);
                    let up = [cell, across].map(|cell| (of(cell, answer), of(cell, other)));
                    let down = [beside, below].map(|cell| (of(cell, other), of(cell, answer)));
                    let all = [up[0], up[1], down[0], down[1]];
                    let far = all
                        .iter()
                        .map(|(more, less)| worlds.room_above(*more).min(worlds.room_below(*less)))
                        .fold(enough - worlds.value(wanted), f64::min);
                    if far > LITTLE {
                        all.iter().for_each(|(more, less)| worlds.exchange((*more, *less), far));
                        if worlds.value(wanted) >= enough - 1e-9 {
                            worlds.note();
                            return true;
                        }
                    }
                }
            }
        }
        false
    }
}

/// The variable of an answer, or of those who gave none.
fn of(worlds: &Simplex, cell: &Cell, place: usize) -> usize {
    cell.answers.get(place).copied().unwrap_or_else(|| worlds.of_row(cell.row))
}
