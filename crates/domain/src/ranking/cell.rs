//! The cells of a round, audience × viewpoint × topic, and how thin each is. Which group of the staff is weak does not
//! live here: a cell is about the hospital as a whole.

use std::collections::BTreeMap;

use super::Weights;
use crate::catalog::{Audience, Checklist, Item, Viewpoint};
use crate::facts::{Figure, RoundFacts, SheetFacts, StaffFacts};
use crate::finding::is_weak;
use crate::id::{ItemId, TopicId};
use crate::mark::Mark;
use crate::result::Share;

/// Which cell. An annex has the audience of the list on whose sheet it stands and shares its cells: two items of an
/// annex are not a weakness of their own.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CellKey {
    pub audience: Audience,
    /// `None` for the staff's items, which have none.
    pub viewpoint: Option<Viewpoint>,
    pub topic: TopicId,
}

/// A cell and what is counted in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    pub key: CellKey,
    /// ○ over the items that apply. 該当なし is left out, because nobody can do anything about it; blank and 確認中 are in,
    /// because they are not ○ yet. An item of the staff counts as ○ where the hospital's rate is what is wanted, and is
    /// left out where it is hidden.
    pub share: Share,
}

/// How an item stands in its cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// ○
    Yes,
    /// Counted, and not ○: it can be turned into one.
    NotYet,
    /// 該当なし, or hidden: not counted.
    Apart,
}

/// All cells of a round.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cells {
    shares: BTreeMap<CellKey, Share>,
    items: BTreeMap<ItemId, (CellKey, Standing)>,
}

impl Cell {
    /// How full the cell is, in thousandths: (k + 1) / (n + 2), as if one ○ and one × more had been counted. So few
    /// items weigh little: 0/1 stands at 333, 0/4 at 166, and 0/0 in the middle.
    pub fn fullness(&self) -> u64 {
        fullness(self.share)
    }

    /// Points of the balance: what is missing from full, in hundredths.
    pub fn points(&self) -> u64 {
        (1000 - self.fullness()) / (1000 / Weights::FULL)
    }
}

/// See [`Cell::fullness`].
pub(super) fn fullness(share: Share) -> u64 {
    1000 * (share.yes + 1) / (share.items + 2)
}

impl Cells {
    /// Counts the cells of a round.
    pub fn of(facts: &RoundFacts<'_>) -> Self {
        let mut cells = Self::default();
        for sheet in &facts.sheets {
            if let Some(list) = facts.catalog.checklist(&sheet.list) {
                cells.count_sheet(list, sheet);
            }
        }
        let staff = facts.staff.as_ref();
        if let Some((staff, list)) =
            staff.and_then(|staff| Some((staff, facts.catalog.checklist(&staff.list)?)))
        {
            cells.count_staff(list, staff);
        }
        cells
    }

    /// The cell in which an item stands; `None` where the round has no such item.
    pub fn cell(&self, item: &ItemId) -> Option<Cell> {
        let (key, _) = self.items.get(item)?;
        Some(Cell { key: key.clone(), share: self.shares.get(key).copied()? })
    }

    /// How an item stands; `None` where the round has no such item.
    pub fn standing(&self, item: &ItemId) -> Option<Standing> {
        self.items.get(item).map(|(_, standing)| *standing)
    }

    /// All cells, in the order of their keys.
    pub fn all(&self) -> impl Iterator<Item = Cell> {
        self.shares.iter().map(|(key, share)| Cell { key: key.clone(), share: *share })
    }

    fn count_sheet(&mut self, list: &Checklist, sheet: &SheetFacts) {
        for (item, mark) in list.items.iter().zip(sheet.marks(list)) {
            let standing = match mark {
                Some(Mark::Yes) => Standing::Yes,
                Some(Mark::NotApplicable) => Standing::Apart,
                Some(Mark::No | Mark::Pending(_)) | None => Standing::NotYet,
            };
            self.count(list, item, standing);
        }
    }

    fn count_staff(&mut self, list: &Checklist, staff: &StaffFacts) {
        for item in &list.items {
            self.count(list, item, standing_of(staff.figures.of(&item.id)));
        }
    }

    fn count(&mut self, list: &Checklist, item: &Item, standing: Standing) {
        let key = CellKey { audience: list.audience, viewpoint: item.viewpoint, topic: item.topic.clone() };
        let one = match standing {
            Standing::Yes => Share::new(1, 1),
            Standing::NotYet => Share::new(0, 1),
            Standing::Apart => Share::new(0, 0),
        };
        let share = self.shares.entry(key.clone()).or_default();
        *share = *share + one;
        self.items.insert(item.id.clone(), (key, standing));
    }
}

/// The staff's figure as one item of a cell.
fn standing_of(figure: Figure) -> Standing {
    let is_known = match figure {
        Figure::Count(count) => count.sheets() > 0,
        Figure::Printed(share) => share.items > 0,
        Figure::Band(_) => true,
        Figure::Hidden => false,
    };
    match (is_known, is_weak(figure)) {
        (false, _) => Standing::Apart,
        (true, true) => Standing::NotYet,
        (true, false) => Standing::Yes,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::{Band, Count};

    fn fullness_of(yes: u64, items: u64) -> u64 {
        fullness(Share::new(yes, items))
    }

    #[test]
    fn few_items_are_less_thin_than_many_of_the_same_rate() {
        assert_eq!([fullness_of(0, 0), fullness_of(0, 1), fullness_of(0, 4)], [500, 333, 166]);
        for items in 1..=30 {
            assert!(fullness_of(0, items) > fullness_of(0, items + 1));
        }
    }

    #[test]
    fn a_hidden_figure_of_the_staff_is_not_counted_and_a_low_one_is_not_yet() {
        let count = |yes, no| standing_of(Figure::Count(Count { yes, no, ..Count::default() }));
        assert_eq!(
            [count(8, 2), count(7, 3), count(0, 0)],
            [Standing::Yes, Standing::NotYet, Standing::Apart]
        );
        assert_eq!(standing_of(Figure::Hidden), Standing::Apart);
        assert_eq!(standing_of(Figure::Band(Band::AtLeast(90))), Standing::Yes);
    }
}
