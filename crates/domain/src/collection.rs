//! How sheets come back (回収): how far a group is, and its course day by day.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::id::DepartmentId;
use crate::result::Share;
use crate::slip::AskedPerson;

/// Sheets by the day on which the board counted them; days without any are no entry.
pub type Days = BTreeMap<Date, u64>;

/// How far the hospital or a group is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Progress {
    pub asked: u64,
    pub handed_in: u64,
    /// Set aside for long, and not among those asked.
    pub away: u64,
}

impl Progress {
    /// Sheets over people asked; more than all where somebody answered twice.
    pub const fn share(self) -> Share {
        Share::new(self.handed_in, self.asked)
    }

    /// How many sheets are still to come; never below none.
    pub const fn missing(self) -> u64 {
        self.asked.saturating_sub(self.handed_in)
    }
}

impl std::ops::Add for Progress {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self {
            asked: self.asked + other.asked,
            handed_in: self.handed_in + other.handed_in,
            away: self.away + other.away,
        }
    }
}

/// A department with what did not come back of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    pub department: DepartmentId,
    /// As it was called when the round opened.
    pub name: String,
    pub progress: Progress,
    /// Sheets that came by poster or paper without a card: nobody knows whose.
    pub without_slip: u64,
    pub missing: Missing,
    /// Those among them who have left the hospital since, by the register: no longer missing, but still counted as asked
    /// until they are set aside.
    pub left: Vec<AskedPerson>,
}

/// Who, or how many.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Missing {
    /// Cards bear names: those asked whose card is not known to have been handed in, by kana.
    Names(Vec<AskedPerson>),
    Number(u64),
}

impl Missing {
    /// How many.
    pub const fn number(&self) -> u64 {
        match self {
            Self::Names(people) => people.len() as u64,
            Self::Number(number) => *number,
        }
    }
}

/// One day of a course.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    pub day: Date,
    /// Sheets of this day.
    pub sheets: u64,
    /// Sheets up to this day.
    pub total: u64,
}

/// The days on which anything was counted, with the running total.
pub fn course(days: &Days) -> Vec<Step> {
    let mut total = 0;
    let step = |(day, sheets): (&Date, &u64)| {
        total += sheets;
        Step { day: *day, sheets: *sheets, total }
    };
    days.iter().map(step).collect()
}

/// The days that a page shows, the last one first, and those before them together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Window {
    pub days: Vec<Date>,
    /// There are days before these.
    pub has_earlier: bool,
}

impl Window {
    /// The last `most` days of a course.
    pub fn of(course: &[Step], most: usize) -> Self {
        let days = course.iter().rev().take(most).map(|step| step.day).collect();
        Self { days, has_earlier: course.len() > most }
    }

    /// The sheets of a group before the days that are shown.
    pub fn earlier(&self, days: &Days) -> u64 {
        match self.days.last() {
            Some(first) => days.range(..first).map(|(_, sheets)| sheets).sum(),
            None => 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn days() -> Days {
        [(date(2026, 11, 20), 5), (date(2026, 11, 18), 7), (date(2026, 11, 22), 1)].into()
    }

    #[test]
    fn a_course_runs_up_to_all_sheets_in_the_order_of_the_days() {
        let totals: Vec<_> = course(&days()).iter().map(|step| (step.day.day(), step.total)).collect();
        assert_eq!(totals, [(18, 7), (20, 12), (22, 13)]);
        assert!(course(&Days::new()).is_empty());
    }

    #[test]
    fn what_no_column_shows_is_told_together() {
        let course = course(&days());
        let window = Window::of(&course, 2);
        assert_eq!(window.days, [date(2026, 11, 22), date(2026, 11, 20)]);
        assert!(window.has_earlier);
        assert_eq!(window.earlier(&days()), 7);
        let whole = Window::of(&course, 3);
        assert_eq!((whole.has_earlier, whole.earlier(&days())), (false, 0));
        assert_eq!(Window::of(&[], 3).earlier(&days()), 0);
    }

    #[test]
    fn doubles_never_make_less_than_nobody_missing() {
        let progress = Progress { asked: 3, handed_in: 4, away: 1 };
        assert_eq!((progress.missing(), progress.share().rate()), (0, "133.3%".to_owned()));
    }
}
