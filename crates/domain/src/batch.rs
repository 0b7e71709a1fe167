//! Anonymous sheets wait, sealed, until enough of one group are together; then only their sums are kept.
//! Sealing itself and the random order need keys and randomness and are the server's.
//!
//! How many were handed in may be known sooner than what was answered: the board moves on at every `size` sheets of a
//! group, sums are let go only while at least `size` more go on waiting, so that what waits at the end is never few.

use std::collections::BTreeMap;

use crate::facts::{Counts, GroupKey};
use crate::id::ItemId;
use crate::mark::Mark;

/// One half of an anonymous sheet, opened: its department or its occupation, never both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Half {
    pub group: GroupKey,
    pub marks: BTreeMap<ItemId, Option<Mark>>,
    pub standing: Standing,
}

/// Whether the board counts a half that waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Not yet: too few of its group are new.
    New,
    /// As handed in; what was answered still waits.
    Noted,
}

/// Halves of one group that are let go together: how many, and the sums that stay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    pub group: GroupKey,
    pub sheets: u64,
    pub counts: Counts,
}

/// What becomes of everything that waits when a round closes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settlement {
    /// Handed in and not on the board yet, by group.
    pub noted: BTreeMap<GroupKey, u64>,
    /// Counted for their group; departments' also for the hospital.
    pub batches: Vec<Batch>,
    /// Counted for the hospital only: departments too small to be counted by themselves.
    pub rest: Counts,
}

/// Puts the new halves of a group on the board as soon as there are `size` of them; says how many of which group.
pub fn note(waiting: &mut [Half], size: u64) -> BTreeMap<GroupKey, u64> {
    let enough: BTreeMap<GroupKey, u64> =
        new_by_group(waiting).into_iter().filter(|(_, new)| *new >= size).collect();
    for half in waiting.iter_mut().filter(|half| enough.contains_key(&half.group)) {
        half.standing = Standing::Noted;
    }
    enough
}

/// Takes `size` halves of every group of which twice as many wait; the others go on waiting. The caller has brought
/// them into a random order, so that nobody knows whose are among those taken.
pub fn take_ready(waiting: Vec<Half>, size: u64) -> (Vec<Batch>, Vec<Half>) {
    let (mut batches, mut left) = (Vec::new(), Vec::new());
    for (group, mut halves) in by_group(waiting) {
        let size = usize::try_from(size).unwrap_or(usize::MAX);
        if halves.len() / 2 >= size {
            let staying = halves.split_off(size);
            batches.push(batch(group, &halves));
            halves = staying;
        }
        left.extend(halves);
    }
    (batches, left)
}

/// Lets go of everything. What is too small to be counted for its group joins the hospital's total only; where all of
/// that together is too small as well, the smallest other batch of the axis joins it, and where there is none it is not
/// counted: no difference of two stored sums is ever the answer of a few.
pub fn settle(waiting: Vec<Half>, size: u64) -> Settlement {
    let noted = new_by_group(&waiting);
    let is_department = |half: &Half| matches!(half.group, GroupKey::Department(_));
    let (departments, occupations): (Vec<Half>, Vec<Half>) = waiting.into_iter().partition(is_department);
    let (mut batches, small) = split_off_small(departments, size);
    let (of_occupations, _) = split_off_small(occupations, size);
    batches.extend(of_occupations);
    let rest = if small.len() as u64 >= size { sum(&small) } else { Counts::new() };
    Settlement { noted, batches, rest }
}

/// The groups of one axis that can be counted, and the halves of those that cannot.
fn split_off_small(waiting: Vec<Half>, size: u64) -> (Vec<Batch>, Vec<Half>) {
    let mut groups: Vec<(GroupKey, Vec<Half>)> = by_group(waiting).into_iter().collect();
    groups.sort_by_key(|(_, halves)| halves.len());
    let (mut batches, mut small): (Vec<Batch>, Vec<Half>) = (Vec::new(), Vec::new());
    for (group, halves) in groups {
        let lonely = !small.is_empty() && (small.len() as u64) < size;
        if lonely || (halves.len() as u64) < size {
            small.extend(halves);
        } else {
            batches.push(batch(group, &halves));
        }
    }
    (batches, small)
}

fn new_by_group(waiting: &[Half]) -> BTreeMap<GroupKey, u64> {
    let mut new: BTreeMap<GroupKey, u64> = BTreeMap::new();
    for half in waiting.iter().filter(|half| half.standing == Standing::New) {
        *new.entry(half.group.clone()).or_default() += 1;
    }
    new
}

fn by_group(waiting: Vec<Half>) -> BTreeMap<GroupKey, Vec<Half>> {
    let mut groups: BTreeMap<GroupKey, Vec<Half>> = BTreeMap::new();
    for half in waiting {
        groups.entry(half.group.clone()).or_default().push(half);
    }
    groups
}

fn batch(group: GroupKey, halves: &[Half]) -> Batch {
    Batch { group, sheets: halves.len() as u64, counts: sum(halves) }
}

fn sum(halves: &[Half]) -> Counts {
    let mut counts = Counts::new();
    for half in halves {
        add(&mut counts, &half.marks);
    }
    counts
}

/// Adds the marks of one sheet.
pub fn add(counts: &mut Counts, marks: &BTreeMap<ItemId, Option<Mark>>) {
    for (item, mark) in marks {
        counts.entry(item.clone()).or_default().add(*mark);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::{DepartmentId, OccupationId};

    fn department(name: &str) -> GroupKey {
        GroupKey::Department(DepartmentId::new(name))
    }

    fn half(group: &GroupKey, mark: Mark) -> Half {
        let marks = BTreeMap::from([(ItemId::new("clear-screen"), Some(mark))]);
        Half { group: group.clone(), marks, standing: Standing::New }
    }

    fn halves(group: &GroupKey, number: usize) -> Vec<Half> {
        (0..number).map(|_| half(group, Mark::Yes)).collect()
    }

    fn sheets(counts: &Counts) -> u64 {
        counts.values().next().map_or(0, |count| count.sheets())
    }

    #[test]
    fn the_board_moves_on_only_when_enough_are_new() {
        let mut waiting = halves(&department("ward"), 4);
        waiting.extend(halves(&department("office"), 1));
        assert_eq!(note(&mut waiting, 5), BTreeMap::new());
        waiting.push(half(&department("ward"), Mark::No));
        assert_eq!(note(&mut waiting, 5), BTreeMap::from([(department("ward"), 5)]));
        assert_eq!(note(&mut waiting, 5), BTreeMap::new());
        assert_eq!(waiting.iter().filter(|half| half.standing == Standing::New).count(), 1);
    }

    #[test]
    fn sums_are_let_go_only_while_as_many_go_on_waiting() {
        let ward = department("ward");
        let (batches, left) = take_ready(halves(&ward, 9), 5);
        assert_eq!((batches.len(), left.len()), (0, 9));
        let (batches, left) = take_ready([left, halves(&ward, 1)].concat(), 5);
        assert_eq!((batches[0].sheets, sheets(&batches[0].counts), left.len()), (5, 5, 5));
    }

    #[test]
    fn small_departments_join_the_hospitals_total_only() {
        let waiting = [
            halves(&department("a"), 3),
            halves(&department("b"), 4),
            halves(&department("c"), 6),
            halves(&GroupKey::Occupation(OccupationId::new("nurse")), 13),
        ]
        .concat();
        let settled = settle(waiting, 5);
        assert_eq!(sheets(&settled.rest), 7);
        let counted: Vec<_> = settled.batches.iter().map(|batch| batch.sheets).collect();
        assert_eq!(counted, [6, 13]);
        assert_eq!(settled.noted[&department("b")], 4);
    }

    #[test]
    fn a_single_sheet_never_stands_between_two_sums() {
        let waiting = [halves(&department("a"), 1), halves(&department("b"), 6), halves(&department("c"), 9)];
        let settled = settle(waiting.concat(), 5);
        assert_eq!(sheets(&settled.rest), 7, "the smallest other department joins the total only");
        assert_eq!(settled.batches.iter().map(|batch| batch.sheets).collect::<Vec<_>>(), [9]);
        let alone = settle(halves(&department("a"), 4), 5);
        assert_eq!((alone.batches.len(), alone.rest.len()), (0, 0));
        assert_eq!(alone.noted[&department("a")], 4, "that they were handed in is known all the same");
    }

    #[test]
    fn nothing_small_can_be_worked_out_whatever_arrives_in_whatever_order() {
        for seed in 0_usize..500 {
            let size = 3 + (seed % 4) as u64;
            let (mut waiting, mut totals, mut hospital) = (Vec::new(), BTreeMap::new(), 0);
            for nth in 0..seed % 60 {
                let group = department(["a", "b", "c", "d"][(seed * 7 + nth * nth * 5) % (2 + seed % 3)]);
                waiting.push(half(&group, Mark::Yes));
                let (batches, left) = take_ready(waiting, size);
                waiting = left;
                for batch in batches {
                    assert!(batch.sheets >= size);
                    *totals.entry(batch.group).or_insert(0) += batch.sheets;
                    hospital += batch.sheets;
                }
            }
            let settled = settle(waiting, size);
            for batch in settled.batches {
                assert!(batch.sheets >= size);
                *totals.entry(batch.group).or_insert(0) += batch.sheets;
                hospital += batch.sheets;
            }
            let rest = sheets(&settled.rest);
            assert!(rest == 0 || rest >= size, "{seed}: {rest}");
            let everything = (seed % 60) as u64;
            assert!(hospital + rest == everything || everything < size, "{seed}: every sheet is counted");
        }
    }
}
