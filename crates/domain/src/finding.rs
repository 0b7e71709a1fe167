//! Findings (要改善事項): items the hospital marked ×, and items the staff of a group often cannot say ○ to.

use crate::catalog::{Checklist, Item};
use crate::facts::{Band, Figure, Group, GroupKey, RoundFacts, SheetFacts, StaffFacts};
use crate::id::{ChecklistId, ItemId, RoundId};
use crate::mark::Mark;
use crate::result::Share;

/// The staff's ○ rate below which an item of a group is a finding. Percent.
pub const STAFF_RATE_WANTED: u64 = 80;

/// One finding: where it was found.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    pub round: RoundId,
    pub list: ChecklistId,
    pub item: ItemId,
    /// Whose rate is low; `None` for an item that the hospital itself marked ×.
    pub group: Option<GroupKey>,
}

impl Finding {
    /// Whether it is about the same, in whichever round it was found.
    pub fn is_same(&self, other: &Self) -> bool {
        (&self.list, &self.item, &self.group) == (&other.list, &other.item, &other.group)
    }

    /// As it stands in forms: the list, the item and, for a group, axis and id.
    pub fn code(&self) -> String {
        let group = self.group.as_ref().map(|group| format!("/{}/{}", group.axis(), group.id()));
        format!("{}/{}{}", self.list, self.item, group.unwrap_or_default())
    }
}

/// All findings of a round: first the items marked ×, list by list in the order of the printed sheet, then the staff's
/// items with the groups whose rate is low.
pub fn all(round: &RoundId, facts: &RoundFacts<'_>) -> Vec<Finding> {
    let finding = |list: &Checklist, item: &Item, group: Option<GroupKey>| Finding {
        round: round.clone(),
        list: list.id.clone(),
        item: item.id.clone(),
        group,
    };
    let hospital = marked_in(facts, is_improvement).into_iter();
    let mut findings: Vec<Finding> = hospital.map(|(list, item)| finding(list, item, None)).collect();
    let staff = facts.staff.as_ref();
    if let Some((staff, list)) = staff.and_then(|staff| Some((staff, facts.catalog.checklist(&staff.list)?)))
    {
        for item in list.items_by_number() {
            let weak = weak_groups(staff, item).into_iter();
            findings.extend(weak.map(|(group, _)| finding(list, item, Some(group.key.clone()))));
        }
    }
    findings
}

/// The items of all sheets of a round that bear such a mark, list by list in the order of the printed sheet.
pub fn marked_in<'c>(facts: &RoundFacts<'c>, wanted: fn(Mark) -> bool) -> Vec<(&'c Checklist, &'c Item)> {
    let lists = facts.sheets.iter().filter_map(|sheet| Some((sheet, facts.catalog.checklist(&sheet.list)?)));
    let items =
        lists.flat_map(|(sheet, list)| marked(list, sheet, wanted).into_iter().map(move |item| (list, item)));
    items.collect()
}

/// The items of a sheet that bear such a mark, in the order of the printed sheet.
pub fn marked<'c>(list: &'c Checklist, sheet: &SheetFacts, wanted: fn(Mark) -> bool) -> Vec<&'c Item> {
    let items = list.items_by_number().into_iter();
    items.filter(|item| sheet.mark(item).is_some_and(wanted)).collect()
}

/// × on the sheet.
pub fn is_improvement(mark: Mark) -> bool {
    mark == Mark::No
}

/// 確認中 on the sheet: listed apart, as 要確認.
pub fn is_pending(mark: Mark) -> bool {
    matches!(mark, Mark::Pending(_))
}

/// The groups of staff whose ○ rate for this item is under what is wanted, departments first. Hidden groups never are.
pub fn weak_groups<'s>(staff: &'s StaffFacts, item: &Item) -> Vec<(&'s Group, Figure)> {
    let groups = staff.departments.iter().chain(&staff.occupations);
    let figures = groups.map(|group| (group, group.figures.of(&item.id)));
    figures.filter(|(_, figure)| is_weak(*figure)).collect()
}

/// Whether a figure is known to be under what is wanted.
pub fn is_weak(figure: Figure) -> bool {
    match figure {
        Figure::Count(count) => is_under(count.as_printed()),
        Figure::Printed(share) => is_under(share),
        Figure::Band(Band::AtMost(_)) => true,
        Figure::Band(Band::AtLeast(_)) | Figure::Hidden => false,
    }
}

fn is_under(share: Share) -> bool {
    share.per_mille().is_some_and(|tenths| tenths < 10 * STAFF_RATE_WANTED)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::Count;

    #[test]
    fn a_rate_under_the_wanted_one_is_a_finding_and_a_hidden_one_never() {
        let of = |yes, no| is_weak(Figure::Count(Count { yes, no, ..Count::default() }));
        assert!(of(7, 3) && !of(8, 2) && !of(0, 0));
        assert!(is_weak(Figure::Band(Band::AtMost(10))) && !is_weak(Figure::Band(Band::AtLeast(80))));
        assert!(!is_weak(Figure::Hidden));
    }
}
