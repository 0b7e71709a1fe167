//! Small groups and groups of one mind: what is hidden, so that nobody's answer can be read or worked out.
//!
//! Three rules. A group with fewer sheets than the minimum is hidden. Where (nearly) all of a group answered ○ or
//! (nearly) none did, only a band is shown; where (nearly) nobody answered ×, only ○ and not how the others split. And
//! what shown figures tell together, added up and taken away from each other however cleverly, is never of few people
//! and never certain: further figures are hidden until that is so, first for readers who follow one answer, then for
//! those who follow all answers at once.
//!
//! This holds against everybody who reads all figures of a round together, knows by the headcounts who works where, and
//! knows one sheet: the own or a colleague's. Not against one who also knows of every department how many of which
//! occupation answered where not all did, nor against one who replays these rules for every possible set of answers.
//!
//! That nobody said 該当なし or left an item blank may be known: it is so nearly everywhere and says nothing of anybody.

mod class;
mod joint;
mod nesting;
mod staff;
mod worlds;

pub use nesting::{Nestings, nestings};
pub use staff::{Stage, Tallies, Tally, staff_facts, sum_of_exact};

use crate::facts::{Band, Count, Figure};
use crate::result::Share;
use class::{Answer, Class};
use joint::Joint;
use worlds::{Room, Sum, Worlds};

/// Whether a group's result may be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visibility {
    Shown,
    Hidden,
}

/// How many sheets are counted, of everybody and of each group, and how the groups lie in each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crowd {
    pub everybody: u64,
    pub groups: Vec<u64>,
    /// Sheets of each group that were handed in and are not counted for it.
    pub left_out: Vec<u64>,
    pub nestings: Nestings,
}

/// Decides which groups are shown at all.
///
/// A group with fewer than `minimum` sheets is hidden. Where shown sums together tell of some sheets, but of fewer than
/// `minimum`, a further group is hidden.
pub fn visibility(crowd: &Crowd, minimum: u64) -> Vec<Visibility> {
    let large = |&sheets: &u64| if sheets < minimum { Visibility::Hidden } else { Visibility::Shown };
    let mut seen: Vec<Visibility> = crowd.groups.iter().map(large).collect();
    let sum = |(sheets, seen): (&u64, &Visibility)| match seen {
        Visibility::Shown => Sum::exact(*sheets),
        Visibility::Hidden => Sum::hidden(*sheets, u64::MAX),
    };
    let sums: Vec<Sum> = crowd.groups.iter().zip(&seen).map(sum).collect();
    let mut worlds = Worlds::of(crowd, Room::Endless, Sum::exact(crowd.everybody), &sums);
    let peopled = crowd.peopled();
    let smallest = |cut: Vec<usize>, seen: &[Visibility]| {
        let shown = cut.into_iter().filter(|group| seen[*group] == Visibility::Shown);
        shown.min_by_key(|group| crowd.groups[*group])
    };
    while let Some(next) = worlds.first_too_narrow((minimum, &peopled), |cut| smallest(cut, &seen)) {
        seen[next] = Visibility::Hidden;
        worlds.hide(next, u64::MAX);
    }
    seen
}

impl Crowd {
    /// The same, where a reader has worked out from headcounts and from what each group handed in how many of which
    /// occupation can have handed in where.
    pub fn narrowed(mut self) -> Self {
        let groups: Vec<u64> = self.groups.iter().zip(&self.left_out).map(|(one, more)| one + more).collect();
        let everybody = groups.iter().take(self.nestings.people.len()).sum();
        let sums: Vec<Sum> = groups.iter().map(|sheets| Sum::exact(*sheets)).collect();
        let left_out = vec![0; groups.len()];
        let handed_in = Self { everybody, groups, left_out, nestings: self.nestings.clone() };
        self.nestings.most = Worlds::of(&handed_in, Room::Headcount, Sum::exact(everybody), &sums).most();
        self
    }

    /// Where there can be any sheets at all, by department and occupation.
    fn peopled(&self) -> Vec<Vec<bool>> {
        let sums: Vec<Sum> = self.groups.iter().map(|sheets| Sum::exact(*sheets)).collect();
        Worlds::of(self, Room::Endless, Sum::exact(self.everybody), &sums).peopled(&self.nestings.people)
    }
}

/// What may be shown of one item: for everybody, and for each group.
pub fn figures(
    crowd: &Crowd,
    seen: &[Visibility],
    (everybody, groups): (Count, &[Count]),
) -> (Figure, Vec<Figure>) {
    let of_all = figure(everybody);
    let one = |(count, seen): (&Count, &Visibility)| match seen {
        Visibility::Shown => figure(*count),
        Visibility::Hidden => Figure::Hidden,
    };
    let mut shown: Vec<Figure> = groups.iter().zip(seen).map(one).collect();
    let peopled = crowd.peopled();
    let worlds = |class: Class, shown: &[Figure]| {
        let sums: Vec<Sum> =
            shown.iter().zip(groups).map(|(figure, count)| class.sum(*figure, *count)).collect();
        Worlds::of(crowd, Room::Headcount, class.sum(of_all, everybody), &sums)
    };
    let mut joint = None;
    let mut is_safe = false;
    while !is_safe {
        is_safe = true;
        for class in Class::all() {
            let mut own = worlds(class, &shown);
            let matter = match class {
                Class::Of(_) => peopled.clone(),
                Class::AllBut(answer) => worlds(Class::Of(answer), &shown).possible(&peopled),
            };
            while let Some((next, instead)) = told(&mut own, (class, &matter), (groups, &shown)) {
                shown[next] = instead;
                own = worlds(class, &shown);
                is_safe = false;
            }
        }
        if is_safe {
            let joint = joint.get_or_insert_with(|| Joint::of(crowd, (of_all, everybody), (&shown, groups)));
            is_safe = !joint.mend(&mut shown, groups);
        }
    }
    (of_all, shown)
}

/// Which figure to change, and into what, where somebody who knows one sheet is certain of the others of a department
/// and occupation: that nobody gave a mark, or that everybody did.
fn told(
    worlds: &mut Worlds,
    (class, matter): (Class, &[Vec<bool>]),
    (counts, shown): (&[Count], &[Figure]),
) -> Option<(usize, Figure)> {
    let change = |cut| to_change(class, cut, (counts, shown));
    let nobody = class.must_be_possible().then(|| worlds.first_too_narrow((MOST_DIFFERING, matter), change));
    nobody.flatten().or_else(|| {
        class.must_not_be_certain().then(|| worlds.first_too_full((MOST_DIFFERING, matter), change)).flatten()
    })
}

/// Which of these figures to change, and into what: the smallest of which a split can be spared, else the smallest exact
/// one, else the smallest band.
fn to_change(
    class: Class,
    cut: Vec<usize>,
    (counts, shown): (&[Count], &[Figure]),
) -> Option<(usize, Figure)> {
    let instead = |group: usize| Some((group, class.instead(shown[group], counts[group])?));
    let least = |&(group, instead): &(usize, Figure)| {
        (instead == Figure::Hidden, !is_exact(shown[group]), counts[group].sheets())
    };
    cut.into_iter().filter_map(instead).min_by_key(least)
}

/// Hides figures of groups until what everybody answered to an item that is hidden for the sake of a sum cannot be added
/// up from the others.
fn keep_from_adding_up(crowd: &Crowd, (all, counts): (Count, &[Count]), column: &mut [Figure]) {
    let sum = |(figure, count): (&Figure, &Count)| Class::Of(Answer::Yes).sum(*figure, *count);
    let sums: Vec<Sum> = column.iter().zip(counts).map(sum).collect();
    let mut worlds = Worlds::of(crowd, Room::Headcount, Sum::exact(all.yes), &sums);
    while let Some(cut) = worlds.adds_up(MOST_DIFFERING) {
        let open = cut.into_iter().filter(|group| column[*group] != Figure::Hidden);
        let smallest = |group: &usize| (!is_exact(column[*group]), counts[*group].sheets());
        let Some(next) = open.min_by_key(smallest) else { return };
        column[next] = Figure::Hidden;
        worlds.hide(next, counts[next].sheets());
    }
}

/// Adds up a line of items that are shown one by one. Where the sum would tell what a band hides, a further item is
/// hidden; ○ of the sum is always shown, because the sheet demands it, and the split only where every item shows its own:
/// less theirs, it would tell of the one that hides it what figures of groups leave open.
pub fn total(counts: &[Count], shown: &mut [Figure]) -> Figure {
    let mut sum = Count::default();
    counts.iter().for_each(|count| sum += *count);
    let total = figure(sum);
    if let Figure::Band(_) | Figure::Hidden = total {
        return total;
    }
    let parts: Vec<usize> = (0..counts.len()).collect();
    while is_certain(sum.as_printed(), &parts, (counts, shown)) {
        let doubt = |count: Count| count.yes.min(count.sheets() - count.yes);
        let best = |index: &&usize| (is_exact(shown[**index]), doubt(counts[**index]));
        let open = parts.iter().filter(|index| shown[**index] != Figure::Hidden);
        let Some(next) = open.max_by_key(best).copied() else { break };
        shown[next] = Figure::Hidden;
    }
    let is_split = shown.iter().all(|figure| matches!(figure, Figure::Count(_)));
    if is_split { total } else { Figure::Printed(sum.as_printed()) }
}

/// A figure as it stands if nothing else is to be thought of: a band where few sheets differ from all others, without
/// the split where at most one says ×, else exact. Of so few sheets that one who knows one of them would know too much
/// of the others, nothing.
fn figure(count: Count) -> Figure {
    match band(count.as_printed()) {
        _ if (1..=2 * MOST_DIFFERING).contains(&count.sheets()) => Figure::Hidden,
        Some(band) => Figure::Band(band),
        None if count.sheets() > 0 && count.no <= 1 => Figure::Printed(count.as_printed()),
        None => Figure::Count(count),
    }
}

/// At most so many sheets of a band differ from all others. Were it one, whoever that is would know all others.
const MOST_DIFFERING: u64 = 2;

/// The band of a group of one mind. It also takes in the groups in which a sheet or two differ, so that it does not say
/// that none does, not even to one of these; the smaller the group, the wider it is.
fn band(share: Share) -> Option<Band> {
    if share.items == 0 || share.yes.min(share.items - share.yes) > MOST_DIFFERING {
        return None;
    }
    let margin = match share.items {
        0..=6 => 40,
        7..=9 => 30,
        10..=19 => 20,
        20.. => 10,
    };
    Some(if share.yes * 2 < share.items { Band::AtMost(margin) } else { Band::AtLeast(100 - margin) })
}

/// Whether taking the exact parts from the whole leaves no doubt about the rest: all of it ○, none of it, or every
/// band at its very end.
fn is_certain(whole: Share, parts: &[usize], (counts, shown): (&[Count], &[Figure])) -> bool {
    let (mut left, mut least, mut most) = (whole, 0, 0);
    let mut banded = 0;
    for &part in parts {
        let share = counts[part].as_printed();
        match shown[part] {
            Figure::Count(_) | Figure::Printed(_) => {
                left = Share::new(left.yes.saturating_sub(share.yes), left.items.saturating_sub(share.items));
            }
            Figure::Band(Band::AtLeast(_)) => {
                least += share.items.saturating_sub(MOST_DIFFERING);
                most += share.items;
                banded += share.items;
            }
            Figure::Band(Band::AtMost(_)) => {
                most += MOST_DIFFERING.min(share.items);
                banded += share.items;
            }
            Figure::Hidden => {}
        }
    }
    most += left.items.saturating_sub(banded);
    left.items > 0 && (left.yes <= least + 1 || left.yes + 1 >= most)
}

/// Whether ○ of it is known.
fn is_exact(figure: Figure) -> bool {
    exact(figure).is_some()
}

fn exact(figure: Figure) -> Option<Share> {
    match figure {
        Figure::Count(count) => Some(count.as_printed()),
        Figure::Printed(share) => Some(share),
        Figure::Band(_) | Figure::Hidden => None,
    }
}

#[cfg(test)]
mod tests;
