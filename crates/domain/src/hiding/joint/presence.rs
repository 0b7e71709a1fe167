//! Who of the hidden groups handed in, as far as that is open while of every place as many did as do: four who are looked at
//! crosswise, or more.

use super::exchange::Moved;
use super::program::{Map, Member};
use super::simplex::Simplex;

/// Less than this is not worth a change.
const LITTLE: f64 = 1e-3;
/// So many ways are taken.
const WAYS: usize = 12;

/// Members by the sums they are part of.
#[derive(Clone, Debug)]
pub(super) struct Presence {
    members: Vec<Member>,
    of_end: Vec<Vec<usize>>,
    pub(super) looked_at: u64,
}

impl Presence {
    pub(super) fn of(map: &Map) -> Self {
        let ends = map.members.iter().flat_map(|member| member.ends).max().map_or(0, |last| last + 1);
        let mut of_end = vec![Vec::new(); ends];
        for (nth, member) in map.members.iter().enumerate() {
            member.ends.iter().for_each(|end| of_end[*end].push(nth));
        }
        Self { members: map.members.clone(), of_end, looked_at: 0 }
    }

    /// Whether so many of a member can have handed in while nothing else changes. The world becomes one in which they have.
    pub(super) fn raise(&mut self, worlds: &mut Simplex, nth: usize, enough: f64) -> bool {
        let variable = self.members[nth].variable;
        for _ in 0..WAYS {
            let wanting = enough - worlds.value(variable);
            if wanting <= 0.0 {
                return true;
            }
            let Some(way) = self.way(worlds, nth) else { return false };
            let room = |(nth, is_more): &(usize, bool)| room(worlds, self.members[*nth], *is_more);
            let far = way.iter().map(room).fold(wanting, f64::min);
            let (more, less): (Vec<_>, Vec<_>) = way.iter().partition(|(_, is_more)| *is_more);
            for ((more, _), (less, _)) in more.into_iter().zip(less) {
                let moved: Moved = ((self.members[more].variable, self.members[less].variable), far);
                worlds.exchange(moved.0, moved.1);
                worlds.note(moved.0.0);
            }
        }
        enough <= worlds.value(variable)
    }

    /// The shortest closed way through a member: members with one more and one less, in turn.
    fn way(&mut self, worlds: &Simplex, nth: usize) -> Option<Vec<(usize, bool)>> {
        if room(worlds, self.members[nth], true) <= LITTLE {
            return None;
        }
        let [to, from] = self.members[nth].ends;
        let mut before: Vec<Option<(usize, bool)>> = vec![None; self.of_end.len()];
        // An end is a row's or a column's for each of its members alike; out of a column somebody less, out of a row more.
        let (mut reached, mut next) = (vec![(from, false)], 0);
        while let Some((end, is_more)) = reached.get(next).copied() {
            next += 1;
            for other in self.of_end[end].iter().copied().filter(|other| *other != nth) {
                self.looked_at += 1;
                let after = self.members[other].ends[usize::from(is_more)];
                let is_new = after != from && before[after].is_none();
                if is_new && room(worlds, self.members[other], is_more) > LITTLE {
                    before[after] = Some((other, is_more));
                    reached.push((after, !is_more));
                }
            }
            if before[to].is_some() {
                return Some(self.trace((nth, to, from), &before));
            }
        }
        None
    }

    fn trace(
        &self,
        (nth, to, from): (usize, usize, usize),
        before: &[Option<(usize, bool)>],
    ) -> Vec<(usize, bool)> {
        let (mut way, mut end) = (vec![(nth, true)], to);
        while let Some((other, is_more)) = before[end].filter(|_| end != from) {
            way.push((other, is_more));
            end = self.members[other].ends[usize::from(!is_more)];
        }
        way
    }
}

fn room(worlds: &Simplex, member: Member, is_more: bool) -> f64 {
    if is_more { worlds.room_above(member.variable) } else { worlds.room_below(member.variable) }
}
