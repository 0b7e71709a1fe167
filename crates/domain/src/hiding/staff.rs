//! From what is counted to what may be shown: the staff's result of a round.

use std::collections::BTreeMap;

use super::{Crowd, Nesting, Visibility, figures, total, visibility};
use crate::catalog::Checklist;
use crate::facts::{Count, Counts, Figure, Figures, Group, GroupKey, StaffFacts};

/// What is counted of the hospital or of one group, before anything is hidden. Not to be shown to anybody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally<Key> {
    pub key: Key,
    pub name: String,
    pub asked: u64,
    pub handed_in: u64,
    pub counts: Counts,
}

/// Everything counted of a round's staff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tallies {
    pub everybody: Tally<()>,
    /// Departments, then occupations, each in the order of the hospital.
    pub groups: Vec<Tally<GroupKey>>,
    pub nestings: Vec<Nesting>,
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
        figures,
    };
    let groups = tallied.into_iter().zip(groups).map(group);
    let (departments, occupations) = groups.partition(|group| matches!(group.key, GroupKey::Department(_)));
    StaffFacts {
        list: list.id.clone(),
        asked: hospital.asked,
        handed_in: hospital.handed_in,
        minimum,
        figures: everybody,
        departments,
        occupations,
    }
}

fn closed(list: &Checklist, tallies: &Tallies) -> (Figures, Vec<Figures>) {
    let crowd = Crowd {
        everybody: sheets(&tallies.everybody.counts),
        groups: tallies.groups.iter().map(|group| sheets(&group.counts)).collect(),
        nestings: tallies.nestings.clone(),
    };
    if crowd.everybody < tallies.minimum {
        return (Figures::TooFew, vec![Figures::TooFew; crowd.groups.len()]);
    }
    let seen = visibility(&crowd, tallies.minimum);
    let mut everybody = Vec::new();
    let mut groups: Vec<Vec<Figure>> = vec![Vec::new(); crowd.groups.len()];
    for item in &list.items {
        let of = |counts: &Counts| counts.get(&item.id).copied().unwrap_or_default();
        let counts: Vec<Count> = tallies.groups.iter().map(|group| of(&group.counts)).collect();
        let (all, shown) = figures(&crowd, &seen, (of(&tallies.everybody.counts), &counts));
        everybody.push(all);
        groups.iter_mut().zip(shown).for_each(|(row, figure)| row.push(figure));
    }
    let counts = list.items.iter().map(|item| tallies.everybody.counts.get(&item.id).copied());
    let counts: Vec<Count> = counts.map(Option::unwrap_or_default).collect();
    let sum = total(&counts, &mut everybody);
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

/// The sum of figures that are all exact; anything else would tell what is not.
pub fn sum_of_exact(figures: &[Figure]) -> Figure {
    let mut sum = Count::default();
    for figure in figures {
        match figure {
            Figure::Count(count) => sum += *count,
            Figure::Band(_) | Figure::Hidden => return Figure::Hidden,
        }
    }
    Figure::Count(sum)
}

/// Sheets counted; every sheet counts once for every item.
fn sheets(counts: &Counts) -> u64 {
    counts.values().map(|count| count.sheets()).max().unwrap_or(0)
}
