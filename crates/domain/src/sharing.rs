//! That a group's result was shared with whoever answers for it, and what was agreed (共有した日, 対策). Added to, never changed.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::calendar;
use crate::facts::GroupKey;
use crate::id::{RoundId, SharingId};
use crate::round::{Round, State};

/// Most characters of what was agreed.
pub const LONGEST_AGREED: usize = 1_000;

/// One talk about a group's result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sharing {
    pub id: SharingId,
    pub round: RoundId,
    pub group: GroupKey,
    pub shared_on: Date,
    /// 対策, in the words of those who agreed on it.
    pub agreed: String,
    /// The name of whoever recorded it, at that time.
    pub recorded_by: String,
    pub recorded_at: Timestamp,
}

/// Why a talk cannot have been on this day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SharingRefusal {
    /// There was no result to share yet.
    BeforeTheClose,
    InTheFuture,
}

/// Whether a result can have been shared on this day, as seen from today.
pub fn check_day(round: &Round, shared_on: Date, today: Date) -> Result<(), SharingRefusal> {
    let closed_on = match &round.state {
        State::Preparing | State::Open { .. } => None,
        State::Closed { closed, .. } => Some(calendar::day_of(closed.at)),
    };
    match closed_on {
        _ if shared_on > today => Err(SharingRefusal::InTheFuture),
        Some(closed_on) if shared_on >= closed_on => Ok(()),
        Some(_) | None => Err(SharingRefusal::BeforeTheClose),
    }
}

impl Sharing {
    /// Whether it says the same as another, so that a form sent twice is recorded once.
    pub fn says_the_same(&self, other: &Self) -> bool {
        *self == Self { id: self.id.clone(), recorded_at: self.recorded_at, ..other.clone() }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::id::{AccountId, CatalogId};
    use crate::round::{Deed, Naming, Period, Slips};

    fn closed_at(moment: &str) -> Round {
        let deed = |at: &str| Deed { at: at.parse().unwrap(), by: AccountId::new("hanako") };
        Round {
            id: RoundId::new("round"),
            catalog: CatalogId::new("catalog"),
            name: "令和8年度 第1回".to_owned(),
            period: Period { from: date(2026, 6, 1), until: date(2026, 6, 21) },
            lists: Vec::new(),
            naming: Naming::Anonymous,
            slips: Slips::None,
            group_minimum: 5,
            state: State::Closed { opened: deed("2026-06-01T00:00:00Z"), closed: deed(moment) },
        }
    }

    #[test]
    fn a_result_is_shared_between_the_close_and_today() {
        // 16:00 in UTC is the next day in Japan.
        let (round, today) = (closed_at("2026-06-21T16:00:00Z"), date(2026, 7, 1));
        assert_eq!(check_day(&round, date(2026, 6, 21), today), Err(SharingRefusal::BeforeTheClose));
        assert_eq!(check_day(&round, date(2026, 6, 22), today), Ok(()));
        assert_eq!(check_day(&round, today, today), Ok(()));
        assert_eq!(check_day(&round, date(2026, 7, 2), today), Err(SharingRefusal::InTheFuture));
        let open = Round { state: State::Preparing, ..round };
        assert_eq!(check_day(&open, today, today), Err(SharingRefusal::BeforeTheClose));
    }
}
