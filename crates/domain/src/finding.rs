//! Findings (要改善事項): items the hospital marked ×, and items the staff of a group often cannot say ○ to.

use crate::catalog::{Checklist, Item};
use crate::facts::{Band, Figure, Group, SheetFacts, StaffFacts};
use crate::mark::Mark;
use crate::result::Share;

/// The staff's ○ rate below which an item of a group is a finding. Percent.
pub const STAFF_RATE_WANTED: u64 = 80;

/// The items of a sheet that bear such a mark, in the order of the printed sheet.
pub fn marked<'c>(list: &'c Checklist, sheet: &SheetFacts, wanted: fn(Mark) -> bool) -> Vec<&'c Item> {
    let marks = sheet.marks(list);
    let with_marks = list.items.iter().zip(marks);
    let mut items: Vec<&Item> =
        with_marks.filter(|(_, mark)| mark.is_some_and(wanted)).map(|(item, _)| item).collect();
    items.sort_by_key(|item| item.number);
    items
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
