//! From what is counted to what may be shown: the staff's result of a round.

use std::collections::{BTreeMap, BTreeSet};

use super::{Crowd, Nestings, Visibility, figures, keep_from_adding_up, total, visibility};
use crate::catalog::{Checklist, Item};
use crate::facts::{Count, Counts, Figure, Figures, Group, GroupKey, StaffFacts};
use crate::result::Share;

/// What is counted of the hospital or of one group, before anything is hidden. Not to be shown to anybody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally<Key> {
    pub key: Key,
    pub name: String,
    pub asked: u64,
    pub handed_in: u64,
    pub away: u64,
    pub counts: Counts,
}

/// Everything counted of a round's staff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tallies {
    pub everybody: Tally<()>,
    /// Departments, then occupations, each in the order of the hospital.
    pub groups: Vec<Tally<GroupKey>>,
    pub nestings: Nestings,
    pub minimum: u64,
}

/// Whether the staff's result may be looked at yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    Open,
    Closed,
}

/// Hides what must be hidden.
pub fn staff_facts(list: &Checklist, tallies: Tallies, stage: Stage) -> StaffFacts {
    let (everybody, groups) = match stage {
        Stage::Open => (Figures::AfterClose, vec![Figures::AfterClose; tallies.groups.len()]),
        Stage::Closed => closed(list, &tallies),
    };
    let Tallies { everybody: hospital, groups: tallied, minimum, .. } = tallies;
    let group = |(tally, figures): (Tally<GroupKey>, Figures)| Group {
        key: tally.key,
        name: tally.name,
        asked: tally.asked,
        handed_in: tally.handed_in,
        away: tally.away,
        figures,
    };
    let groups = tallied.into_iter().zip(groups).map(group);
    let (departments, occupations) = groups.partition(|group| matches!(group.key, GroupKey::Department(_)));
    StaffFacts {
        list: list.id.clone(),
        asked: hospital.asked,
        handed_in: hospital.handed_in,
        away: hospital.away,
        minimum,
        figures: everybody,
        departments,
        occupations,
        contractors: BTreeSet::new(),
    }
}

fn closed(list: &Checklist, tallies: &Tallies) -> (Figures, Vec<Figures>) {
    let crowd = Crowd {
        everybody: sheets(&tallies.everybody.counts),
        groups: tallies.groups.iter().map(|group| sheets(&group.counts)).collect(),
        left_out: tallies.groups.iter().map(left_out).collect(),
        nestings: tallies.nestings.clone(),
    }
    .narrowed();
    if crowd.everybody < tallies.minimum {
        return (Figures::TooFew, vec![Figures::TooFew; crowd.groups.len()]);
    }
    let seen = visibility(&crowd, tallies.minimum);
    let of = |counts: &Counts, item: &Item| counts.get(&item.id).copied().unwrap_or_default();
    let (mut everybody, mut columns) = (Vec::new(), Vec::new());
    let counts: Vec<Count> = list.items.iter().map(|item| of(&tallies.everybody.counts, item)).collect();
    for (item, all) in list.items.iter().zip(&counts) {
        let own: Vec<Count> = tallies.groups.iter().map(|group| of(&group.counts, item)).collect();
        let (all, shown) = figures(&crowd, &seen, (*all, &own));
        everybody.push(all);
        columns.push((own, shown));
    }
    let before = everybody.clone();
    let sum = total(&counts, &mut everybody);
    for (nth, (own, column)) in columns.iter_mut().enumerate() {
        if before[nth] != everybody[nth] {
            keep_from_adding_up(&crowd, (counts[nth], own), column);
        }
    }
    let row = |group: usize| columns.iter().map(|(_, column)| column[group]).collect();
    let groups: Vec<Vec<Figure>> = (0..crowd.groups.len()).map(row).collect();
    let group = |(row, seen): (Vec<Figure>, Visibility)| match seen {
        Visibility::Hidden => Figures::TooFew,
        Visibility::Shown => shown(list, sum_of_exact(&row), row),
    };
    (shown(list, sum, everybody), groups.into_iter().zip(seen).map(group).collect())
}

fn shown(list: &Checklist, total: Figure, row: Vec<Figure>) -> Figures {
    let items: BTreeMap<_, _> = list.items.iter().map(|item| item.id.clone()).zip(row).collect();
    Figures::Shown { total, items }
}

/// The sum of figures that are all exact; anything else would tell what is not. Without its split where one has none.
pub fn sum_of_exact(figures: &[Figure]) -> Figure {
    let (mut sum, mut printed, mut is_split) = (Count::default(), Share::default(), true);
    for figure in figures {
        match figure {
            Figure::Count(count) => {
                sum += *count;
                printed = printed + count.as_printed();
            }
            Figure::Printed(share) => {
                is_split = false;
                printed = printed + *share;
            }
            Figure::Band(_) | Figure::Hidden => return Figure::Hidden,
        }
    }
    if is_split { Figure::Count(sum) } else { Figure::Printed(printed) }
}

fn left_out(group: &Tally<GroupKey>) -> u64 {
    group.handed_in.saturating_sub(sheets(&group.counts))
}

/// Sheets counted; every sheet counts once for every item.
fn sheets(counts: &Counts) -> u64 {
    counts.values().map(|count| count.sheets()).max().unwrap_or(0)
}
