//! What a reader can work out who follows all answers at once: how many of a department and occupation said ○, ×,
//! 該当なし, nothing, and how many did not hand in, add up to the people there.
//!
//! If in some world a place holds two of an answer, and in some world another place two of another, then half of each is a
//! world with one of both. So whoever knows one sheet learns nothing certain where every place can hold two ○ and two ×.
//!
//! However many questions there are, they take a counted number of turns. When these are spent, the item shows no group.

mod blame;
mod exchange;
mod inverse;
mod near;
mod order;
mod presence;
mod program;
mod simplex;

use super::class::Answer;
use super::{Crowd, MOST_DIFFERING};
use crate::facts::{Count, Figure};
use exchange::{Moved, Network};
use presence::Presence;
use program::{Known, Map, Place, bounds};
use simplex::{BUDGET, Outcome, Program, Simplex};

/// What nobody is to know that there are none of.
const ASKED: [Answer; 2] = [Answer::Yes, Answer::No];
/// That one or two can be there, but for what rounding takes away.
const ONE: f64 = 1.0 - 1e-6;
const TWO: f64 = MOST_DIFFERING as f64 - 1e-6;
/// So much is looked at by exchanges in the time of a turn.
const LOOKS: u64 = 1_000;

/// Worlds of one item in which all answers agree with what is shown.
#[derive(Clone, Debug)]
pub(super) struct Joint {
    worlds: Simplex,
    network: Network,
    presence: Presence,
    map: Map,
    /// Whether a first world was looked for, and found.
    first: Option<Outcome>,
}

/// A place and an answer.
type Question = (usize, Answer);

/// A sheet that somebody knows: its place and answer, and where it matters the variable of its department and occupation.
#[derive(Clone, Copy)]
struct Sheet {
    known: Question,
    member: Option<usize>,
}

impl Joint {
    pub(super) fn of(crowd: &Crowd, of_all: (Figure, Count), (shown, counts): (&[Figure], &[Count])) -> Self {
        let (program, map) = Program::of(&Known { crowd, of_all, shown, counts });
        let (network, presence) = (Network::of(&map), Presence::of(&map));
        Self { worlds: Simplex::of(program), network, presence, map, first: None }
    }

    /// Changes figures until nobody who follows all answers is certain of anything; says whether any had to be changed.
    pub(super) fn mend(&mut self, shown: &mut [Figure], counts: &[Count]) -> bool {
        if shown.iter().all(|figure| *figure == Figure::Hidden) {
            return false;
        }
        let before = shown.to_vec();
        // Meanwhile those who follow one answer may have changed some.
        for (group, figure) in before.iter().enumerate() {
            show(&mut self.worlds, &self.map, (group, *figure), counts);
        }
        if self.first.is_none() {
            self.first = Some(self.worlds.begin());
        }
        if self.first == Some(Outcome::Doubt) {
            // Without any world nothing is known to be open, so nothing is shown.
            shown.fill(Figure::Hidden);
            return before != shown;
        }
        let asked: Vec<Question> =
            (0..self.map.places.len()).flat_map(|place| ASKED.map(|answer| (place, answer))).collect();
        for question in &asked {
            if self.is_spent() {
                shown.fill(Figure::Hidden);
                return before != shown;
            }
            self.open(*question, (shown, counts));
        }
        let is_open = |question: &Question| {
            open_one((&mut [&mut self.worlds], &mut self.network), &self.map, *question, (shown, counts))
        };
        let open: Vec<Question> = asked.into_iter().filter(is_open).collect();
        for known in self.worth_knowing() {
            if self.is_spent() {
                shown.fill(Figure::Hidden);
                break;
            }
            self.open_to_who_knows(known, &open, (shown, counts));
        }
        before != shown
    }

    /// Which sheets, were they known, leave fewer than two of an answer, or tell who else handed in.
    fn worth_knowing(&mut self) -> Vec<Sheet> {
        let mut known = Vec::new();
        let unions = (0..self.map.places.len()).filter(|place| self.map.places[*place].is_union);
        for place in unions.collect::<Vec<usize>>() {
            let is_small = self.map.places[place].is_small;
            for answer in Answer::ALL.into_iter().filter(|answer| is_small || ASKED.contains(answer)) {
                if !self.can_hold_two((place, answer)) {
                    known.push(Sheet { known: (place, answer), member: None });
                }
            }
        }
        let of_one = (0..self.map.members.len()).filter(|nth| self.map.members[*nth].is_of_one);
        for nth in of_one.collect::<Vec<usize>>() {
            let member = self.map.members[nth];
            if !self.presence.raise(&mut self.worlds, nth, ONE) {
                let sheet = |answer| Sheet { known: (member.place, answer), member: Some(member.variable) };
                known.extend(Answer::ALL.map(sheet));
            }
        }
        known
    }

    /// Turns, and what exchanges looked at for as long as a turn takes.
    fn work(&self) -> u64 {
        self.worlds.turns() + (self.network.looked_at + self.presence.looked_at) / LOOKS
    }

    fn is_spent(&self) -> bool {
        self.work() >= BUDGET
    }

    /// Changes figures until a place can hold two of an answer.
    fn open(&mut self, question: Question, (shown, counts): (&mut [Figure], &[Count])) {
        let place = self.map.places[question.0];
        if self.worlds.most(place.answers[question.1.place()]) >= TWO {
            return;
        }
        if place.is_small && self.is_open_if_roomy(question, shown) {
            return;
        }
        let mut roomy = place.is_small.then(|| self.roomy(question, shown));
        loop {
            let worlds = roomy.as_mut().unwrap_or(&mut self.worlds);
            let outcome = reach(worlds, &mut self.network, (&place, question), TWO);
            let Some(change) = change(worlds, outcome, (&self.map, shown, counts)) else { return };
            shown[change.0] = change.1;
            roomy.iter_mut().for_each(|worlds| show(worlds, &self.map, change, counts));
            show(&mut self.worlds, &self.map, change, counts);
        }
    }

    /// Whether exchanges are enough where the place is roomy.
    fn is_open_if_roomy(&mut self, question: Question, shown: &[Figure]) -> bool {
        let room = self.room(question, shown);
        let before: Vec<_> =
            room.iter().map(|(variable, _)| (*variable, self.worlds.bounds(*variable))).collect();
        room.iter().for_each(|(variable, bounds)| self.worlds.widen(*variable, *bounds));
        let moved = self.network.raise(&mut self.worlds, question, TWO);
        let is_open = self.worlds.value(self.map.places[question.0].answers[question.1.place()]) >= TWO;
        take_back(&mut self.worlds, &moved);
        before.into_iter().for_each(|(variable, bounds)| self.worlds.bind(variable, bounds));
        is_open
    }

    /// How few people are in a place, or in its hidden department or occupation, is what it is about: as if one more of an
    /// answer could be there for one less of another.
    fn roomy(&self, question: Question, shown: &[Figure]) -> Simplex {
        let mut worlds = self.worlds.clone();
        let room = self.room(question, shown);
        room.into_iter().for_each(|(variable, bounds)| worlds.widen(variable, bounds));
        worlds
    }

    fn room(&self, (place, answer): Question, shown: &[Figure]) -> Vec<(usize, (f64, f64))> {
        let Place { lines, answers, row, .. } = self.map.places[place];
        let lines = lines.into_iter().map(|line| self.map.lines[line]);
        let hidden = lines.filter(|line| line.group.is_some_and(|group| shown[group] == Figure::Hidden));
        let of_groups = hidden.filter_map(|line| line.counted).flatten();
        let some_less = answers.into_iter().chain(of_groups).map(|variable| (variable, (-1.0, TWO + 1.0)));
        let of_place = [(self.worlds.of_row(row), (-1.0, 0.0)), (answers[answer.place()], (0.0, TWO + 1.0))];
        some_less.chain(of_place).collect()
    }

    fn can_hold_two(&mut self, question: Question) -> bool {
        let place = self.map.places[question.0];
        reach(&mut self.worlds, &mut self.network, (&place, question), TWO) == Outcome::Reached
    }

    /// Changes figures until every other place can hold one of each answer even if one of this place is known to have given
    /// this one, and to be a certain one of its members.
    fn open_to_who_knows(
        &mut self,
        Sheet { known, member }: Sheet,
        open: &[Question],
        (shown, counts): (&mut [Figure], &[Count]),
    ) {
        let answer = self.map.places[known.0].answers[known.1.place()];
        let first = member.map_or_else(|| Ok(self.worlds.clone()), |member| self.worlds.knowing(member, ONE));
        let mut worlds = match first.and_then(|worlds| worlds.knowing(answer, ONE)) {
            Ok(worlds) => worlds,
            Err(Outcome::Reached | Outcome::Best) => return,
            // Nothing is known of this answer, so nothing is shown.
            Err(Outcome::Doubt) => return shown.fill(Figure::Hidden),
        };
        for question in open.iter().filter(|question| member.is_some() || question.0 != known.0) {
            if self.is_spent() {
                return shown.fill(Figure::Hidden);
            }
            let both = &mut [&mut worlds, &mut self.worlds];
            open_one((both, &mut self.network), &self.map, *question, (shown, counts));
        }
    }
}

/// Changes figures until a place can hold one of an answer in the first of these worlds; says whether it can. Where
/// nobody can have handed in, it need not.
fn open_one(
    (worlds, network): (&mut [&mut Simplex], &mut Network),
    map: &Map,
    (nth, answer): Question,
    (shown, counts): (&mut [Figure], &[Count]),
) -> bool {
    let place = map.places[nth];
    loop {
        let asked = &mut *worlds[0];
        let outcome = reach(asked, network, (&place, (nth, answer)), ONE);
        if outcome == Outcome::Reached {
            return true;
        }
        let Some(change) = change(asked, outcome, (map, shown, counts)) else { return false };
        let can_hold = |variable| asked.clone().raise(variable, ONE) != Outcome::Best;
        if !place.answers.into_iter().any(can_hold) {
            return false;
        }
        shown[change.0] = change.1;
        worlds.iter_mut().for_each(|worlds| show(worlds, map, change, counts));
    }
}

/// Whether a place can hold enough of an answer: by exchanges where they do, else by all that can be done.
fn reach(
    worlds: &mut Simplex,
    network: &mut Network,
    (place, question): (&Place, Question),
    enough: f64,
) -> Outcome {
    let variable = place.answers[question.1.place()];
    if worlds.most(variable) >= enough {
        return Outcome::Reached;
    }
    let moved = network.raise(worlds, question, enough);
    moved.iter().for_each(|((more, _), _)| worlds.note(*more));
    if worlds.value(variable) >= enough {
        return Outcome::Reached;
    }
    worlds.raise(variable, enough)
}

fn take_back(worlds: &mut Simplex, moved: &[Moved]) {
    moved.iter().rev().for_each(|((more, less), far)| worlds.exchange((*less, *more), *far));
}

/// What to change where a world could not be reached.
fn change(
    worlds: &Simplex,
    outcome: Outcome,
    (map, shown, counts): (&Map, &[Figure], &[Count]),
) -> Option<(usize, Figure)> {
    match outcome {
        Outcome::Reached => None,
        Outcome::Best => blame::change(worlds, map, (shown, counts)),
        Outcome::Doubt => blame::any_change((shown, counts)),
    }
}

/// Another figure is shown, which tells less.
fn show(worlds: &mut Simplex, map: &Map, (group, figure): (usize, Figure), counts: &[Count]) {
    let line = map.lines[map.line_of[group]];
    let Some(counted) = line.counted else { return };
    for answer in Answer::ALL {
        worlds.widen(counted[answer.place()], bounds(answer, figure, counts[group]));
    }
}

#[cfg(test)]
mod tests;
