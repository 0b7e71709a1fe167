//! What to talk about: three items for a group's sheet, and what the whole hospital is told on the wall. Worked out from
//! figures as they are shown and from nothing else, so it tells no more than they do.

use std::cmp::Reverse;

use crate::catalog::{Checklist, Item};
use crate::change::{Change, Evidence};
use crate::facts::{Band, Figure, Figures};
use crate::finding::STAFF_RATE_WANTED;
use crate::result::Share;
use crate::training::weakest_first;

/// How many items are talked about.
pub const POINTS: usize = 3;

/// One item to talk about, and why this one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point<'c> {
    pub item: &'c Item,
    pub why: Why,
}

/// Why an item is to be talked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Fewer ○ here than in the rest of the hospital, by more than chance.
    BelowTheRest,
    /// ○ of the group are under what is wanted.
    WeakHere,
    /// Of the whole hospital's weakest.
    WeakInTheWhole,
}

/// Up to three items for a group: first those in which it is clearly below the rest of the hospital, the farthest first;
/// then those it is weak in, the weakest first; then the weakest of the whole hospital.
pub fn points<'c>(list: &'c Checklist, group: &Figures, whole: &Figures) -> Vec<Point<'c>> {
    let items = list.items_by_number();
    let point = |why: Why| move |item: &'c Item| Point { item, why };
    let below = lowest(&items, |item| shortfall(group.of(&item.id), whole.of(&item.id)).map(Reverse));
    let weak = to_improve(list, group).into_iter().filter(|item| is_weak(group.of(&item.id)));
    let everywhere = to_improve(list, whole);
    let all = below
        .into_iter()
        .map(point(Why::BelowTheRest))
        .chain(weak.map(point(Why::WeakHere)))
        .chain(everywhere.into_iter().map(point(Why::WeakInTheWhole)));
    let mut points: Vec<Point<'c>> = Vec::with_capacity(POINTS);
    for point in all {
        if points.len() < POINTS && points.iter().all(|known| known.item.id != point.item.id) {
            points.push(point);
        }
    }
    points
}

/// What the whole hospital is told: up to three items that most say ○ to, and up to three that are to become better. An
/// item is one or the other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Headlines<'c> {
    /// The strongest first.
    pub strong: Vec<&'c Item>,
    /// The weakest first.
    pub to_improve: Vec<&'c Item>,
}

/// What the whole hospital is told of its own figures.
pub fn headlines<'c>(list: &'c Checklist, whole: &Figures) -> Headlines<'c> {
    let items = list.items_by_number();
    let mut weakest = to_improve(list, whole);
    weakest.truncate(POINTS);
    let is_left =
        |item: &&Item| !is_weak(whole.of(&item.id)) && weakest.iter().all(|weak| weak.id != item.id);
    let left: Vec<&Item> = items.iter().copied().filter(is_left).collect();
    let mut strong = lowest(&left, |item| level(whole.of(&item.id)).map(Reverse));
    strong.truncate(POINTS);
    Headlines { strong, to_improve: weakest }
}

/// The items that have such a number, by it; those that are alike stay in the order of the list.
fn lowest<'c, Number: Ord>(items: &[&'c Item], number: impl Fn(&Item) -> Option<Number>) -> Vec<&'c Item> {
    let mut with: Vec<(Number, &Item)> =
        items.iter().filter_map(|item| Some((number(item)?, *item))).collect();
    with.sort_by(|(one, _), (other, _)| one.cmp(other));
    with.into_iter().map(|(_, item)| item).collect()
}

/// By how many tenths of a point a group lies below the rest of the hospital, where that is more than chance and both
/// show 該当なしを除く: an item that does not apply is nothing to talk about.
fn shortfall(group: Figure, whole: Figure) -> Option<i64> {
    let (own, all) = (group.applicable()?, whole.applicable()?);
    let rest = Share::new(all.yes.checked_sub(own.yes)?, all.items.checked_sub(own.items)?);
    let change = Change::between(rest, own)?;
    (change.evidence == Evidence::Enough && change.tenths < 0).then_some(-change.tenths)
}

/// What can become better, the weakest first. Where hardly anybody answered ×, there is nothing to talk about.
fn to_improve<'c>(list: &'c Checklist, figures: &Figures) -> Vec<&'c Item> {
    let can_improve = |item: &&Item| match figures.of(&item.id) {
        Figure::Count(_) | Figure::Band(Band::AtMost(_)) => true,
        Figure::Printed(_) | Figure::Band(Band::AtLeast(_)) | Figure::Hidden => false,
    };
    weakest_first(list, figures).into_iter().filter(can_improve).collect()
}

fn is_weak(figure: Figure) -> bool {
    level(figure).is_some_and(|tenths| tenths < 10 * STAFF_RATE_WANTED)
}

/// How many ○, as it is shown, in tenths of a percent; of sheets on which the item applied where that is shown.
fn level(figure: Figure) -> Option<u64> {
    match figure {
        Figure::Count(count) => count.applicable().per_mille(),
        Figure::Printed(share) => share.per_mille(),
        Figure::Band(Band::AtLeast(percent) | Band::AtMost(percent)) => Some(10 * u64::from(percent)),
        Figure::Hidden => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::{Audience, builtin};
    use crate::facts::Count;

    fn list() -> &'static Checklist {
        let staff = |list: &&Checklist| list.audience == Audience::Staff;
        builtin().iter().flat_map(|catalog| &catalog.checklists).find(staff).expect("the staff's list")
    }

    fn figures(figures: &[Figure]) -> Figures {
        let ids = list().items_by_number().into_iter().map(|item| item.id.clone());
        Figures::Shown { total: Figure::Hidden, items: ids.zip(figures.iter().copied()).collect() }
    }

    fn of(yes: u64, no: u64) -> Figure {
        Figure::Count(Count { yes, no, ..Count::default() })
    }

    fn numbers(items: &[&Item]) -> Vec<usize> {
        let all = list().items_by_number();
        items.iter().map(|item| all.iter().position(|one| one.id == item.id).unwrap()).collect()
    }

    #[test]
    fn where_a_group_is_clearly_below_comes_first_then_its_own_weak_items_then_the_wholes() {
        let group = figures(&[of(10, 30), of(30, 10), of(3, 37), of(38, 2)]);
        let whole = figures(&[of(300, 100), of(310, 90), of(100, 300), of(380, 20)]);
        let points = points(list(), &group, &whole);
        let found: Vec<_> = points.iter().map(|point| (numbers(&[point.item])[0], point.why)).collect();
        assert_eq!(found, [(0, Why::BelowTheRest), (2, Why::BelowTheRest), (1, Why::WeakHere)]);
    }

    #[test]
    fn a_hidden_group_talks_about_the_whole_hospitals_weakest() {
        let whole = figures(&[of(90, 10), of(50, 50), Figure::Hidden, of(70, 30), of(80, 20)]);
        let points = points(list(), &Figures::TooFew, &whole);
        let items: Vec<&Item> = points.iter().map(|point| point.item).collect();
        assert_eq!(numbers(&items), [1, 3, 4]);
        assert!(points.iter().all(|point| point.why == Why::WeakInTheWhole));
        assert!(super::points(list(), &Figures::TooFew, &Figures::TooFew).is_empty());
    }

    #[test]
    fn what_does_not_apply_or_has_hardly_any_no_is_nothing_to_talk_about() {
        let not_for_us = Figure::Count(Count { yes: 6, no: 0, not_applicable: 34, blank: 0 });
        let hardly_any = Figure::Printed(Share::new(6, 40));
        let mostly = Figure::Count(Count { yes: 14, no: 2, not_applicable: 24, blank: 0 });
        let group = figures(&[not_for_us, hardly_any, mostly]);
        let whole = figures(&[of(390, 10), Figure::Printed(Share::new(300, 400)), of(360, 40)]);
        let points = points(list(), &group, &whole);
        assert!(points.iter().all(|point| point.why == Why::WeakInTheWhole), "{points:?}");
        assert!(points.iter().all(|point| numbers(&[point.item]) != [1]), "{points:?}");
    }

    #[test]
    fn the_wall_is_told_the_strongest_and_the_weakest_and_no_item_twice() {
        let whole = figures(&[
            of(60, 40),
            Figure::Band(Band::AtLeast(90)),
            of(95, 5),
            of(10, 90),
            Figure::Hidden,
            of(70, 30),
            of(80, 20),
        ]);
        let told = headlines(list(), &whole);
        assert_eq!((numbers(&told.to_improve), numbers(&told.strong)), (vec![3, 0, 5], vec![2, 1, 6]));
        let nothing = headlines(list(), &Figures::AfterClose);
        assert!(nothing.strong.is_empty() && nothing.to_improve.is_empty());
    }
}
