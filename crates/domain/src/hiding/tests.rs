//! The rules of hiding, tried on small hospitals and against somebody who reads every figure.

use super::*;
use Visibility::{Hidden, Shown};

/// Departments that make up everybody together with `rest` sheets that only the total counts.
fn departments(groups: &[u64], rest: u64) -> Crowd {
    let parts = (0..groups.len()).collect();
    let nestings = vec![Nesting { whole: Whole::Everybody, parts }];
    Crowd { everybody: groups.iter().sum::<u64>() + rest, groups: groups.to_vec(), nestings }
}

fn yes_of(yes: u64, sheets: u64) -> Count {
    Count { yes, no: sheets - yes, ..Count::default() }
}

/// What is shown of departments with these ○ of sheets, and of everybody.
fn shown(groups: &[(u64, u64)]) -> (Figure, Vec<Figure>) {
    let counts: Vec<Count> = groups.iter().map(|&(yes, sheets)| yes_of(yes, sheets)).collect();
    let crowd = departments(&groups.iter().map(|group| group.1).collect::<Vec<_>>(), 0);
    let everybody = yes_of(groups.iter().map(|group| group.0).sum(), crowd.everybody);
    figures(&crowd, &visibility(&crowd, 3), (everybody, &counts))
}

#[test]
fn a_small_group_is_hidden_and_never_alone() {
    assert_eq!(visibility(&departments(&[12, 3, 7, 20], 0), 5), [Shown, Hidden, Hidden, Shown]);
    assert_eq!(visibility(&departments(&[12, 3, 4, 20], 0), 5), [Shown, Hidden, Hidden, Shown]);
}

#[test]
fn groups_without_sheets_hide_nobody_else() {
    assert_eq!(visibility(&departments(&[12, 0, 7], 0), 5), [Shown, Hidden, Shown]);
}

#[test]
fn a_rest_that_only_the_total_counts_is_protected_too() {
    assert_eq!(visibility(&departments(&[10, 5], 2), 5), [Shown, Hidden]);
    assert_eq!(visibility(&departments(&[10, 5], 6), 5), [Shown, Shown]);
}

#[test]
fn what_is_hidden_is_never_a_small_difference() {
    for seed in 0_u64..2_000 {
        let sheets: Vec<u64> = (0..6).map(|index| (seed * 31 + index * 17) % (9 + index)).collect();
        let (rest, minimum) = (seed % 4, 3 + seed % 4);
        let crowd = departments(&sheets, rest);
        let seen = visibility(&crowd, minimum);
        let shown: u64 =
            sheets.iter().zip(&seen).filter(|(_, seen)| **seen == Shown).map(|(count, _)| count).sum();
        let difference = crowd.everybody - shown;
        assert!(difference == 0 || difference >= minimum || shown == 0, "{sheets:?} {rest} {minimum}");
    }
}

#[test]
fn an_occupation_that_nearly_fills_its_department_would_tell_of_the_others_in_it() {
    // 薬剤部 has 8 薬剤師 and 2 clerks; clerks also work elsewhere.
    let nestings = nestings(&[vec![8, 2], vec![0, 20]], 2);
    let crowd = Crowd { everybody: 30, groups: vec![10, 20, 8, 22], nestings };
    // 10 - 8 would be the two clerks, and so would 22 clerks less the 20 of the other department.
    assert_eq!(visibility(&crowd, 5), [Shown, Hidden, Hidden, Shown]);
    let apart = Crowd { nestings: nestings_of_two_axes(), ..crowd };
    assert_eq!(visibility(&apart, 5), [Shown; 4]);
}

fn nestings_of_two_axes() -> Vec<Nesting> {
    [vec![0, 1], vec![2, 3]].map(|parts| Nesting { whole: Whole::Everybody, parts }).to_vec()
}

#[test]
fn a_group_of_one_mind_shows_a_band_that_leaves_room_for_one_other_answer() {
    for (yes, sheets, expected) in [
        (5, 5, Some(Band::AtLeast(80))),
        (4, 5, Some(Band::AtLeast(80))),
        (3, 5, None),
        (0, 12, Some(Band::AtMost(10))),
        (1, 12, Some(Band::AtMost(10))),
        (2, 12, None),
        (2, 3, Some(Band::AtLeast(60))),
        (0, 4, Some(Band::AtMost(40))),
    ] {
        assert_eq!(band(Share::new(yes, sheets)), expected, "{yes}/{sheets}");
    }
}

#[test]
fn every_band_is_true_of_what_it_hides() {
    for sheets in 3..200_u64 {
        for yes in 0..=sheets {
            let tenths = Share::new(yes, sheets).per_mille().unwrap();
            match band(Share::new(yes, sheets)) {
                Some(Band::AtLeast(percent)) => assert!(tenths >= 10 * u64::from(percent), "{yes}/{sheets}"),
                Some(Band::AtMost(percent)) => assert!(tenths <= 10 * u64::from(percent), "{yes}/{sheets}"),
                None => assert!(yes > 1 && sheets - yes > 1, "{yes}/{sheets}"),
            }
        }
    }
}

#[test]
fn a_lone_band_takes_a_neighbour_along() {
    let (everybody, groups) = shown(&[(5, 5), (6, 10), (12, 20)]);
    assert!(matches!(everybody, Figure::Count(_)));
    assert!(matches!(groups[0], Figure::Band(Band::AtLeast(80))));
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
    assert_eq!(groups, [Figure::Band(Band::AtLeast(80)), Figure::Band(Band::AtLeast(90))]);
}

/// Tries every set of answers that agrees with all that is shown: each group must be able to be of two minds.
#[test]
fn nobody_can_work_out_that_a_whole_group_gave_the_same_answer() {
    let sizes = [3, 4, 5];
    for truth in worlds(&sizes) {
        let (everybody, groups) = shown(&truth);
        let agrees = |world: &Vec<(u64, u64)>| {
            let sum = (world.iter().map(|group| group.0).sum(), 12);
            could_be(everybody, sum)
                && groups.iter().zip(world).all(|(figure, &group)| could_be(*figure, group))
        };
        let possible: Vec<Vec<(u64, u64)>> = worlds(&sizes).filter(agrees).collect();
        assert!(possible.contains(&truth));
        for nth in 0..sizes.len() {
            let certain =
                |of: fn(u64, u64) -> bool| possible.iter().all(|world| of(world[nth].0, world[nth].1));
            assert!(!certain(|yes, _| yes == 0) && !certain(|yes, sheets| yes == sheets), "{truth:?}");
        }
    }
}

fn could_be(figure: Figure, (yes, sheets): (u64, u64)) -> bool {
    match figure {
        Figure::Count(count) => count.yes == yes,
        Figure::Band(shown) => band(Share::new(yes, sheets)) == Some(shown),
        Figure::Hidden => true,
    }
}

fn worlds(sizes: &[u64; 3]) -> impl Iterator<Item = Vec<(u64, u64)>> {
    let [a, b, c] = *sizes;
    (0..=a).flat_map(move |x| (0..=b).flat_map(move |y| (0..=c).map(move |z| vec![(x, a), (y, b), (z, c)])))
}

#[test]
fn a_sum_over_items_hides_an_item_rather_than_tell_a_band() {
    let counts = [yes_of(20, 20), yes_of(11, 20), yes_of(14, 20)];
    let mut items: Vec<Figure> = counts.iter().map(|count| figure(*count)).collect();
    assert!(matches!(total(&counts, &mut items), Figure::Count(sum) if sum.yes == 45));
    assert!(matches!(items[..], [Figure::Band(_), Figure::Count(_), Figure::Hidden]), "{items:?}");
    let all = [yes_of(20, 20), yes_of(20, 20)];
    let mut items: Vec<Figure> = all.iter().map(|count| figure(*count)).collect();
    assert_eq!(total(&all, &mut items), Figure::Band(Band::AtLeast(90)));
}

#[test]
fn a_big_hospital_is_settled_at_once() {
    let headcounts: Vec<Vec<u64>> =
        (0..300_u64).map(|row| (0..12_u64).map(|column| (row * 7 + column * 5) % 4).collect()).collect();
    let sheets = |row: &Vec<u64>| row.iter().sum::<u64>();
    let of_occupation = |column: usize| headcounts.iter().map(|row| row[column]).sum::<u64>();
    let groups: Vec<u64> = headcounts.iter().map(sheets).chain((0..12).map(of_occupation)).collect();
    let everybody = headcounts.iter().map(sheets).sum();
    let crowd = Crowd { everybody, groups, nestings: nestings(&headcounts, 12) };
    assert!(crowd.nestings.len() < 2_000, "{}", crowd.nestings.len());
    assert!(visibility(&crowd, 5).contains(&Shown));
}
