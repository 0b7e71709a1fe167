//! The simplest way from one world to another: sheets of two answers change places along a closed way through departments
//! and occupations, so that no sum changes that is shown. Ways through everybody's sum, through sums that are open, and
//! through what is not counted are ways too.

use std::rc::Rc;

use super::program::{Answers, Line, Map, Place};
use super::simplex::Simplex;
use crate::hiding::class::Answer;

/// Less than this is not worth an exchange.
const LITTLE: f64 = 1e-3;
/// So near to enough is enough.
const NEAR: f64 = 1e-9;
/// So many ways are taken between two answers.
const WAYS: usize = 12;
/// The answer of those who gave none.
const ABSENT: usize = 4;

/// Where the places lie, and the way that is looked for. Nodes are lines, then the hospital, then elsewhere; sheets of the
/// one answer go from the hospital to departments, occupations and elsewhere, those of the other against them.
#[derive(Clone, Debug)]
pub(super) struct Network {
    map: Map,
    /// Arcs by the node from which they lead.
    arcs: Vec<Rc<[Arc]>>,
    /// By which arc each node was reached, and which arc leads from it to the place.
    before: Vec<Option<Arc>>,
    last: Vec<Option<Arc>>,
    /// Arcs that were looked at in all.
    pub(super) looked_at: u64,
}

/// A step from one node to another: more of the one answer and less of the other, or the other way round.
#[derive(Clone, Copy, Debug)]
struct Arc {
    from: usize,
    to: usize,
    kind: Kind,
    is_up: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Place(usize),
    /// What is counted of a line, and what is left out with it.
    Counted(usize),
    /// What is left out of a department where everybody's sum does not tell of it.
    LeftOut(usize),
    Everybody,
    /// Of a union nothing is known.
    Open,
}

/// Two answers that are exchanged.
#[derive(Clone, Copy)]
struct Pair {
    more: usize,
    less: usize,
}

/// One number more, another less.
pub(super) type Moved = ((usize, usize), f64);

impl Network {
    pub(super) fn of(map: &Map) -> Self {
        let nodes = map.lines.len() + 2;
        let mut arcs = vec![Vec::new(); nodes];
        for (from, to, kind) in ups(map) {
            arcs[from].push(Arc { from, to, kind, is_up: true });
            arcs[to].push(Arc { from: to, to: from, kind, is_up: false });
        }
        let arcs = arcs.into_iter().map(Rc::from).collect();
        Self { map: map.clone(), arcs, before: vec![None; nodes], last: vec![None; nodes], looked_at: 0 }
    }

    /// Exchanges answers until a place holds enough of one, or no exchange brings more. Says what was moved.
    pub(super) fn raise(
        &mut self,
        worlds: &mut Simplex,
        (nth, answer): (usize, Answer),
        enough: f64,
    ) -> Vec<Moved> {
        let (place, more) = (self.map.places[nth], answer.place());
        let mut moved = Vec::new();
        for less in (0..=ABSENT).filter(|less| *less != more) {
            for _ in 0..WAYS {
                let pair = Pair { more, less };
                let wanting = enough - worlds.value(place.answers[more]);
                let room = self.room(worlds, pair, (Kind::Place(nth), true)).min(wanting);
                if wanting <= NEAR {
                    return moved;
                }
                if room <= LITTLE || !self.find(worlds, pair, nth) {
                    break;
                }
                self.go((worlds, &mut moved), pair, (nth, room));
            }
        }
        moved
    }

    /// Looks for a way back to the place. What leads there in one step is marked first, so that hardly more is looked at than
    /// what the way takes.
    fn find(&mut self, worlds: &Simplex, pair: Pair, nth: usize) -> bool {
        let [to, from] = self.map.places[nth].lines;
        let is_open = |network: &Self, arc: &Arc| {
            arc.kind != Kind::Place(nth) && network.room(worlds, pair, (arc.kind, arc.is_up)) > LITTLE
        };
        self.before.fill(None);
        self.last.fill(None);
        for arc in self.arcs(to).iter() {
            let arc = Arc { from: arc.to, to, kind: arc.kind, is_up: !arc.is_up };
            if is_open(self, &arc) {
                self.last[arc.from] = Some(arc);
            }
        }
        let (mut reached, mut next) = (vec![from], 0);
        while let Some(node) = reached.get(next).copied() {
            next += 1;
            if self.last[node].is_some() {
                self.before[to] = self.last[node];
                return true;
            }
            for arc in self.arcs(node).iter().copied() {
                self.looked_at += 1;
                let is_new = arc.to != from && arc.to != to && self.before[arc.to].is_none();
                if is_new && is_open(self, &arc) {
                    self.before[arc.to] = Some(arc);
                    if self.last[arc.to].is_some() {
                        self.before[to] = self.last[arc.to];
                        return true;
                    }
                    reached.push(arc.to);
                }
            }
        }
        false
    }

    /// Takes the way that was found, with as much as it carries.
    fn go(&self, (worlds, moved): (&mut Simplex, &mut Vec<Moved>), pair: Pair, (nth, room): (usize, f64)) {
        let [mut node, from] = self.map.places[nth].lines;
        let (mut way, mut far) = (vec![(Kind::Place(nth), true)], room);
        while let Some(arc) = self.before[node].filter(|_| node != from) {
            far = far.min(self.room(worlds, pair, (arc.kind, arc.is_up)));
            way.push((arc.kind, arc.is_up));
            node = arc.from;
        }
        for (kind, is_up) in way {
            let mut left = far;
            for variables in self.variables(worlds, kind, pair).into_iter().flatten() {
                let (more, less) = if is_up { variables } else { (variables.1, variables.0) };
                let some = left.min(room_of(worlds, (more, less)));
                worlds.exchange((more, less), some);
                moved.push(((more, less), some));
                left -= some;
            }
        }
    }

    fn arcs(&self, node: usize) -> Rc<[Arc]> {
        Rc::clone(&self.arcs[node])
    }

    fn room(&self, worlds: &Simplex, pair: Pair, (kind, is_up): (Kind, bool)) -> f64 {
        if kind == Kind::Open {
            return if pair.less == ABSENT { 0.0 } else { f64::INFINITY };
        }
        let turned = |(more, less): (usize, usize)| if is_up { (more, less) } else { (less, more) };
        let all = self.variables(worlds, kind, pair);
        all.into_iter().flatten().map(|variables| room_of(worlds, turned(variables))).sum()
    }

    /// The variables of two answers: one or two pairs of them.
    fn variables(
        &self,
        worlds: &Simplex,
        kind: Kind,
        Pair { more, less }: Pair,
    ) -> [Option<(usize, usize)>; 2] {
        let of = |answers: Answers| (less < ABSENT).then(|| (answers[more], answers[less]));
        match kind {
            Kind::Place(nth) => {
                let Place { answers, row, is_union, .. } = self.map.places[nth];
                let absent = (less == ABSENT && !is_union).then(|| (answers[more], worlds.of_row(row)));
                [of(answers).or(absent), None]
            }
            Kind::Counted(nth) => {
                let Line { counted, left_out, .. } = self.map.lines[nth];
                let is_with = nth >= self.map.departments || self.map.is_rest_counted;
                [counted.and_then(of), left_out.filter(|_| is_with).and_then(of)]
            }
            Kind::LeftOut(nth) => [self.map.lines[nth].left_out.and_then(of), None],
            Kind::Everybody => [of(self.map.everybody), None],
            Kind::Open => [None, None],
        }
    }
}

/// Between which nodes there is more of the one answer where something is more of it.
fn ups(map: &Map) -> Vec<(usize, usize, Kind)> {
    let (hospital, elsewhere) = (map.lines.len(), map.lines.len() + 1);
    let mut ups = vec![(elsewhere, hospital, Kind::Everybody)];
    for (nth, line) in map.lines.iter().enumerate() {
        let (kind, from) = match (line.group, line.is_in_total) {
            (Some(_), _) => (Kind::Counted(nth), hospital),
            (None, true) => (Kind::Open, hospital),
            (None, false) => (Kind::Open, elsewhere),
        };
        if nth >= map.departments {
            ups.push((nth, elsewhere, kind));
            continue;
        }
        ups.push((from, nth, kind));
        if !map.is_rest_counted && line.left_out.is_some() {
            ups.push((elsewhere, nth, Kind::LeftOut(nth)));
        }
    }
    let place = |(nth, place): (usize, &Place)| (place.lines[0], place.lines[1], Kind::Place(nth));
    ups.extend(map.places.iter().enumerate().map(place));
    ups
}

fn room_of(worlds: &Simplex, (more, less): (usize, usize)) -> f64 {
    worlds.room_above(more).min(worlds.room_below(less)).max(0.0)
}
