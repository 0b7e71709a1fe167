//! Linear programs whose numbers are small and whole (the simplex method with bounds): some world, and from there others
//! in which one number is larger. Knows nothing of sheets.

use std::cell::Cell;
use std::rc::Rc;

use super::inverse::Inverse;
use super::order::order;

/// A number at most so far beside its bound is at it.
const NEAR: f64 = 1e-7;
/// A price at most so large gains nothing.
const CHEAP: f64 = 1e-7;
/// A column is not turned on a number smaller than this.
const FIRM: f64 = 1e-6;
/// After so many steps the inverse is made anew, which also takes away what rounding added.
const STEPS: usize = 64;
/// More turns than this for each row, and no end is in sight.
const TURNS: usize = 20;
/// So many turns of all worlds of an item are taken, however many questions there are. A count, so that every machine shows
/// the same; whatever has no answer by then counts as told.
pub(super) const BUDGET: u64 = 100_000;
/// So many variables are looked at before the best of them is taken.
const LOOK: usize = 60;
/// After so many turns in one place the first column is taken instead of the best, so that none comes again for ever.
const STUCK: usize = 40;

/// Columns of a few numbers each, and between which bounds each variable lies. The rows' own variables come last.
#[derive(Clone, Debug, Default)]
pub(super) struct Program {
    pub(super) columns: Vec<Vec<(usize, f64)>>,
    pub(super) bounds: Vec<(f64, f64)>,
    /// About what each may be in some world.
    pub(super) guess: Vec<f64>,
    /// What each row adds up to, and the bounds of what may be missing to it.
    pub(super) rows: Vec<(f64, (f64, f64))>,
}

/// A world, and how it can be changed.
#[derive(Clone, Debug)]
pub(super) struct Simplex {
    columns: Rc<Vec<Vec<(usize, f64)>>>,
    bounds: Vec<(f64, f64)>,
    sums: Rc<Vec<f64>>,
    value: Vec<f64>,
    /// The most that each variable was in any world so far.
    most: Vec<f64>,
    basis: Vec<usize>,
    is_basic: Vec<bool>,
    inverse: Inverse,
    /// How many steps the inverse had when it was made.
    fresh: usize,
    /// Where to look next for a variable that gains.
    next: usize,
    prices: Vec<f64>,
    /// Turns so far, of this and of all that were made from it.
    turns: Rc<Cell<u64>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    Reached,
    /// It can be no more than it is; `price` tells which bounds keep it from that.
    Best,
    /// No end was found.
    Doubt,
}

#[derive(Clone, Copy)]
enum Goal {
    World,
    More(usize, f64),
}

/// How far a variable goes, and which row's variable stops it there.
struct Stop {
    far: f64,
    row: Option<usize>,
    bound: f64,
}

impl Simplex {
    pub(super) fn of(program: Program) -> Self {
        let Program { mut columns, mut bounds, mut guess, rows } = program;
        let own = columns.len();
        for (row, (_, missing)) in rows.iter().enumerate() {
            columns.push(vec![(row, 1.0)]);
            bounds.push(*missing);
            guess.push(0.0);
        }
        let within = |(guess, (least, most)): (&f64, &(f64, f64))| guess.clamp(*least, *most);
        let value: Vec<f64> = guess.iter().zip(&bounds).map(within).collect();
        let basis: Vec<usize> = (own..columns.len()).collect();
        let mut simplex = Self {
            most: vec![0.0; columns.len()],
            is_basic: (0..columns.len()).map(|variable| variable >= own).collect(),
            sums: Rc::new(rows.iter().map(|(sum, _)| *sum).collect()),
            inverse: Inverse::default(),
            fresh: 0,
            next: 0,
            prices: Vec::new(),
            turns: Rc::default(),
            columns: Rc::new(columns),
            bounds,
            value,
            basis,
        };
        simplex.renew();
        simplex
    }

    /// Looks for a world. Where there is none, the bounds give way as little as they must: somebody counted wrongly.
    pub(super) fn begin(&mut self) -> Outcome {
        let outcome = self.run(Goal::World);
        for &variable in &self.basis {
            let (value, bounds) = (self.value[variable], &mut self.bounds[variable]);
            *bounds = (bounds.0.min(value), bounds.1.max(value));
        }
        self.note_all();
        outcome
    }

    /// Whether this variable can be so much.
    pub(super) fn raise(&mut self, variable: usize, enough: f64) -> Outcome {
        if self.most[variable] >= enough {
            return Outcome::Reached;
        }
        let outcome = self.run(Goal::More(variable, enough));
        self.note_all();
        outcome
    }

    /// Only those worlds in which a variable is at least so much; else why there are none.
    pub(super) fn knowing(&self, variable: usize, least: f64) -> Result<Self, Outcome> {
        let mut worlds = self.clone();
        match worlds.run(Goal::More(variable, least)) {
            Outcome::Reached => {}
            outcome @ (Outcome::Best | Outcome::Doubt) => return Err(outcome),
        }
        worlds.bounds[variable].0 = least;
        worlds.most.clone_from(&worlds.value);
        Ok(worlds)
    }

    /// How many turns were taken so far, here and in whatever was made from this.
    pub(super) fn turns(&self) -> u64 {
        self.turns.get()
    }

    /// The most that it was in any world so far.
    pub(super) fn most(&self, variable: usize) -> f64 {
        self.most[variable]
    }

    /// How much a variable is in this world.
    pub(super) fn value(&self, variable: usize) -> f64 {
        self.value[variable]
    }

    /// How much more it may be by itself.
    pub(super) fn room_above(&self, variable: usize) -> f64 {
        self.bounds[variable].1 - self.value[variable]
    }

    /// How much less it may be by itself.
    pub(super) fn room_below(&self, variable: usize) -> f64 {
        self.value[variable] - self.bounds[variable].0
    }

    /// So many more of one and fewer of another. Whoever calls this sees to it that all rows still add up.
    pub(super) fn exchange(&mut self, (more, less): (usize, usize), far: f64) {
        self.value[more] += far;
        self.value[less] -= far;
    }

    /// Between which numbers a variable lies.
    pub(super) fn bounds(&self, variable: usize) -> (f64, f64) {
        self.bounds[variable]
    }

    pub(super) fn bind(&mut self, variable: usize, bounds: (f64, f64)) {
        self.bounds[variable] = bounds;
    }

    /// A variable may be less or more than so far.
    pub(super) fn widen(&mut self, variable: usize, (least, most): (f64, f64)) {
        let bounds = &mut self.bounds[variable];
        *bounds = (bounds.0.min(least), bounds.1.max(most));
    }

    /// The variable of a row.
    pub(super) fn of_row(&self, row: usize) -> usize {
        self.columns.len() - self.sums.len() + row
    }

    /// What one more of this variable would be worth, as things stood when nothing better was found.
    pub(super) fn price(&self, variable: usize) -> f64 {
        if self.is_basic[variable] { 0.0 } else { -self.weigh(variable) }
    }

    fn weigh(&self, variable: usize) -> f64 {
        self.columns[variable].iter().map(|(row, number)| self.prices[*row] * number).sum()
    }

    /// This world tells of a variable that it can be so much.
    pub(super) fn note(&mut self, variable: usize) {
        self.most[variable] = self.most[variable].max(self.value[variable]);
    }

    fn note_all(&mut self) {
        self.most.iter_mut().zip(&self.value).for_each(|(most, value)| *most = most.max(*value));
    }

    fn run(&mut self, goal: Goal) -> Outcome {
        let (mut stuck, mut column) = (0, vec![0.0; self.sums.len()]);
        for _ in 0..TURNS * (self.sums.len() + 50) {
            if self.turns.get() >= BUDGET {
                break;
            }
            self.turns.set(self.turns.get() + 1);
            if self.inverse.length() > self.fresh + STEPS {
                self.renew();
            }
            if !self.ask(goal) {
                return Outcome::Reached;
            }
            let Some((entering, price)) = self.entering(goal, stuck) else {
                return Outcome::Best;
            };
            let up = price.signum();
            column.fill(0.0);
            self.columns[entering].iter().for_each(|(row, number)| column[*row] = *number);
            self.inverse.times(&mut column);
            let stop = self.stop((entering, up), &column, stuck);
            stuck = if stop.far > NEAR { 0 } else { stuck + 1 };
            self.go((entering, up), &column, &stop);
        }
        Outcome::Doubt
    }

    /// Works out the prices; `false` where the goal is reached.
    fn ask(&mut self, goal: Goal) -> bool {
        let mut prices = std::mem::take(&mut self.prices);
        prices.clear();
        prices.extend(self.basis.iter().map(|variable| self.worth(*variable, goal)));
        let is_open = match goal {
            Goal::World => prices.iter().any(|price| *price != 0.0),
            Goal::More(wanted, enough) => self.value[wanted] < enough,
        };
        if is_open {
            self.inverse.times_row(&mut prices);
        }
        self.prices = prices;
        is_open
    }

    /// What one more of a variable is worth by itself.
    fn worth(&self, variable: usize, goal: Goal) -> f64 {
        let (value, (least, most)) = (self.value[variable], self.bounds[variable]);
        match goal {
            Goal::World if value < least - NEAR => 1.0,
            Goal::World if value > most + NEAR => -1.0,
            Goal::More(wanted, _) if wanted == variable => 1.0,
            Goal::World | Goal::More(..) => 0.0,
        }
    }

    /// A variable outside of the basis that gains much: the best of the next few of which any gains, or the first.
    fn entering(&mut self, goal: Goal, stuck: usize) -> Option<(usize, f64)> {
        let all = self.columns.len();
        let first = if stuck > STUCK { 0 } else { self.next };
        let mut best: Option<(usize, f64)> = None;
        for nth in 0..all {
            if best.is_some() && (stuck > STUCK || nth % LOOK == 0) {
                break;
            }
            let variable = (first + nth) % all;
            self.next = variable;
            let (value, (least, most)) = (self.value[variable], self.bounds[variable]);
            if self.is_basic[variable] || most - least <= NEAR {
                continue;
            }
            let price = self.worth(variable, goal) - self.weigh(variable);
            let gains = (price > CHEAP && value < most - NEAR) || (price < -CHEAP && value > least + NEAR);
            if gains && best.is_none_or(|(_, so_far)| price.abs() > so_far.abs() + CHEAP) {
                best = Some((variable, price));
            }
        }
        best
    }

    /// How far a variable can go until it or one of the basis comes to a bound; of those that stop it in the same place
    /// the firmest, or the first.
    fn stop(&self, (entering, up): (usize, f64), column: &[f64], stuck: usize) -> Stop {
        let (least, most) = self.bounds[entering];
        let room = if up > 0.0 { most - self.value[entering] } else { self.value[entering] - least };
        let mut stop = Stop { far: room, row: None, bound: 0.0 };
        for (row, number) in column.iter().enumerate() {
            if number.abs() < FIRM {
                continue;
            }
            let Some((far, bound)) = self.reach(self.basis[row], -up * number) else { continue };
            let is_better = far < stop.far - NEAR
                || (far < stop.far + NEAR
                    && stop.row.is_some_and(|other| {
                        if stuck > STUCK {
                            self.basis[row] < self.basis[other]
                        } else {
                            number.abs() > column[other].abs() + CHEAP
                        }
                    }));
            if is_better {
                stop = Stop { far, row: Some(row), bound };
            }
        }
        stop
    }

    /// After how many steps of so much a variable of the basis comes to a bound, and to which. One that is beside its
    /// bounds comes to the one it has passed.
    fn reach(&self, variable: usize, step: f64) -> Option<(f64, f64)> {
        let (value, (least, most)) = (self.value[variable], self.bounds[variable]);
        let bound = match (step > 0.0, value < least - NEAR, value > most + NEAR) {
            (true, true, _) | (false, false, false) => least,
            (false, _, true) | (true, false, false) => most,
            (true, _, true) | (false, true, _) => return None,
        };
        bound.is_finite().then(|| (((bound - value) / step).max(0.0), bound))
    }

    fn go(&mut self, (entering, up): (usize, f64), column: &[f64], stop: &Stop) {
        for (row, number) in column.iter().enumerate() {
            if *number != 0.0 {
                self.value[self.basis[row]] -= up * number * stop.far;
            }
        }
        self.value[entering] += up * stop.far;
        let Some(row) = stop.row else { return };
        let leaving = self.basis[row];
        self.value[leaving] = stop.bound;
        self.is_basic[leaving] = false;
        self.is_basic[entering] = true;
        self.basis[row] = entering;
        self.inverse.push(row, column);
    }

    /// Makes the inverse and the values of the basis anew. A column that depends on others leaves the basis.
    fn renew(&mut self) {
        let rows = self.sums.len();
        let own = self.columns.len() - rows;
        self.inverse.clear();
        let mut basis: Vec<usize> = (own..self.columns.len()).collect();
        let mut is_taken: Vec<bool> = (own..self.columns.len()).map(|row| self.is_basic[row]).collect();
        let members: Vec<usize> = self.basis.iter().copied().filter(|member| *member < own).collect();
        let members = order(&self.columns, &members, &is_taken);
        members.iter().filter_map(|(_, wanted)| *wanted).for_each(|row| is_taken[row] = true);
        for (member, wanted) in members {
            let mut column = vec![0.0; rows];
            self.columns[member].iter().for_each(|(row, number)| column[*row] = *number);
            self.inverse.times(&mut column);
            let firmest = || {
                let open = (0..rows).filter(|row| !is_taken[*row]);
                open.max_by(|one, other| column[*one].abs().total_cmp(&column[*other].abs()))
            };
            match wanted.or_else(firmest).filter(|row| column[*row].abs() > FIRM) {
                Some(row) => {
                    self.inverse.push(row, &column);
                    is_taken[row] = true;
                    basis[row] = member;
                }
                None => self.is_basic[member] = false,
            }
        }
        basis.iter().for_each(|member| self.is_basic[*member] = true);
        self.basis = basis;
        self.fresh = self.inverse.length();
        let mut left = self.sums.as_ref().clone();
        for (variable, column) in self.columns.iter().enumerate().filter(|(nth, _)| !self.is_basic[*nth]) {
            let value = self.value[variable];
            column.iter().filter(|_| value != 0.0).for_each(|(row, number)| left[*row] -= number * value);
        }
        self.inverse.times(&mut left);
        self.basis.iter().zip(&left).for_each(|(variable, value)| self.value[*variable] = *value);
    }
}
