//! Small groups and groups of one mind: what is hidden, so that nobody's answer can be read or worked out.
//!
//! Three rules. A group with fewer sheets than the minimum is hidden. Where (nearly) all of a group answered ○ or
//! (nearly) none did, only a band is shown; where (nearly) nobody answered ×, only ○ and not how the others split. And
//! what shown figures leave over when they are taken from each other is never a small group and never certain: further
//! figures are hidden until that is so. This holds against everybody who reads all figures of a round together; not
//! against one who also replays these rules for every possible set of answers.
//!
//! That nobody said 該当なし or left an item blank may be known: it is so nearly everywhere and says nothing of anybody.

mod adding_up;
mod known;
mod nesting;
mod pencil;
mod staff;

use adding_up::keep_from_adding_up;
use known::Known;
pub use nesting::{Nesting, Nestings, Whole, nestings};
use pencil::Pencil;
pub use staff::{Stage, Tallies, Tally, staff_facts, sum_of_exact};

use crate::facts::{Band, Count, Figure};
use crate::result::Share;

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
    pub nestings: Nestings,
}

/// Decides which groups are shown at all.
///
/// A group with fewer than `minimum` sheets is hidden. What a whole has more than its known parts can be worked out; if
/// that is some sheets but fewer than `minimum`, a further group is hidden. A hidden group is as good as known where it
/// is the only one of a whole: what it would tell together with others counts as well.
pub fn visibility(crowd: &Crowd, minimum: u64) -> Vec<Visibility> {
    let large = |&sheets: &u64| if sheets < minimum { Visibility::Hidden } else { Visibility::Shown };
    let mut seen: Vec<Visibility> = crowd.groups.iter().map(large).collect();
    loop {
        let known = Known::of(crowd, &seen);
        let mut nestings = crowd.nestings.iter();
        let small = known.to_hide_for_a_small_one(&seen, minimum);
        match small.or_else(|| nestings.find_map(|nesting| known.to_hide(&seen, nesting, minimum))) {
            Some(next) => seen[next] = Visibility::Hidden,
            None => match against_a_pencil(crowd, &seen, minimum) {
                Some(next) => seen[next] = Visibility::Hidden,
                None => return seen,
            },
        }
    }
}

/// The group to hide next because one occupation of one department could be calculated and is small.
fn against_a_pencil(crowd: &Crowd, seen: &[Visibility], minimum: u64) -> Option<usize> {
    let (row, column) = Pencil::of(crowd, seen).small_cell(crowd, minimum)?;
    let shown = |group: &usize| seen[*group] == Visibility::Shown;
    let smallest = |group: &usize| crowd.groups[*group];
    let its_own = [row, column].into_iter().filter(shown).min_by_key(smallest);
    its_own.or_else(|| (0..seen.len()).filter(shown).min_by_key(smallest))
}

/// What may be shown of one item: for everybody, and for each group.
pub fn figures(
    crowd: &Crowd,
    seen: &[Visibility],
    (everybody, groups): (Count, &[Count]),
) -> (Figure, Vec<Figure>) {
    let everybody = figure(everybody);
    let one = |(count, seen): (&Count, &Visibility)| match seen {
        Visibility::Shown => figure(*count),
        Visibility::Hidden => Figure::Hidden,
    };
    let mut shown: Vec<Figure> = groups.iter().zip(seen).map(one).collect();
    loop {
        let mut nestings = crowd.nestings.iter();
        if let Some(next) = nestings.find_map(|nesting| to_hide(nesting, everybody, (groups, &shown))) {
            shown[next] = Figure::Hidden;
            continue;
        }
        let mut nestings = crowd.nestings.iter();
        match nestings.find_map(|nesting| to_print_only(nesting, everybody, (groups, &shown))) {
            Some(next) => shown[next] = Figure::Printed(groups[next].as_printed()),
            None => return (everybody, shown),
        }
    }
}

/// Adds up a line of items that are shown one by one. Where the sum would tell what a band hides, a further item is
/// hidden; ○ of the sum is always shown, because the sheet demands it, and the rest only where it tells nothing.
pub fn total(counts: &[Count], shown: &mut [Figure]) -> Figure {
    let mut sum = Count::default();
    counts.iter().for_each(|count| sum += *count);
    let total = figure(sum);
    if let Figure::Band(_) | Figure::Hidden = total {
        return total;
    }
    let parts: Vec<usize> = (0..counts.len()).collect();
    while is_certain(sum.as_printed(), &parts, (counts, shown)) {
        let best = |index: &&usize| (is_exact(shown[**index]), counts[**index].yes);
        let open = parts.iter().filter(|index| shown[**index] != Figure::Hidden);
        let Some(next) = open.max_by_key(best).copied() else { break };
        shown[next] = Figure::Hidden;
    }
    if tells_split(counts, shown) { Figure::Printed(sum.as_printed()) } else { total }
}

/// Whether both rates of a sum, less those of the items that are shown with theirs, would tell how the others split:
/// what is neither ○ nor 該当なし of them is nothing, or as much as can be.
fn tells_split(counts: &[Count], shown: &[Figure]) -> bool {
    let (mut left, mut most) = (0, 0);
    for (count, figure) in counts.iter().zip(shown) {
        let most_of_it = match figure {
            Figure::Count(_) => continue,
            Figure::Printed(share) => share.items - share.yes,
            Figure::Band(Band::AtLeast(_)) => MOST_DIFFERING,
            Figure::Band(Band::AtMost(_)) | Figure::Hidden => count.sheets(),
        };
        left += count.no + count.blank;
        most += most_of_it;
    }
    most > 0 && (left <= 1 || left + 1 >= most)
}

/// A figure as it stands if nothing else is to be thought of: a band where at most one sheet differs from all others,
/// without the split where at most one says ×, else exact.
fn figure(count: Count) -> Figure {
    match band(count.as_printed()) {
        Some(band) => Figure::Band(band),
        None if count.sheets() > 0 && count.no <= 1 => Figure::Printed(count.as_printed()),
        None => Figure::Count(count),
    }
}

/// At most so many sheets of a band differ from all others. Were it one, whoever that is would know all others.
const MOST_DIFFERING: u64 = 2;

/// The band of a group of one mind. It also takes in the groups in which a single sheet differs, so that a band does
/// not say that none does; the smaller the group, the wider it is.
fn band(share: Share) -> Option<Band> {
    if share.items == 0 || share.yes.min(share.items - share.yes) > MOST_DIFFERING {
        return None;
    }
    let margin = match share.items {
        0..=3 => 70,
        4 => 50,
        5..=6 => 40,
        7..=9 => 30,
        10..=19 => 20,
        20.. => 10,
    };
    Some(if share.yes * 2 < share.items { Band::AtMost(margin) } else { Band::AtLeast(100 - margin) })
}

/// The figure to hide next because this nesting would tell a hidden or banded one: the smallest exact part, else the
/// smallest band, else a part of the whole.
fn to_hide(nesting: &Nesting, everybody: Figure, (counts, shown): (&[Count], &[Figure])) -> Option<usize> {
    let whole = match &nesting.whole {
        Whole::Everybody => exact(everybody)?,
        Whole::Groups(groups) => {
            groups.iter().try_fold(Share::default(), |sum, &group| Some(sum + exact(shown[group])?))?
        }
    };
    if !is_certain(whole, &nesting.parts, (counts, shown)) {
        return None;
    }
    let smallest = |groups: &[usize]| {
        let open = groups.iter().copied().filter(|&group| shown[group] != Figure::Hidden);
        open.min_by_key(|&group| (!is_exact(shown[group]), counts[group].sheets()))
    };
    smallest(&nesting.parts).or_else(|| match &nesting.whole {
        Whole::Everybody => None,
        Whole::Groups(groups) => smallest(groups),
    })
}

/// The figure to show without its split next because what this nesting leaves over has no × at all.
fn to_print_only(
    nesting: &Nesting,
    everybody: Figure,
    (counts, shown): (&[Count], &[Figure]),
) -> Option<usize> {
    let whole = match &nesting.whole {
        Whole::Everybody => split(everybody)?,
        Whole::Groups(groups) => groups.iter().try_fold(Count::default(), |mut sum, &group| {
            sum += split(shown[group])?;
            Some(sum)
        })?,
    };
    let known = || nesting.parts.iter().copied().filter(|&part| split(shown[part]).is_some());
    let of_known = |of: fn(Count) -> u64| known().map(|part| of(counts[part])).sum::<u64>();
    let left = whole.sheets().saturating_sub(of_known(Count::sheets));
    let left_no = whole.no.saturating_sub(of_known(|count| count.no));
    if left == 0 || left_no > 1 {
        return None;
    }
    known().min_by_key(|&part| counts[part].sheets())
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

fn split(figure: Figure) -> Option<Count> {
    match figure {
        Figure::Count(count) => Some(count),
        Figure::Printed(_) | Figure::Band(_) | Figure::Hidden => None,
    }
}

#[cfg(test)]
mod tests;
