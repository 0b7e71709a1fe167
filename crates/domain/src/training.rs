//! Trainings (研修): what was taught after which round, and what the next round shows of its items.

use std::cmp::Ordering;

use jiff::civil::Date;

use crate::catalog::{self, Audience, Checklist, Item};
use crate::facts::{Band, Figure, Figures};
use crate::id::{ItemId, RoundId, TrainingId};
use crate::result::Share;
use crate::round::Round;

/// No more items than can be taught in half an hour.
pub const MOST_ITEMS: usize = 5;
/// So many of the weakest items are proposed.
pub const PROPOSED: usize = 3;

/// One training, planned or held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Training {
    pub id: TrainingId,
    /// The closed round whose result it is made from.
    pub round: RoundId,
    pub title: String,
    pub held_on: Date,
    pub place: String,
    /// 対象, in the hospital's own words: 全職員, 3階東病棟 …
    pub audience: String,
    /// Items of the staff's list, at least one.
    pub items: Vec<ItemId>,
    /// How many took part; `None` until somebody counted.
    pub attended: Option<u64>,
    pub note: String,
}

/// Why items cannot be those of a training.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemsProblem {
    None,
    TooMany,
    /// An item that the round's staff list does not have.
    NotOnTheList,
}

/// Whether these can be the items of a training made from a round with this staff list.
///
/// # Errors
/// What is wrong with them.
pub fn check_items(list: &Checklist, items: &[ItemId]) -> Result<(), ItemsProblem> {
    if items.is_empty() {
        Err(ItemsProblem::None)
    } else if items.len() > MOST_ITEMS {
        Err(ItemsProblem::TooMany)
    } else if items.iter().any(|item| list.item(item).is_none()) {
        Err(ItemsProblem::NotOnTheList)
    } else {
        Ok(())
    }
}

/// The staff's items whose figure for the whole hospital is shown, weakest first, equal ones as printed. Measured by ○
/// among those to whom an item applies: that many have no mail is no weakness of theirs.
pub fn weakest_first<'l>(list: &'l Checklist, figures: &Figures) -> Vec<&'l Item> {
    let known = |item: &'l Item| Some((strength(figures.of(&item.id))?, item));
    let mut items: Vec<(Share, &Item)> = list.items_by_number().into_iter().filter_map(known).collect();
    items.sort_by(|(one, _), (other, _)| by_rate(*one, *other));
    items.into_iter().map(|(_, item)| item).collect()
}

/// A band counts as its bound. Where the split is not shown, (nearly) nobody answered ×.
fn strength(figure: Figure) -> Option<Share> {
    match figure {
        Figure::Count(count) => Some(count.applicable()).filter(|share| share.items > 0),
        Figure::Band(Band::AtLeast(percent) | Band::AtMost(percent)) => Some(Share::new(percent.into(), 100)),
        Figure::Printed(_) => Some(Share::new(1, 1)),
        Figure::Hidden => None,
    }
}

fn by_rate(one: Share, other: Share) -> Ordering {
    (one.yes * other.items).cmp(&(other.yes * one.items))
}

/// The first closed round after a training that asked the staff about one of its items.
pub fn next_round<'r>(rounds: &'r [Round], own: &Round, training: &Training) -> Option<&'r Round> {
    let is_after = |round: &Round| {
        round.period.from > own.period.from && round.period.from >= training.held_on && round.id != own.id
    };
    let asks = |round: &Round| {
        let lists = catalog::find(&round.catalog).map_or(&[][..], |catalog| &catalog.checklists);
        let mut staff =
            lists.iter().filter(|list| list.audience == Audience::Staff && round.covers(&list.id));
        staff.any(|list| training.items.iter().any(|item| list.item(item).is_some()))
    };
    let later = rounds.iter().filter(|round| round.is_closed() && is_after(round) && asks(round));
    later.min_by_key(|round| round.period.from)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use jiff::civil::date;

    use super::*;
    use crate::catalog::builtin;
    use crate::facts::Count;
    use crate::id::AccountId;
    use crate::round::{Deed, Naming, Period, Slips, State};

    fn staff() -> &'static Checklist {
        builtin()[0].list_for(Audience::Staff).expect("the staff's list")
    }

    fn count(yes: u64, no: u64, not_applicable: u64) -> Figure {
        Figure::Count(Count { yes, no, not_applicable, blank: 0 })
    }

    /// The figures of the first items as printed; the others are hidden.
    fn figures(first: &[Figure]) -> Figures {
        let items = staff().items_by_number().into_iter().zip(first);
        let items: BTreeMap<_, _> = items.map(|(item, figure)| (item.id.clone(), *figure)).collect();
        Figures::Shown { total: Figure::Hidden, items }
    }

    fn places(items: &[&Item]) -> Vec<usize> {
        let all = staff().items_by_number();
        items.iter().filter_map(|item| all.iter().position(|one| one.id == item.id)).collect()
    }

    #[test]
    fn the_weakest_come_first_and_what_is_hidden_is_not_proposed() {
        let shown = figures(&[
            count(80, 20, 0),
            Figure::Printed(Share::new(40, 100)),
            count(50, 50, 0),
            Figure::Band(Band::AtMost(10)),
            count(30, 10, 60),
            Figure::Band(Band::AtLeast(90)),
            count(40, 40, 20),
        ]);
        assert_eq!(places(&weakest_first(staff(), &shown)), [3, 2, 6, 4, 0, 5, 1]);
        assert!(weakest_first(staff(), &Figures::TooFew).is_empty());
        assert!(weakest_first(staff(), &figures(&[count(0, 0, 9)])).is_empty(), "it applies to nobody");
    }

    #[test]
    fn a_training_has_one_to_five_items_of_the_rounds_own_list() {
        let items: Vec<ItemId> = staff().items.iter().map(|item| item.id.clone()).collect();
        assert_eq!(check_items(staff(), &[]), Err(ItemsProblem::None));
        assert_eq!(check_items(staff(), &items[..5]), Ok(()));
        assert_eq!(check_items(staff(), &items[..6]), Err(ItemsProblem::TooMany));
        assert_eq!(check_items(staff(), &[ItemId::new("policy")]), Err(ItemsProblem::NotOnTheList));
    }

    fn round(id: &str, from: Date) -> Round {
        let deed = Deed { at: jiff::Timestamp::UNIX_EPOCH, by: AccountId::new("hanako") };
        Round {
            id: RoundId::new(id),
            catalog: builtin()[0].id.clone(),
            name: id.to_owned(),
            period: Period { from, until: from },
            lists: vec![staff().id.clone()],
            naming: Naming::Anonymous,
            slips: Slips::None,
            group_minimum: 5,
            state: State::Closed { opened: deed.clone(), closed: deed },
        }
    }

    fn training(held_on: Date) -> Training {
        Training {
            id: TrainingId::new("training"),
            round: RoundId::new("first"),
            title: String::new(),
            held_on,
            place: String::new(),
            audience: String::new(),
            items: vec![staff().items[0].id.clone()],
            attended: None,
            note: String::new(),
        }
    }

    #[test]
    fn the_next_round_is_closed_asks_the_staff_and_begins_after_the_training() {
        let first = round("first", date(2026, 4, 1));
        let open = Round { state: State::Preparing, ..round("open", date(2026, 7, 1)) };
        let others = Round { lists: Vec::new(), ..round("others", date(2026, 8, 1)) };
        let all = [round("third", date(2027, 4, 1)), others, open, round("second", date(2026, 10, 1)), first];
        let next = |held_on| next_round(&all, &all[4], &training(held_on)).map(|round| round.name.as_str());
        assert_eq!(next(date(2026, 5, 1)), Some("second"));
        assert_eq!(next(date(2026, 10, 2)), Some("third"));
        assert_eq!(next(date(2027, 5, 1)), None);
    }
}
