//! The rules of hiding, tried on small hospitals and against somebody who reads every figure.

use super::*;
use Visibility::{Hidden, Shown};

/// Departments of people of many occupations, none of which is shown, that make up everybody together with a department
/// of `rest` sheets that only the total counts.
fn departments(groups: &[u64], rest: u64) -> Crowd {
    let everybody = groups.iter().sum::<u64>() + rest;
    let left_out = groups.iter().map(|_| 0).chain([rest, everybody]).collect();
    let people = vec![vec![everybody]; groups.len() + 1];
    Crowd { everybody, groups: [groups, &[0, 0]].concat(), left_out, nestings: nestings(&people, 1) }
}

/// Everything is counted for its groups.
fn crowd(cells: &[Vec<u64>]) -> Crowd {
    let columns = cells[0].len();
    let row_sums = cells.iter().map(|row| row.iter().sum::<u64>());
    let column_sums = (0..columns).map(|column| cells.iter().map(|row| row[column]).sum::<u64>());
    let groups: Vec<u64> = row_sums.chain(column_sums).collect();
    let everybody = groups[..cells.len()].iter().sum();
    Crowd { everybody, left_out: vec![0; groups.len()], groups, nestings: nestings(cells, columns) }
}

/// Which of these departments are shown.
fn seen(groups: &[u64], rest: u64, minimum: u64) -> Vec<Visibility> {
    let mut seen = visibility(&departments(groups, rest), minimum);
    seen.truncate(groups.len());
    seen
}

fn yes_of(yes: u64, sheets: u64) -> Count {
    Count { yes, no: sheets - yes, ..Count::default() }
}

/// What is shown of departments with these ○ of sheets, and of everybody.
fn shown(groups: &[(u64, u64)]) -> (Figure, Vec<Figure>) {
    let counts: Vec<Count> = groups.iter().map(|&(yes, sheets)| yes_of(yes, sheets)).collect();
    shown_of(&counts, 3)
}

#[test]
fn a_small_group_is_hidden_and_never_alone() {
    assert_eq!(seen(&[12, 3, 7, 20], 0, 5), [Shown, Hidden, Hidden, Shown]);
    assert_eq!(seen(&[12, 3, 4, 20], 0, 5), [Shown, Hidden, Hidden, Shown]);
}

#[test]
fn groups_without_sheets_hide_nobody_else() {
    assert_eq!(seen(&[12, 0, 7], 0, 5), [Shown, Hidden, Shown]);
}

#[test]
fn a_rest_that_only_the_total_counts_is_protected_too() {
    assert_eq!(seen(&[10, 5], 2, 5), [Shown, Hidden]);
    assert_eq!(seen(&[10, 5], 6, 5), [Shown, Shown]);
}

#[test]
fn of_two_colleagues_neither_learns_what_the_other_said() {
    let marks = |yes, no, not_applicable| Count { yes, no, not_applicable, blank: 0 };
    let crowd = crowd(&[vec![30, 5], vec![2, 0], vec![0, 20]]).narrowed();
    let counts = [marks(18, 15, 2), marks(0, 1, 1), marks(10, 10, 0), marks(16, 13, 3), marks(12, 13, 0)];
    let seen = [Shown, Hidden, Hidden, Shown, Shown];
    let (_, shown) = figures(&crowd, &seen, (marks(28, 26, 3), &counts));
    let is_split = |group: usize| matches!(shown[group], Figure::Count(_));
    assert!(
        !(is_split(0) && is_split(3)),
        "two of the three 該当なし are of the first department, so the third is one of the two: {shown:?}"
    );
}

#[test]
fn whoever_is_known_not_to_hand_in_makes_no_doubt() {
    let seen = |away: Vec<Vec<u64>>| {
        let crowd = crowd(&[vec![20, 0], vec![3, 10]]);
        let nestings = nestings(&[vec![20, 1], vec![3, 10]], 2).without(&away);
        visibility(&Crowd { nestings, ..crowd }, 5)
    };
    assert_eq!(
        seen(Vec::new()),
        [Shown; 4],
        "the second occupation may have answered in the first department"
    );
    let known = seen(vec![vec![0, 1], vec![0, 0]]);
    assert_ne!(
        known, [Shown; 4],
        "three of the first occupation are all that is left of the second department"
    );
}

#[test]
fn what_is_hidden_is_never_a_small_difference() {
    for seed in 0_u64..2_000 {
        let sheets: Vec<u64> = (0..6).map(|index| (seed * 31 + index * 17) % (9 + index)).collect();
        let (rest, minimum) = (seed % 4, 3 + seed % 4);
        let crowd = departments(&sheets, rest);
        let seen = seen(&sheets, rest, minimum);
        let shown: u64 =
            sheets.iter().zip(&seen).filter(|(_, seen)| **seen == Shown).map(|(count, _)| count).sum();
        let difference = crowd.everybody - shown;
        assert!(difference == 0 || difference >= minimum || shown == 0, "{sheets:?} {rest} {minimum}");
    }
}

#[test]
fn an_occupation_that_nearly_fills_its_department_would_tell_of_the_others_in_it() {
    // 薬剤部 has 8 薬剤師 and 2 clerks; clerks also work elsewhere.
    let pharmacy = crowd(&[vec![8, 2], vec![0, 20]]);
    // 10 - 8 would be the two clerks, and so would 22 clerks less the 20 of the other department.
    let seen = visibility(&pharmacy, 5);
    assert!(seen[0] == Hidden || seen[2] == Hidden, "{seen:?}");
    assert!(seen[1] == Hidden || seen[3] == Hidden, "{seen:?}");
    assert_eq!(
        visibility(&crowd(&[vec![5, 5], vec![5, 15]]), 5),
        [Shown; 4],
        "where nothing small is left over"
    );
}

#[test]
fn a_group_of_one_mind_shows_a_band_that_leaves_room_for_one_other_answer() {
    for (yes, sheets, expected) in [
        (5, 5, Some(Band::AtLeast(60))),
        (3, 5, Some(Band::AtLeast(60))),
        (2, 5, Some(Band::AtMost(40))),
        (8, 8, Some(Band::AtLeast(70))),
        (5, 8, None),
        (0, 12, Some(Band::AtMost(20))),
        (2, 12, Some(Band::AtMost(20))),
        (3, 12, None),
        (20, 22, Some(Band::AtLeast(90))),
    ] {
        assert_eq!(band(Share::new(yes, sheets)), expected, "{yes}/{sheets}");
    }
}

#[test]
fn every_band_is_true_of_what_it_hides() {
    for sheets in 5..200_u64 {
        for yes in 0..=sheets {
            let tenths = Share::new(yes, sheets).per_mille().unwrap();
            match band(Share::new(yes, sheets)) {
                Some(Band::AtLeast(percent)) => assert!(tenths >= 10 * u64::from(percent), "{yes}/{sheets}"),
                Some(Band::AtMost(percent)) => assert!(tenths <= 10 * u64::from(percent), "{yes}/{sheets}"),
                None => assert!(yes > 2 && sheets - yes > 2, "{yes}/{sheets}"),
            }
        }
    }
}

#[test]
fn a_lone_band_takes_a_neighbour_along() {
    let (everybody, groups) = shown(&[(5, 5), (6, 10), (12, 20)]);
    assert!(matches!(everybody, Figure::Count(_)));
    assert!(matches!(groups[0], Figure::Band(Band::AtLeast(60))));
    assert_eq!(groups[1], Figure::Hidden, "else the total less the others would be the band's own count");
    assert!(matches!(groups[2], Figure::Count(_)));
}

#[test]
fn bands_that_all_stand_at_their_end_are_not_added_up() {
    // 5 of 5 and 1 of 5 are the most both bands allow, so their sum 6 would tell both.
    let (_, groups) = shown(&[(5, 5), (1, 5)]);
    assert!(groups.contains(&Figure::Hidden), "{groups:?}");
}

#[test]
fn a_hospital_of_one_mind_shows_bands_only() {
    let (everybody, groups) = shown(&[(8, 8), (11, 12)]);
    assert_eq!(everybody, Figure::Band(Band::AtLeast(90)));
    assert_eq!(groups, [Figure::Band(Band::AtLeast(70)), Figure::Band(Band::AtLeast(80))]);
}

fn marks(yes: u64, no: u64, not_applicable: u64, blank: u64) -> Count {
    Count { yes, no, not_applicable, blank }
}

/// What is shown of departments with these counts, and of everybody.
fn shown_of(groups: &[Count], minimum: u64) -> (Figure, Vec<Figure>) {
    let crowd = departments(&groups.iter().map(|count| count.sheets()).collect::<Vec<_>>(), 0);
    let mut everybody = Count::default();
    groups.iter().for_each(|count| everybody += *count);
    let counts = [groups, &[Count::default(); 2]].concat();
    let (everybody, mut shown) = figures(&crowd, &visibility(&crowd, minimum), (everybody, &counts));
    shown.truncate(groups.len());
    (everybody, shown)
}

#[test]
fn what_is_left_over_does_not_tell_that_nobody_of_a_hidden_group_answered_no() {
    // Departments of 10, 3 and 5; the last two are hidden, and of their 8 sheets 4 say ○, 4 該当なし and none ×.
    let (everybody, groups) = shown_of(&[marks(5, 5, 0, 0), marks(2, 0, 1, 0), marks(2, 0, 3, 0)], 5);
    assert_eq!(groups[1..], [Figure::Hidden, Figure::Hidden]);
    assert!(matches!(everybody, Figure::Count(count) if count.no == 5));
    assert_eq!(groups[0], Figure::Printed(Share::new(5, 10)), "else 5 - 5 would leave no × for the others");
}

#[test]
fn a_group_in_which_hardly_anybody_answered_no_does_not_show_how_the_others_split() {
    for (count, expected) in [
        (marks(8, 0, 4, 0), Figure::Printed(Share::new(8, 12))),
        (marks(8, 1, 2, 1), Figure::Printed(Share::new(8, 12))),
        (marks(8, 2, 2, 0), Figure::Count(marks(8, 2, 2, 0))),
        (marks(8, 4, 0, 0), Figure::Count(marks(8, 4, 0, 0))),
        (marks(11, 0, 1, 0), Figure::Band(Band::AtLeast(80))),
        (marks(3, 1, 0, 0), Figure::Hidden),
    ] {
        assert_eq!(figure(count), expected, "{count:?}");
    }
}

/// Tries every set of marks that agrees with all that is shown. Of no group anybody is to be certain that all answered
/// ○, that nobody did, or that nobody answered ×; not even whoever knows one sheet of it.
#[test]
fn nobody_can_work_out_that_a_whole_group_gave_or_did_not_give_an_answer() {
    for (sizes, minimum) in [([5, 5, 2], 3), ([5, 3, 3], 3), ([6, 2, 4], 5)] {
        let worlds = worlds(&sizes);
        let mut tried = std::collections::HashSet::new();
        for truth in &worlds {
            let (everybody, groups) = shown_of(truth, minimum);
            if tried.insert(format!("{everybody:?} {groups:?}")) {
                nothing_is_certain(truth, (everybody, &groups), &worlds);
            }
        }
        assert!(tried.len() > 10, "{}", tried.len());
    }
}

fn nothing_is_certain(truth: &[Count; 3], (everybody, groups): (Figure, &[Figure]), worlds: &[[Count; 3]]) {
    let agrees = |world: &&[Count; 3]| {
        let mut sum = Count::default();
        world.iter().for_each(|count| sum += *count);
        could_be(everybody, sum) && groups.iter().zip(*world).all(|(figure, count)| could_be(*figure, *count))
    };
    let mut most = [[0; 3]; 3];
    let mut is_possible = false;
    for world in worlds.iter().filter(agrees) {
        is_possible |= world == truth;
        for (most, count) in most.iter_mut().zip(world) {
            let seen = [count.yes, count.sheets() - count.yes, count.no];
            most.iter_mut().zip(seen).for_each(|(most, seen)| *most = (*most).max(seen));
        }
    }
    assert!(is_possible, "{truth:?}");
    assert!(most.iter().flatten().all(|most| *most > 1), "{most:?} {truth:?} {everybody:?} {groups:?}");
}

fn could_be(figure: Figure, count: Count) -> bool {
    match figure {
        Figure::Count(shown) => count == shown,
        Figure::Printed(shown) => count.as_printed() == shown,
        Figure::Band(shown) => band(count.as_printed()) == Some(shown),
        Figure::Hidden => true,
    }
}

/// Every way in which three groups of these sizes can answer.
fn worlds(sizes: &[u64; 3]) -> Vec<[Count; 3]> {
    let [a, b, c] = sizes.map(answers);
    let mut worlds = Vec::new();
    for one in &a {
        for two in &b {
            worlds.extend(c.iter().map(|three| [*one, *two, *three]));
        }
    }
    worlds
}

fn answers(sheets: u64) -> Vec<Count> {
    let mut counts = Vec::new();
    for yes in 0..=sheets {
        for no in 0..=sheets - yes {
            counts.extend((0..=sheets - yes - no).map(|na| marks(yes, no, na, sheets - yes - no - na)));
        }
    }
    counts
}

#[test]
fn a_sum_over_items_does_not_tell_the_split_of_the_one_item_that_hides_it() {
    let counts = [marks(11, 0, 9, 0), marks(11, 9, 0, 0), marks(14, 4, 2, 0)];
    let mut items: Vec<Figure> = counts.iter().map(|count| figure(*count)).collect();
    assert_eq!(
        total(&counts, &mut items),
        Figure::Printed(Share::new(36, 60)),
        "11 − 2 該当なし would be left"
    );
    // Two share the two × that are left; but figures of departments may tell that one of them has at least one.
    let two = [marks(11, 1, 8, 0), marks(11, 1, 7, 1), marks(14, 4, 2, 0)];
    let mut items: Vec<Figure> = two.iter().map(|count| figure(*count)).collect();
    assert_eq!(total(&two, &mut items), Figure::Printed(Share::new(36, 60)));
    let all = [marks(11, 5, 4, 0), marks(14, 4, 2, 0)];
    let mut items: Vec<Figure> = all.iter().map(|count| figure(*count)).collect();
    assert_eq!(
        total(&all, &mut items),
        Figure::Count(marks(25, 9, 6, 0)),
        "nothing is hidden that it could tell"
    );
}

#[test]
fn an_item_hidden_for_the_sake_of_the_sum_cannot_be_added_up_from_the_departments() {
    let counts = [yes_of(6, 10), yes_of(5, 10), Count::default(), Count::default()];
    let mut column = [figure(counts[0]), figure(counts[1]), Figure::Hidden, Figure::Hidden];
    keep_from_adding_up(&departments(&[10, 10], 0), (yes_of(11, 20), &counts), &mut column);
    assert_eq!(column.iter().filter(|figure| **figure == Figure::Hidden).count(), 3);
    // Where a ward is all of one occupation, one stands for the other.
    let wards = crowd(&[vec![10, 0], vec![0, 10]]);
    let counts = [yes_of(6, 10), yes_of(5, 10), yes_of(6, 10), yes_of(5, 10)];
    let mut column: Vec<Figure> = counts.iter().map(|count| figure(*count)).collect();
    keep_from_adding_up(&wards, (yes_of(11, 20), &counts), &mut column);
    let hidden = |nth: usize| column[nth] == Figure::Hidden;
    assert!((hidden(0) && hidden(2)) || (hidden(1) && hidden(3)), "{column:?}");
}

#[test]
fn a_sum_over_items_hides_an_item_rather_than_tell_a_band() {
    let counts = [yes_of(20, 20), yes_of(11, 20), yes_of(14, 20)];
    let mut items: Vec<Figure> = counts.iter().map(|count| figure(*count)).collect();
    assert_eq!(total(&counts, &mut items), Figure::Printed(Share::new(45, 60)));
    assert!(matches!(items[..], [Figure::Band(_), Figure::Hidden, Figure::Count(_)]), "{items:?}");
    let all = [yes_of(20, 20), yes_of(20, 20)];
    let mut items: Vec<Figure> = all.iter().map(|count| figure(*count)).collect();
    assert_eq!(total(&all, &mut items), Figure::Band(Band::AtLeast(90)));
}

#[test]
fn a_big_hospital_is_settled_at_once() {
    let headcounts: Vec<Vec<u64>> =
        (0..300_u64).map(|row| (0..12_u64).map(|column| (row * 7 + column * 5) % 4).collect()).collect();
    assert!(visibility(&crowd(&headcounts), 5).contains(&Shown));
}

/// Another reader with a pencil, who does not know how ours calculates: everything that is shown, as sums over department × occupation, reduced to
/// what can be told from it. Calculated modulo a prime.
struct Reader {
    rows: Vec<Vec<i128>>,
}

const PRIME: i128 = 1_000_000_007;

impl Reader {
    fn with(known: Vec<Vec<i128>>) -> Self {
        let mut pencil = Self { rows: Vec::new() };
        for row in known {
            let rest = pencil.rest(row);
            if let Some(lead) = rest.iter().position(|number| *number != 0) {
                let inverse = power(rest[lead], PRIME - 2);
                pencil.rows.push(rest.iter().map(|number| number * inverse % PRIME).collect());
            }
        }
        pencil
    }

    fn rest(&self, mut row: Vec<i128>) -> Vec<i128> {
        for known in &self.rows {
            let lead = known.iter().position(|number| *number != 0).expect("no empty row is kept");
            let factor = row[lead];
            for (number, taken) in row.iter_mut().zip(known) {
                *number = (*number - factor * taken).rem_euclid(PRIME);
            }
        }
        row
    }

    fn can_tell(&self, wanted: Vec<i128>) -> bool {
        self.rest(wanted).iter().all(|number| *number == 0)
    }
}

fn power(base: i128, exponent: i128) -> i128 {
    let (mut result, mut base, mut exponent) = (1, base.rem_euclid(PRIME), exponent);
    while exponent > 0 {
        if exponent % 2 == 1 {
            result = result * base % PRIME;
        }
        base = base * base % PRIME;
        exponent /= 2;
    }
    result
}

/// Departments in rows, occupations in columns: which of them are shown, and what a pencil can tell of single cells.
fn small_cells_that_can_be_told(cells: &[Vec<u64>], minimum: u64) -> Vec<(usize, usize)> {
    let (rows, columns) = (cells.len(), cells[0].len());
    let seen = visibility(&crowd(cells), minimum);
    let sum_over = |wanted: &dyn Fn(usize, usize) -> bool| -> Vec<i128> {
        let all = (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column)));
        all.map(|(row, column)| i128::from(cells[row][column] > 0 && wanted(row, column))).collect()
    };
    let mut known = vec![sum_over(&|_, _| true)];
    for (group, _) in seen.iter().enumerate().filter(|(_, seen)| **seen == Shown) {
        known.push(sum_over(&|row, column| row == group || rows + column == group));
    }
    let pencil = Reader::with(known);
    let all = (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column)));
    let small = all.filter(|&(row, column)| (1..minimum).contains(&cells[row][column]));
    small.filter(|&(row, column)| pencil.can_tell(sum_over(&|r, c| (r, c) == (row, column)))).collect()
}

#[test]
fn a_hidden_group_that_is_the_only_one_of_a_whole_counts_as_known() {
    // リハビリテーション科 has 24 therapists, who work nowhere else, and one clerk.
    let cells = [vec![24, 0, 1], vec![0, 30, 0], vec![0, 0, 10], vec![0, 12, 2]];
    assert_eq!(small_cells_that_can_be_told(&cells, 5), []);
}

#[test]
fn nobody_with_a_pencil_can_tell_a_small_cell_from_all_that_is_shown() {
    for seed in 0_u64..800 {
        let number = |row: u64, column: u64| {
            let mixed = (seed * 7_919 + row * 104_729 + column * 1_299_709)
                .wrapping_mul(6_364_136_223_846_793_005)
                >> 33;
            if mixed.is_multiple_of(3) { mixed / 3 % 14 } else { 0 }
        };
        let (rows, columns) = (3 + seed % 4, 3 + seed / 4 % 3);
        let cells: Vec<Vec<u64>> =
            (0..rows).map(|row| (0..columns).map(|column| number(row, column)).collect()).collect();
        // Of fewer sheets than the minimum nothing is shown at all.
        if cells.iter().flatten().sum::<u64>() < 5 {
            continue;
        }
        let told = small_cells_that_can_be_told(&cells, 5);
        assert!(told.is_empty(), "{cells:?}: {told:?}");
    }
}

/// Nobody hands in where nobody works, and nowhere more than work there: sums that came about so are never taken for
/// somebody's mistake.
#[test]
fn no_reader_reckons_with_people_who_are_not_there() {
    let mut state: u64 = 1;
    let mut chance = |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    for _ in 0..3_000 {
        let row = |chance: &mut dyn FnMut(u64) -> u64| -> Vec<u64> {
            let (some, many) = if chance(8) == 0 { (2, 4) } else { (8, 2) };
            (0..15).map(|_| if chance(some) == 0 { 1 + chance(many) } else { 0 }).collect()
        };
        let people: Vec<Vec<u64>> = (0..50).map(|_| row(&mut chance)).collect();
        let mut handed_in = |people: &u64| people - u64::from(*people > 0 && chance(8) == 0);
        let sheets: Vec<Vec<u64>> =
            people.iter().map(|row| row.iter().map(&mut handed_in).collect()).collect();
        let crowd = Crowd { nestings: nestings(&people, 15), ..crowd(&sheets) }.narrowed();
        for (most, people) in crowd.nestings.most.iter().flatten().zip(people.iter().flatten()) {
            assert!(most <= people, "{most} of {people} in {people:?}");
        }
    }
}
