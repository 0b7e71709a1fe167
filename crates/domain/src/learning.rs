//! Learning at once: what is explained to somebody who has just handed in, and how many readers may be told of.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::catalog::{Checklist, Item};
use crate::id::ItemId;
use crate::mark::Mark;
use crate::round::Round;

/// So many items are explained to whoever has no ×.
pub const REMINDERS: usize = 2;

/// The items to explain: each ×, as printed; without any ×, two of those that apply, by turns from day to day, so that
/// everybody gets a page of the same kind.
pub fn items_to_explain<'l>(
    list: &'l Checklist,
    marks: &BTreeMap<ItemId, Option<Mark>>,
    day: Date,
) -> Vec<&'l Item> {
    let mark = |item: &Item| marks.get(&item.id).copied().flatten();
    let items = list.items_by_number();
    let missed: Vec<&Item> = items.iter().copied().filter(|item| mark(item) == Some(Mark::No)).collect();
    if !missed.is_empty() {
        return missed;
    }
    let applies = |item: &&Item| mark(item) != Some(Mark::NotApplicable);
    let applying: Vec<&Item> = items.iter().copied().filter(applies).collect();
    let by_turns = if applying.is_empty() { items } else { applying };
    let first = usize::try_from(day.day_of_year()).unwrap_or(0) * REMINDERS % by_turns.len().max(1);
    let most = REMINDERS.min(by_turns.len());
    by_turns.iter().cycle().skip(first).take(most).copied().collect()
}

/// How many said that they had read the explanations, where that may be told: after the close, so that nobody can watch
/// one person's click, and not of a few.
pub fn readers(round: &Round, times_read: u64) -> Option<u64> {
    (round.is_closed() && times_read >= round.group_minimum).then_some(times_read)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::catalog::{Audience, builtin};
    use crate::id::{AccountId, RoundId};
    use crate::round::{Deed, Naming, Period, Slips, State};

    fn staff() -> &'static Checklist {
        builtin()[0].list_for(Audience::Staff).expect("the staff's list")
    }

    fn marks(of: impl Fn(usize) -> Option<Mark>) -> BTreeMap<ItemId, Option<Mark>> {
        staff().items_by_number().iter().enumerate().map(|(nth, item)| (item.id.clone(), of(nth))).collect()
    }

    fn explained(marks: &BTreeMap<ItemId, Option<Mark>>, day: Date) -> Vec<&'static str> {
        items_to_explain(staff(), marks, day).iter().map(|item| item.id.as_str()).collect()
    }

    #[test]
    fn whoever_has_a_no_is_told_of_all_of_those_and_of_nothing_else() {
        let some = marks(|nth| Some(if nth == 2 || nth == 9 { Mark::No } else { Mark::Yes }));
        let items = staff().items_by_number();
        assert_eq!(explained(&some, date(2026, 11, 22)), [items[2].id.as_str(), items[9].id.as_str()]);
    }

    #[test]
    fn whoever_has_none_gets_two_that_apply_and_others_the_next_day() {
        let fine = marks(|nth| Some(if nth == 0 { Mark::NotApplicable } else { Mark::Yes }));
        let mut seen = std::collections::BTreeSet::new();
        for day in 1..=9 {
            let two = explained(&fine, date(2026, 11, day));
            assert_eq!(two.len(), REMINDERS);
            assert_ne!(two[0], two[1]);
            assert_ne!(two, explained(&fine, date(2026, 11, day + 1)));
            seen.extend(two);
        }
        assert_eq!(seen.len(), 9, "each that applies has its turn, the other never: {seen:?}");
        let nothing_applies = marks(|_| Some(Mark::NotApplicable));
        assert_eq!(explained(&nothing_applies, date(2026, 11, 22)).len(), REMINDERS);
        assert_eq!(explained(&marks(|_| None), date(2026, 11, 22)).len(), REMINDERS);
    }

    #[test]
    fn readers_are_told_of_after_the_close_and_never_of_a_few() {
        let deed = Deed { at: jiff::Timestamp::UNIX_EPOCH, by: AccountId::new("hanako") };
        let open = Round {
            id: RoundId::new("round"),
            catalog: builtin()[0].id.clone(),
            name: String::new(),
            period: Period { from: date(2026, 11, 1), until: date(2026, 11, 30) },
            lists: Vec::new(),
            naming: Naming::Anonymous,
            slips: Slips::None,
            group_minimum: 5,
            state: State::Open { opened: deed.clone() },
        };
        assert_eq!(readers(&open, 12), None);
        let closed = open.close(deed).expect("it was open");
        assert_eq!([4, 5, 12].map(|times| readers(&closed, times)), [None, Some(5), Some(12)]);
    }
}
