//! A 再依頼 to come: so many days before the last day of the round, moved to a working day. The day is worked out and
//! never stored, so that it follows the round's last day.

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

use crate::calendar::day_of;
use crate::id::{ReminderId, RoundId};
use crate::mailing::DELAY;
use crate::round::Period;
use crate::working_day::{is_sending_time, working_day_on_or_after, working_day_on_or_before};

/// The most days before the end.
pub const MOST_DAYS_BEFORE: u64 = 60;

/// How people are asked again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Mail goes out by itself.
    Mail,
    /// Somebody prints the list of who is missing and hands it round.
    List,
}

impl Way {
    pub const ALL: [Self; 2] = [Self::List, Self::Mail];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Mail => "mail",
            Self::List => "list",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|way| way.code() == code)
    }
}

/// One planned reminder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reminder {
    pub id: ReminderId,
    pub round: RoundId,
    /// Days before the last day of the round, before weekends and holidays are stepped over.
    pub days_before: u64,
    pub way: Way,
    /// Of the mail; empty for a list.
    pub subject: String,
    pub body: String,
    pub done_at: Option<Timestamp>,
}

impl Reminder {
    /// The working day it was planned for.
    pub fn day(&self, period: Period) -> Date {
        let days = i64::try_from(self.days_before).unwrap_or_default();
        working_day_on_or_before(period.until.saturating_sub(days.days()))
    }

    /// The day on which it will happen, seen from today: what was missed is made up for on the next working day.
    /// `None` where no working day of the round is left.
    pub fn day_to_come(&self, period: Period, today: Date) -> Option<Date> {
        let day = self.day(period).max(working_day_on_or_after(today));
        (day <= period.until).then_some(day)
    }

    /// Whether the mailing is to be made now, so that it leaves within the hours of sending.
    pub fn is_due(&self, period: Period, now: Timestamp) -> bool {
        let leaves = now.checked_add(DELAY).unwrap_or(Timestamp::MAX);
        self.has_come(period, now) && is_sending_time(now) && is_sending_time(leaves)
    }

    /// Whether its day has come and the round's last day has not passed.
    pub fn has_come(&self, period: Period, now: Timestamp) -> bool {
        let today = day_of(now);
        self.done_at.is_none() && self.day(period) <= today && today <= period.until
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn reminder(days_before: u64) -> Reminder {
        Reminder {
            id: ReminderId::new("x"),
            round: RoundId::new("r"),
            days_before,
            way: Way::Mail,
            subject: String::new(),
            body: String::new(),
            done_at: None,
        }
    }

    fn until(day: Date) -> Period {
        Period::new(date(2026, 10, 1), day).unwrap()
    }

    #[test]
    fn the_day_steps_back_over_weekends_and_holidays_and_follows_the_last_day() {
        let ends = until(date(2026, 11, 30));
        assert_eq!(reminder(3).day(ends), date(2026, 11, 27));
        assert_eq!(
            reminder(7).day(ends),
            date(2026, 11, 20),
            "23 November is a holiday, before it a weekend"
        );
        assert_eq!(reminder(7).day(until(date(2026, 12, 4))), date(2026, 11, 27));
    }

    #[test]
    fn a_missed_day_is_made_up_for_while_the_round_lasts() {
        let ends = until(date(2026, 11, 30));
        assert_eq!(reminder(7).day_to_come(ends, date(2026, 11, 1)), Some(date(2026, 11, 20)));
        assert_eq!(reminder(7).day_to_come(ends, date(2026, 11, 21)), Some(date(2026, 11, 24)));
        assert_eq!(reminder(0).day_to_come(until(date(2026, 11, 29)), date(2026, 11, 28)), None);
    }

    #[test]
    fn a_mailing_is_made_only_where_it_also_leaves_in_working_hours() {
        let ends = until(date(2026, 11, 30));
        let is_due = |moment: &str| reminder(3).is_due(ends, moment.parse().unwrap());
        assert!(!is_due("2026-11-27T08:59:00+09:00") && is_due("2026-11-27T09:00:00+09:00"));
        assert!(is_due("2026-11-27T16:49:00+09:00") && !is_due("2026-11-27T16:50:00+09:00"));
        assert!(!is_due("2026-11-28T12:00:00+09:00"), "a Saturday");
        assert!(is_due("2026-11-30T12:00:00+09:00") && !is_due("2026-12-01T12:00:00+09:00"));
        let done = Reminder { done_at: Some(Timestamp::UNIX_EPOCH), ..reminder(3) };
        assert!(!done.is_due(ends, "2026-11-27T12:00:00+09:00".parse().unwrap()));
    }
}
