//! Which groups a reader knows: those that are shown, and those that are the only unknown one of a whole.

use super::{Crowd, Nesting, Visibility, Whole};

/// How a group is known.
#[derive(Clone, Copy)]
enum How {
    Shown,
    /// By taking away all others, in the nesting of this place.
    WorkedOut(usize),
}

/// What a reader knows of the groups of a crowd.
pub(super) struct Known<'c> {
    crowd: &'c Crowd,
    groups: Vec<Option<How>>,
}

impl<'c> Known<'c> {
    pub(super) fn of(crowd: &'c Crowd, seen: &[Visibility]) -> Self {
        let shown = |seen: &Visibility| (*seen == Visibility::Shown).then_some(How::Shown);
        let mut known = Self { crowd, groups: seen.iter().map(shown).collect() };
        while let Some((group, nesting)) = known.next() {
            known.groups[group] = Some(How::WorkedOut(nesting));
        }
        known
    }

    /// A further group that can be worked out, and the nesting by which.
    fn next(&self) -> Option<(usize, usize)> {
        let mut nestings = self.crowd.nestings.iter().enumerate();
        nestings.find_map(|(place, nesting)| Some((self.only_unknown(nesting)?, place)))
    }

    /// The one unknown group of a nesting, where what is left over is just as many sheets as it has.
    fn only_unknown(&self, nesting: &Nesting) -> Option<usize> {
        let all = nesting.parts.iter().chain(nesting.whole_groups());
        let mut unknown = all.copied().filter(|&group| self.is_unknown(group));
        let (one, None) = (unknown.next()?, unknown.next()) else { return None };
        (self.whole(nesting) == self.sum(&nesting.parts)).then_some(one)
    }

    /// The group to hide next because one with too few sheets can be worked out.
    pub(super) fn to_hide_for_a_small_one(&self, seen: &[Visibility], minimum: u64) -> Option<usize> {
        let small = |&group: &usize| (1..minimum).contains(&self.sheets(group));
        (0..self.groups.len()).filter(small).find_map(|group| self.without(seen, group))
    }

    /// The group to hide next because this nesting would tell of too few: the smallest shown part, else a shown group
    /// of the whole, else one of those by which a hidden one is worked out.
    pub(super) fn to_hide(&self, seen: &[Visibility], nesting: &Nesting, minimum: u64) -> Option<usize> {
        if nesting.whole_groups().iter().any(|&group| self.is_unknown(group)) {
            return None;
        }
        let known: Vec<usize> =
            nesting.parts.iter().copied().filter(|&part| !self.is_unknown(part)).collect();
        let left = self.whole(nesting).saturating_sub(self.sum(&known));
        if left == 0 || left >= minimum {
            return None;
        }
        self.smallest_shown(seen, &nesting.parts)
            .or_else(|| self.smallest_shown(seen, nesting.whole_groups()))
            .or_else(|| self.behind(seen, nesting))
    }

    /// A shown group without which one of this nesting could not be worked out.
    fn behind(&self, seen: &[Visibility], nesting: &Nesting) -> Option<usize> {
        nesting.parts.iter().chain(nesting.whole_groups()).find_map(|&group| self.without(seen, group))
    }

    /// The smallest shown group without which this hidden one could not be worked out. What worked it out may itself
    /// have been worked out; that was before, so this comes to an end.
    fn without(&self, seen: &[Visibility], group: usize) -> Option<usize> {
        let Some(How::WorkedOut(place)) = self.groups[group] else { return None };
        let used = self.crowd.nestings.get(place)?;
        let others = || used.parts.iter().chain(used.whole_groups()).copied().filter(|&other| other != group);
        let shown = others().filter(|&other| seen[other] == Visibility::Shown);
        shown
            .min_by_key(|&other| self.sheets(other))
            .or_else(|| others().find_map(|other| self.without(seen, other)))
    }

    fn smallest_shown(&self, seen: &[Visibility], groups: &[usize]) -> Option<usize> {
        let shown = groups.iter().copied().filter(|&group| seen[group] == Visibility::Shown);
        shown.min_by_key(|&group| self.sheets(group))
    }

    /// A group without sheets has nothing to be known.
    fn is_unknown(&self, group: usize) -> bool {
        self.groups[group].is_none() && self.sheets(group) > 0
    }

    fn whole(&self, nesting: &Nesting) -> u64 {
        match &nesting.whole {
            Whole::Everybody => self.crowd.everybody,
            Whole::Groups(groups) => self.sum(groups),
        }
    }

    fn sum(&self, groups: &[usize]) -> u64 {
        groups.iter().map(|&group| self.sheets(group)).sum()
    }

    fn sheets(&self, group: usize) -> u64 {
        self.crowd.groups[group]
    }
}

impl Nesting {
    /// The groups that make up the whole; none where it is everybody.
    fn whole_groups(&self) -> &[usize] {
        match &self.whole {
            Whole::Everybody => &[],
            Whole::Groups(groups) => groups,
        }
    }
}
