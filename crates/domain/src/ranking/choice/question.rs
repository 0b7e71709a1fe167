//! From candidates and cells to the numbers of an instance, and which number stands for what.

use std::collections::{BTreeMap, BTreeSet};

use super::instance::{Instance, Offer};
use super::{Budget, Lack};
use crate::catalog::Item;
use crate::facts::{GroupKey, RoundFacts, StaffFacts};
use crate::finding::weak_groups;
use crate::id::ItemId;
use crate::ranking::cell::fullness;
use crate::ranking::{Candidate, Cell, CellKey, Cells, Standing, What};
use crate::result::Share;

/// An instance and what its numbers stand for.
pub(super) struct Question<'q> {
    pub instance: Instance,
    /// The candidate behind each offer.
    pub offers: Vec<&'q Candidate>,
    pub unable: Vec<(&'q Candidate, Vec<Lack>)>,
    /// The item behind each number.
    pub items: Vec<ItemId>,
    /// The cell behind each number: all cells of the round.
    pub cells: Vec<Cell>,
}

impl<'q> Question<'q> {
    pub(super) fn of(candidates: &'q [Candidate], facts: &RoundFacts<'_>, budget: Budget) -> Self {
        let cells = Cells::of(facts);
        let all: Vec<Cell> = cells.all().collect();
        let numbers: BTreeMap<&CellKey, usize> =
            all.iter().enumerate().map(|(number, cell)| (&cell.key, number)).collect();
        let mut items = Items { numbers: BTreeMap::new(), cell_of: Vec::new() };
        let (mut offers, mut able, mut unable) = (Vec::new(), Vec::new(), Vec::new());
        for candidate in candidates {
            let price = match price(candidate) {
                Ok(price) => price,
                Err(lacks) => {
                    unable.push((candidate, lacks));
                    continue;
                }
            };
            let turned = turned(candidate, facts, &cells);
            let number = |item: &ItemId| Some(items.number(item, *numbers.get(&cells.cell(item)?.key)?));
            offers.push(Offer { price, items: turned.iter().filter_map(number).collect() });
            able.push(candidate);
        }
        let instance =
            Instance { offers, gains: gains(&all, &items.cell_of), cell_of: items.cell_of, budget };
        let mut names: Vec<(ItemId, usize)> = items.numbers.into_iter().collect();
        names.sort_by_key(|(_, number)| *number);
        let items = names.into_iter().map(|(item, _)| item).collect();
        Self { instance, offers: able, unable, items, cells: all }
    }
}

/// The numbers given to items so far.
struct Items {
    numbers: BTreeMap<ItemId, usize>,
    cell_of: Vec<usize>,
}

impl Items {
    fn number(&mut self, item: &ItemId, cell: usize) -> usize {
        if let Some(number) = self.numbers.get(item) {
            return *number;
        }
        let number = self.cell_of.len();
        self.numbers.insert(item.clone(), number);
        self.cell_of.push(cell);
        number
    }
}

/// What a candidate takes of the budgets, or what is not known of it.
fn price(candidate: &Candidate) -> Result<Budget, Vec<Lack>> {
    match (&candidate.what, candidate.cost.once, candidate.effort) {
        (What::Finding(_), _, _) => Err(vec![Lack::Action]),
        (What::Action(_), Some(yen), Some(days)) => Ok(Budget { yen, days }),
        (What::Action(_), Some(_), None) => Err(vec![Lack::Effort]),
        (What::Action(_), None, Some(_)) => Err(vec![Lack::Cost]),
        (What::Action(_), None, None) => Err(vec![Lack::Cost, Lack::Effort]),
    }
}

/// The items an action turns into ○: those of its findings that are counted and not ○. An item of the staff counts only
/// where the action is about all of its weak departments, or about all of its weak occupations.
fn turned(candidate: &Candidate, facts: &RoundFacts<'_>, cells: &Cells) -> BTreeSet<ItemId> {
    let can_be = |item: &&ItemId| cells.standing(item) == Some(Standing::NotYet);
    let items: BTreeSet<&ItemId> = candidate.findings.iter().map(|finding| &finding.item).collect();
    let is_turned = |item: &&ItemId| {
        let groups: Vec<Option<&GroupKey>> = candidate
            .findings
            .iter()
            .filter(|finding| finding.item == **item)
            .map(|finding| finding.group.as_ref())
            .collect();
        let of_staff = facts.staff.as_ref().and_then(|staff| {
            let list = facts.catalog.checklist(&staff.list)?;
            Some((staff, list.item(item)?))
        });
        groups.contains(&None) || of_staff.is_some_and(|(staff, item)| reaches_all(&groups, staff, item))
    };
    items.into_iter().filter(can_be).filter(is_turned).cloned().collect()
}

fn reaches_all(groups: &[Option<&GroupKey>], staff: &StaffFacts, item: &Item) -> bool {
    let mut by_axis: BTreeMap<&str, Vec<&GroupKey>> = BTreeMap::new();
    for (group, _) in weak_groups(staff, item) {
        by_axis.entry(group.key.axis()).or_default().push(&group.key);
    }
    by_axis.values().any(|keys| keys.iter().all(|key| groups.contains(&Some(*key))))
}

/// By cell what the first, second … turned item is worth. A cell of one item is held at the first item of the thinnest
/// cell of several, so that it does not come first only by being one.
fn gains(cells: &[Cell], cell_of: &[usize]) -> Vec<Vec<u64>> {
    let several = cell_of.iter().map(|cell| cells[*cell].share).filter(|share| share.items > 1);
    let most_of_one = several.map(worth).max().unwrap_or(u64::MAX);
    let of_cell = |cell: &Cell| {
        let Share { yes, items } = cell.share;
        let most = if items == 1 { most_of_one } else { u64::MAX };
        (yes..items).map(|yes| worth(Share::new(yes, items)).min(most)).collect()
    };
    cells.iter().map(of_cell).collect()
}

/// What the next ○ is worth in a cell that stands so.
fn worth(share: Share) -> u64 {
    (1000 - fullness(share)).pow(2) / 100
}
