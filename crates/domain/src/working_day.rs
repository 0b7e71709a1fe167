//! Days on which people are at work: no weekends, no public holidays (国民の祝日に関する法律), no turn of the year. The
//! rules are the law's as it stands since 2020; the equinoxes follow the astronomical formula for 1980 to 2099.

use jiff::Timestamp;
use jiff::civil::{Date, Time, Weekday};

use crate::calendar::{day_of, japan};

/// When mail may go out by itself, in Japan.
pub const SENDING_FROM: Time = Time::constant(9, 0, 0, 0);
/// The end of it: from here on no more.
pub const SENDING_UNTIL: Time = Time::constant(17, 0, 0, 0);

/// The longest row of days off is much shorter than this.
const LONGEST_REST: usize = 30;

/// Whether an ordinary office works on this day.
pub fn is_working_day(day: Date) -> bool {
    !is_weekend(day) && !is_turn_of_the_year(day) && !is_holiday(day)
}

/// The last working day that is not after this one.
pub fn working_day_on_or_before(day: Date) -> Date {
    let mut days = std::iter::successors(Some(day), |day| day.yesterday().ok()).take(LONGEST_REST);
    days.find(|day| is_working_day(*day)).unwrap_or(day)
}

/// The first working day that is not before this one.
pub fn working_day_on_or_after(day: Date) -> Date {
    let mut days = std::iter::successors(Some(day), |day| day.tomorrow().ok()).take(LONGEST_REST);
    days.find(|day| is_working_day(*day)).unwrap_or(day)
}

/// Whether mail may go out by itself at this moment.
pub fn is_sending_time(moment: Timestamp) -> bool {
    let time = moment.to_zoned(japan()).time();
    is_working_day(day_of(moment)) && SENDING_FROM <= time && time < SENDING_UNTIL
}

/// 国民の祝日, 振替休日 and 国民の休日.
pub fn is_holiday(day: Date) -> bool {
    is_named(day) || is_substitute(day) || is_between_two(day)
}

fn is_weekend(day: Date) -> bool {
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

/// 年末年始: 29 December to 3 January, as offices keep it.
fn is_turn_of_the_year(day: Date) -> bool {
    matches!((day.month(), day.day()), (12, 29..=31) | (1, 1..=3))
}

/// How the law places a holiday in a year.
#[derive(Clone, Copy)]
enum Rule {
    /// Month and day.
    On(i8, i8),
    /// The first, second, third … Monday of a month.
    Monday(i8, i8),
    SpringEquinox,
    AutumnEquinox,
}

const RULES: [Rule; 13] = [
    Rule::On(1, 1),      // 元日
    Rule::Monday(1, 2),  // 成人の日
    Rule::On(2, 11),     // 建国記念の日
    Rule::On(2, 23),     // 天皇誕生日
    Rule::SpringEquinox, // 春分の日
    Rule::On(4, 29),     // 昭和の日
    Rule::On(5, 3),      // 憲法記念日
    Rule::On(5, 4),      // みどりの日
    Rule::On(5, 5),      // こどもの日
    Rule::Monday(9, 3),  // 敬老の日
    Rule::AutumnEquinox, // 秋分の日
    Rule::On(11, 3),     // 文化の日
    Rule::On(11, 23),    // 勤労感謝の日
];

/// 海の日, 山の日, スポーツの日: two years had them elsewhere, for the Olympic games.
const MOVABLE: [Rule; 3] = [Rule::Monday(7, 3), Rule::On(8, 11), Rule::Monday(10, 2)];
const MOVED: [(i16, [Rule; 3]); 2] = [
    (2020, [Rule::On(7, 23), Rule::On(8, 10), Rule::On(7, 24)]),
    (2021, [Rule::On(7, 22), Rule::On(8, 8), Rule::On(7, 23)]),
];

/// A holiday with a name of its own (国民の祝日).
fn is_named(day: Date) -> bool {
    let moved = MOVED.iter().find(|(year, _)| *year == day.year()).map_or(&MOVABLE, |(_, moved)| moved);
    RULES.iter().chain(moved).any(|rule| rule.is_on(day))
}

impl Rule {
    fn is_on(self, day: Date) -> bool {
        match self {
            Self::On(month, on) => (day.month(), day.day()) == (month, on),
            Self::Monday(month, nth) => {
                day.month() == month && day.weekday() == Weekday::Monday && (day.day() - 1) / 7 + 1 == nth
            }
            Self::SpringEquinox => day.month() == 3 && equinox(day.year(), 20_843_100) == day.day(),
            Self::AutumnEquinox => day.month() == 9 && equinox(day.year(), 23_248_800) == day.day(),
        }
    }
}

/// The day of the month of an equinox, given its place in 1980 in millionths of a day (国立天文台's rule of thumb).
fn equinox(year: i16, in_1980: i32) -> i8 {
    let years = i32::from(year) - 1980;
    let day = (in_1980 + 242_194 * years).div_euclid(1_000_000) - years.div_euclid(4);
    i8::try_from(day).unwrap_or_default()
}

/// 振替休日: the first day that is no holiday of its own after one that fell on a Sunday.
fn is_substitute(day: Date) -> bool {
    let before = std::iter::successors(day.yesterday().ok(), |day| day.yesterday().ok());
    let mut row = before.take_while(|before| is_named(*before));
    !is_named(day) && row.any(|before| before.weekday() == Weekday::Sunday)
}

/// 国民の休日: a day between two holidays.
fn is_between_two(day: Date) -> bool {
    let named = |neighbour: Result<Date, jiff::Error>| neighbour.is_ok_and(is_named);
    named(day.yesterday()) && named(day.tomorrow())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    /// Every day off of a year that is no mere weekend, as 内閣府 lists them: `月/日`.
    fn holidays(year: i16) -> String {
        let days = date(year, 1, 1).series(jiff::Span::new().days(1)).take_while(|day| day.year() == year);
        let off = days.filter(|day| is_holiday(*day)).map(|day| format!("{}/{}", day.month(), day.day()));
        off.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn the_holidays_are_those_of_the_official_lists() {
        for (year, official) in [
            (2020, "1/1 1/13 2/11 2/23 2/24 3/20 4/29 5/3 5/4 5/5 5/6 7/23 7/24 8/10 9/21 9/22 11/3 11/23"),
            (2021, "1/1 1/11 2/11 2/23 3/20 4/29 5/3 5/4 5/5 7/22 7/23 8/8 8/9 9/20 9/23 11/3 11/23"),
            (
                2024,
                "1/1 1/8 2/11 2/12 2/23 3/20 4/29 5/3 5/4 5/5 5/6 7/15 8/11 8/12 9/16 9/22 9/23 10/14 11/3 11/4 11/23",
            ),
            (
                2025,
                "1/1 1/13 2/11 2/23 2/24 3/20 4/29 5/3 5/4 5/5 5/6 7/21 8/11 9/15 9/23 10/13 11/3 11/23 11/24",
            ),
            (2026, "1/1 1/12 2/11 2/23 3/20 4/29 5/3 5/4 5/5 5/6 7/20 8/11 9/21 9/22 9/23 10/12 11/3 11/23"),
            (2027, "1/1 1/11 2/11 2/23 3/21 3/22 4/29 5/3 5/4 5/5 7/19 8/11 9/20 9/23 10/11 11/3 11/23"),
        ] {
            assert_eq!(holidays(year), official, "{year}");
        }
    }

    #[test]
    fn the_equinoxes_follow_the_formula_over_its_whole_range() {
        for (year, spring, autumn) in
            [(1980, 20, 23), (1992, 20, 23), (2012, 20, 22), (2030, 20, 23), (2099, 20, 23)]
        {
            assert_eq!((equinox(year, 20_843_100), equinox(year, 23_248_800)), (spring, autumn), "{year}");
        }
    }

    #[test]
    fn weekends_holidays_and_the_turn_of_the_year_move_a_day_to_work() {
        for (day, before, after) in [
            (date(2026, 11, 20), date(2026, 11, 20), date(2026, 11, 20)),
            (date(2026, 11, 23), date(2026, 11, 20), date(2026, 11, 24)),
            (date(2026, 5, 6), date(2026, 5, 1), date(2026, 5, 7)),
            (date(2026, 9, 22), date(2026, 9, 18), date(2026, 9, 24)),
            (date(2027, 1, 3), date(2026, 12, 28), date(2027, 1, 4)),
        ] {
            assert_eq!(
                (working_day_on_or_before(day), working_day_on_or_after(day)),
                (before, after),
                "{day}"
            );
        }
    }

    #[test]
    fn mail_goes_out_by_itself_from_nine_to_five() {
        let is_sent = |moment: &str| is_sending_time(moment.parse().unwrap());
        assert!(!is_sent("2026-11-20T08:59:59+09:00") && is_sent("2026-11-20T09:00:00+09:00"));
        assert!(is_sent("2026-11-20T16:59:59+09:00") && !is_sent("2026-11-20T17:00:00+09:00"));
        assert!(!is_sent("2026-11-21T12:00:00+09:00") && !is_sent("2026-11-23T12:00:00+09:00"));
    }
}
