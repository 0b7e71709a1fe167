//! What only a reader of all answers at once finds, and worlds of a program small enough to be solved by hand.

use super::*;
use crate::hiding::class::Class;
use crate::hiding::worlds::{Room, Sum, Worlds};
use crate::hiding::{Visibility, figure, nestings, told, visibility};

/// ○, ×, 該当なし, blank and absent of each occupation of each department.
const NOBODY: [u64; 5] = [0; 5];
const PLANTED: [[[u64; 5]; 6]; 9] = [
    [NOBODY, NOBODY, [5, 1, 0, 1, 0], NOBODY, [1, 0, 0, 0, 0], NOBODY],
    [[1, 1, 0, 1, 1], [0, 2, 0, 0, 0], NOBODY, NOBODY, NOBODY, [3, 0, 0, 0, 1]],
    [NOBODY, NOBODY, NOBODY, NOBODY, NOBODY, [7, 2, 0, 0, 1]],
    [[1, 0, 0, 0, 1], NOBODY, [1, 0, 0, 0, 0], NOBODY, NOBODY, [1, 0, 0, 0, 0]],
    [NOBODY, [9, 2, 0, 0, 1], [0, 0, 0, 0, 1], NOBODY, [1, 0, 0, 0, 0], NOBODY],
    [[5, 0, 0, 0, 0], NOBODY, [1, 1, 0, 0, 0], NOBODY, [9, 3, 0, 0, 5], [2, 0, 0, 0, 0]],
    [NOBODY, [4, 0, 0, 0, 0], NOBODY, [80, 24, 0, 0, 18], [3, 1, 0, 0, 0], NOBODY],
    [NOBODY, [2, 0, 0, 0, 1], NOBODY, [44, 10, 0, 2, 11], NOBODY, NOBODY],
    [NOBODY, [17, 6, 0, 0, 2], NOBODY, NOBODY, [4, 0, 0, 0, 0], [2, 1, 0, 0, 1]],
];

fn sum<'c>(cells: impl Iterator<Item = &'c [u64; 5]>) -> Count {
    cells.fold(Count::default(), |mut sum, [yes, no, not_applicable, blank, _]| {
        sum += Count { yes: *yes, no: *no, not_applicable: *not_applicable, blank: *blank };
        sum
    })
}

#[test]
fn what_all_answers_tell_together_is_hidden_though_none_tells_it_alone() {
    let rows = PLANTED.iter().map(|row| sum(row.iter()));
    let counts: Vec<Count> =
        rows.chain((0..6).map(|column| sum(PLANTED.iter().map(|row| &row[column])))).collect();
    let everybody = sum(PLANTED.iter().flatten());
    let people: Vec<Vec<u64>> =
        PLANTED.iter().map(|row| row.iter().map(|cell| cell.iter().sum()).collect()).collect();
    let crowd = Crowd {
        everybody: everybody.sheets(),
        groups: counts.iter().map(|count| count.sheets()).collect(),
        left_out: vec![0; counts.len()],
        nestings: nestings(&people, 6),
    }
    .narrowed();
    let mut shown: Vec<Figure> = counts.iter().map(|count| figure(*count)).collect();
    [3, 7, 11].into_iter().for_each(|group| shown[group] = Figure::Hidden);
    shown[13] = Figure::Printed(counts[13].as_printed());
    for class in Class::all() {
        let sums: Vec<Sum> = shown.iter().zip(&counts).map(|(one, count)| class.sum(*one, *count)).collect();
        let of_all = class.sum(figure(everybody), everybody);
        let mut worlds = Worlds::of(&crowd, Room::Headcount, of_all, &sums);
        assert_eq!(told(&mut worlds, (class, &crowd.peopled()), (&counts, &shown)), None, "{class:?}");
    }
    let before = shown.clone();
    let mut joint = Joint::of(&crowd, (figure(everybody), everybody), (&shown, &counts));
    assert!(joint.mend(&mut shown, &counts), "× of the second department are all but known");
    assert!(!joint.mend(&mut shown, &counts), "once is enough");
    let changed: Vec<usize> = (0..shown.len()).filter(|group| shown[*group] != before[*group]).collect();
    assert_eq!(changed.len(), 1, "{changed:?} {shown:?}");
    assert!(matches!(shown[changed[0]], Figure::Printed(_)), "a split is enough: {shown:?}");
}

#[test]
fn a_variable_rises_as_far_as_its_rows_let_it() {
    // 2 a + b = 8 less what is missing, a + c = 3, of which c is at least 1.
    let program = Program {
        columns: vec![vec![(0, 2.0), (1, 1.0)], vec![(0, 1.0)], vec![(1, 1.0)]],
        bounds: vec![(0.0, 9.0), (0.0, 9.0), (1.0, 9.0)],
        guess: vec![0.0; 3],
        rows: vec![(8.0, (0.0, 8.0)), (3.0, (0.0, 0.0))],
    };
    let mut worlds = Simplex::of(program);
    assert_eq!(worlds.begin(), Outcome::Reached);
    assert_eq!(worlds.raise(0, 2.0), Outcome::Reached);
    assert_eq!(worlds.raise(0, 2.5), Outcome::Best, "c is 1 at least");
    assert_eq!(worlds.raise(1, 8.0), Outcome::Reached, "where a is 0");
    worlds.widen(2, (0.0, 9.0));
    assert_eq!(worlds.raise(0, 3.0), Outcome::Reached);
    assert!(worlds.knowing(0, 3.0).is_ok_and(|mut worlds| worlds.raise(1, 3.0) == Outcome::Best));
}

#[test]
fn where_numbers_contradict_each_other_the_bounds_give_way() {
    let program = Program {
        columns: vec![vec![(0, 1.0)]],
        bounds: vec![(0.0, 2.0)],
        guess: vec![0.0],
        rows: vec![(5.0, (0.0, 0.0))],
    };
    let mut worlds = Simplex::of(program);
    assert_eq!(worlds.begin(), Outcome::Best);
    assert_eq!(worlds.raise(0, 2.0), Outcome::Reached);
}

/// Everybody of a row of departments and occupations, and which sheets came of them.
fn sparse(sheets: u64) -> (Crowd, Count, Vec<Count>) {
    let (departments, occupations) = (60, 15);
    let people = vec![vec![2; occupations]; departments];
    let mut counts = vec![Count::default(); departments + occupations];
    let mut everybody = Count::default();
    for nth in 0..sheets {
        let (department, occupation) = (nth * 37 % 60, nth * nth % 15);
        let one = match nth * 7 % 10 {
            0..6 => Count { yes: 1, ..Count::default() },
            6..9 => Count { no: 1, ..Count::default() },
            _ => Count { not_applicable: 1, ..Count::default() },
        };
        everybody += one;
        counts[usize::try_from(department).unwrap_or_default()] += one;
        counts[departments + usize::try_from(occupation).unwrap_or_default()] += one;
    }
    let crowd = Crowd {
        everybody: everybody.sheets(),
        groups: counts.iter().map(|count| count.sheets()).collect(),
        left_out: vec![0; counts.len()],
        nestings: nestings(&people, occupations),
    };
    (crowd.narrowed(), everybody, counts)
}

/// The figures as they stand before all answers are followed.
fn shown_of(sheets: u64) -> (Joint, Vec<Figure>, Vec<Count>) {
    let (crowd, everybody, counts) = sparse(sheets);
    let own = |(count, seen): (&Count, Visibility)| match seen {
        Visibility::Shown => figure(*count),
        Visibility::Hidden => Figure::Hidden,
    };
    let shown: Vec<Figure> = counts.iter().zip(visibility(&crowd, 5)).map(own).collect();
    (Joint::of(&crowd, (figure(everybody), everybody), (&shown, &counts)), shown, counts)
}

#[test]
fn many_departments_of_a_sheet_or_two_take_few_turns() {
    for sheets in [30, 100, 300, 500, 2_000] {
        let (mut joint, mut shown, counts) = shown_of(sheets);
        joint.mend(&mut shown, &counts);
        assert!(joint.work() < BUDGET / 2, "{sheets} sheets take {} turns", joint.work());
    }
}

#[test]
fn where_all_turns_are_spent_nothing_is_shown_that_was_not_looked_at() {
    let (mut joint, mut shown, counts) = shown_of(100);
    assert!(shown.iter().any(|figure| *figure != Figure::Hidden), "nothing would be hidden");
    joint.network.looked_at = BUDGET * LOOKS;
    assert!(joint.mend(&mut shown, &counts));
    assert!(shown.iter().all(|figure| *figure == Figure::Hidden), "{shown:?}");
}
