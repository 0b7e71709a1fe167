//! Anonymous sheets wait, sealed, until enough of one group are together; then only their sums are kept.
//! Sealing itself and the random order need keys and randomness and are the server's.
//!
//! How many were handed in may be known sooner than what was answered: the board moves on at every `size` sheets of a
//! group, sums are let go only while at least `size` more go on waiting, so that what waits at the end is never few.

use std::collections::BTreeMap;

use crate::facts::{Counts, GroupKey};
use crate::hiding::{Crowd, Nestings, Visibility, visibility};
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

/// The groups of a round as they stand when it closes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grounds {
    /// Departments, then occupations, each with the sheets counted for it so far.
    pub groups: Vec<(GroupKey, u64)>,
    /// How they lie in each other.
    pub nestings: Nestings,
}

/// Lets go of everything. What waits of a group is counted for it only where that leaves no small difference to any
/// other sum: the same rule that hides figures from readers keeps them from being stored. The rest of the departments
/// joins the hospital's total only, and is not counted where it is too small by itself.
pub fn settle(waiting: Vec<Half>, grounds: &Grounds, size: u64) -> Settlement {
    let noted = new_by_group(&waiting);
    let mut halves = by_group(waiting);
    let (mut batches, mut rest) = (Vec::new(), Vec::new());
    for ((group, _), seen) in grounds.groups.iter().zip(countable(&halves, grounds, size)) {
        let Some(own) = halves.remove(group) else { continue };
        match (seen, group) {
            (Visibility::Shown, _) if own.len() as u64 >= size => batches.push((group.clone(), own)),
            (Visibility::Shown | Visibility::Hidden, GroupKey::Department(_)) => rest.extend(own),
            (Visibility::Shown | Visibility::Hidden, GroupKey::Occupation(_)) => {}
        }
    }
    if !rest.is_empty() && (rest.len() as u64) < size {
        rest.extend(smallest_department(&mut batches));
    }
    let rest = if rest.len() as u64 >= size { sum(&rest) } else { Counts::new() };
    let batches = batches.into_iter().map(|(group, halves)| batch(group, &halves)).collect();
    Settlement { noted, batches, rest }
}

fn countable(halves: &BTreeMap<GroupKey, Vec<Half>>, grounds: &Grounds, size: u64) -> Vec<Visibility> {
    let all =
        |(group, counted): &(GroupKey, u64)| counted + halves.get(group).map_or(0, |own| own.len() as u64);
    let of_department = |one: &&(GroupKey, u64)| matches!(one.0, GroupKey::Department(_));
    let crowd = Crowd {
        everybody: grounds.groups.iter().filter(of_department).map(all).sum(),
        groups: grounds.groups.iter().map(all).collect(),
        left_out: vec![0; grounds.groups.len()],
        nestings: grounds.nestings.clone(),
    };
    visibility(&crowd.narrowed(), size)
}

/// Takes the smallest batch of a department away again, to join what is too small to stand alone.
fn smallest_department(batches: &mut Vec<(GroupKey, Vec<Half>)>) -> Vec<Half> {
    let departments = batches.iter().enumerate().filter(|(_, one)| matches!(one.0, GroupKey::Department(_)));
    let smallest = departments.min_by_key(|(_, one)| one.1.len()).map(|(place, _)| place);
    smallest.map(|place| batches.remove(place).1).unwrap_or_default()
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
    use crate::hiding::nestings;
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

    fn occupation(name: &str) -> GroupKey {
        GroupKey::Occupation(OccupationId::new(name))
    }

    /// Departments and occupations with headcounts, a row a department; so many sheets counted so far.
    fn grounds(headcounts: &[Vec<u64>], occupations: usize, counted: &BTreeMap<GroupKey, u64>) -> Grounds {
        let departments = (0..headcounts.len()).map(|nth| department(&nth.to_string()));
        let occupied = (0..occupations).map(|nth| occupation(&nth.to_string()));
        let count = |group: GroupKey| (group.clone(), counted.get(&group).copied().unwrap_or(0));
        let groups = departments.chain(occupied).map(count).collect();
        Grounds { groups, nestings: nestings(headcounts, occupations) }
    }

    fn sizes(settled: &Settlement) -> Vec<(GroupKey, u64)> {
        settled.batches.iter().map(|batch| (batch.group.clone(), batch.sheets)).collect()
    }

    #[test]
    fn small_departments_join_the_hospitals_total_only() {
        let wards = [3, 4, 6].into_iter().enumerate();
        let mut waiting: Vec<Half> =
            wards.flat_map(|(nth, n)| halves(&department(&nth.to_string()), n)).collect();
        waiting.extend(halves(&occupation("0"), 13));
        let settled = settle(waiting, &grounds(&[vec![3], vec![4], vec![6]], 1, &BTreeMap::new()), 5);
        assert_eq!(sheets(&settled.rest), 7);
        assert_eq!(sizes(&settled), [(department("2"), 6), (occupation("0"), 13)]);
        assert_eq!(settled.noted[&department("1")], 4);
    }

    #[test]
    fn a_single_sheet_never_stands_between_two_sums() {
        let wards = [1, 6, 9].into_iter().enumerate();
        let waiting = wards.flat_map(|(nth, n)| halves(&department(&nth.to_string()), n)).collect();
        let settled = settle(waiting, &grounds(&[vec![1], vec![6], vec![9]], 1, &BTreeMap::new()), 5);
        assert_eq!(sheets(&settled.rest), 7, "the smallest other department joins the total only");
        assert_eq!(sizes(&settled), [(department("2"), 9)]);
        let alone = settle(halves(&department("0"), 4), &grounds(&[vec![4]], 1, &BTreeMap::new()), 5);
        assert_eq!((alone.batches.len(), alone.rest.len()), (0, 0));
        assert_eq!(alone.noted[&department("0")], 4, "that they were handed in is known all the same");
    }

    #[test]
    fn the_only_doctor_of_a_ward_does_not_stand_between_the_ward_and_its_nurses() {
        let headcounts = [vec![9, 1, 0], vec![0, 6, 20]];
        let mut waiting = halves(&department("0"), 10);
        for (group, number) in [(department("1"), 26), (occupation("0"), 9), (occupation("1"), 7)] {
            waiting.extend(halves(&group, number));
        }
        waiting.extend(halves(&occupation("2"), 20));
        let settled = settle(waiting, &grounds(&headcounts, 3, &BTreeMap::new()), 5);
        let stored = sizes(&settled);
        let ward = stored.iter().any(|(group, _)| *group == department("0"));
        let nurses = stored.iter().any(|(group, _)| *group == occupation("0"));
        assert!(!(ward && nurses), "{stored:?}");
    }

    #[test]
    fn nothing_small_can_be_worked_out_whatever_arrives_in_whatever_order() {
        for seed in 0_usize..400 {
            let size = 3 + (seed % 4) as u64;
            let people = |row: usize, column: usize| {
                ((seed * 13 + row * 7 + column * 5) % 9) as u64 * ((seed + row * column) as u64 % 3)
            };
            let headcounts: Vec<Vec<u64>> =
                (0..3).map(|row| (0..3).map(|column| people(row, column)).collect()).collect();
            let (mut waiting, mut stored): (Vec<Half>, BTreeMap<GroupKey, u64>) = Default::default();
            let mut arrived: BTreeMap<GroupKey, u64> = BTreeMap::new();
            for (row, column) in
                (0..9).map(|place| place * (seed % 8 + 1) % 9).map(|place| (place / 3, place % 3))
            {
                for _ in 0..headcounts[row][column] {
                    for group in [department(&row.to_string()), occupation(&column.to_string())] {
                        waiting.push(half(&group, Mark::Yes));
                        *arrived.entry(group).or_default() += 1;
                    }
                    let (batches, left) = take_ready(waiting, size);
                    waiting = left;
                    for batch in batches {
                        assert!(batch.sheets >= size);
                        *stored.entry(batch.group).or_default() += batch.sheets;
                    }
                }
            }
            let settled = settle(waiting, &grounds(&headcounts, 3, &stored), size);
            for (group, sheets) in sizes(&settled) {
                assert!(sheets >= size);
                *stored.entry(group).or_default() += sheets;
            }
            let grounds = grounds(&headcounts, 3, &stored);
            no_small_difference(&headcounts, &grounds, &arrived, (sheets(&settled.rest), size));
        }
    }

    /// Sums that cover every sheet of their groups leave nothing small when they are taken from each other: occupations
    /// from departments they lie in, or from what everybody has more than other departments.
    fn no_small_difference(
        headcounts: &[Vec<u64>],
        stored: &Grounds,
        arrived: &BTreeMap<GroupKey, u64>,
        (rest, size): (u64, u64),
    ) {
        assert!(rest == 0 || rest >= size, "{rest}");
        let sheets = |place: usize| stored.groups[place].1;
        let is_whole =
            |place: usize| arrived.get(&stored.groups[place].0).copied().unwrap_or(0) == sheets(place);
        let everybody = (0..3).map(sheets).sum::<u64>() + rest;
        let is_in = |set: usize, place: usize| set >> place & 1 == 1;
        for (rows, columns) in (0..8).flat_map(|rows| (0..8).map(move |columns| (rows, columns))) {
            let places: Vec<usize> =
                (0..3).filter(|place| is_in(columns, *place)).map(|place| 3 + place).collect();
            let lie_within = places
                .iter()
                .all(|place| (0..3).all(|row| is_in(rows, row) || headcounts[row][*place - 3] == 0));
            let parts = places.iter().map(|place| sheets(*place)).sum::<u64>();
            let [inside, outside] = [true, false]
                .map(|wanted| (0..3).filter(|row| is_in(rows, *row) == wanted).collect::<Vec<usize>>());
            let by_others = everybody - outside.iter().map(|row| sheets(*row)).sum::<u64>();
            for (whole, used) in [(inside.iter().map(|row| sheets(*row)).sum(), inside), (by_others, outside)]
            {
                if lie_within && used.iter().chain(&places).all(|place| is_whole(*place)) {
                    let left = whole - parts;
                    assert!(left == 0 || left >= size, "{rows:b} {columns:b} {stored:?} {left}");
                }
            }
        }
    }
}
