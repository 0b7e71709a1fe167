//! Dates as a Japanese hospital writes them: 和暦 beside 西暦, the fiscal year (年度) from April, any width of digit.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};
use unicode_normalization::UnicodeNormalization;

/// Japan Standard Time: nine hours ahead of UTC, without daylight saving.
pub fn japan() -> TimeZone {
    TimeZone::fixed(Offset::constant(9))
}

/// The day in Japan at this moment.
pub fn day_of(moment: Timestamp) -> Date {
    moment.to_zoned(japan()).date()
}

/// The fiscal year (年度) of a day, as a Gregorian year: 2027-03-31 belongs to 2026.
pub fn fiscal_year(day: Date) -> i16 {
    if day.month() >= 4 { day.year() } else { day.year() - 1 }
}

/// An era: name, letter, first day.
struct Era {
    name: &'static str,
    letter: char,
    first: Date,
}

const ERAS: [Era; 3] = [
    Era { name: "令和", letter: 'R', first: Date::constant(2019, 5, 1) },
    Era { name: "平成", letter: 'H', first: Date::constant(1989, 1, 8) },
    Era { name: "昭和", letter: 'S', first: Date::constant(1926, 12, 25) },
];

/// `令和8年11月22日`; the Gregorian year for days before 昭和.
pub fn japanese(day: Date) -> String {
    let rest = format!("{}月{}日", day.month(), day.day());
    match ERAS.iter().find(|era| day >= era.first) {
        Some(era) => format!("{}{}年{rest}", era.name, year_in(era, day.year())),
        None => format!("{}年{rest}", day.year()),
    }
}

/// `令和8年11月22日（2026-11-22）`: both calendars, as every page shows a date.
pub fn both(day: Date) -> String {
    format!("{}（{day}）", japanese(day))
}

/// `令和8年11月22日（2026-11-22）16:05`: a moment in Japan.
pub fn moment(moment: Timestamp) -> String {
    let there = moment.to_zoned(japan());
    format!("{}{:02}:{:02}", both(there.date()), there.hour(), there.minute())
}

/// `2026-11-22 16:05:33`: a moment in Japan, for lists and tables that are sorted.
pub fn sortable_moment(moment: Timestamp) -> String {
    moment.to_zoned(japan()).strftime("%Y-%m-%d %H:%M:%S").to_string()
}

/// `令和8年度` for a fiscal year given as a Gregorian year. The fiscal year bears the era of its last months.
pub fn japanese_fiscal_year(year: i16) -> String {
    ERAS.iter()
        .find(|era| year >= era.first.year())
        .map_or_else(|| format!("{year}年度"), |era| format!("{}{}年度", era.name, year_in(era, year)))
}

fn year_in(era: &Era, year: i16) -> String {
    match year - era.first.year() + 1 {
        1 => "元".to_owned(),
        nth => nth.to_string(),
    }
}

/// Reads a day as people write it: `2026-11-22`, `2026/11/22`, `2026年11月22日`, `R8.11.22`, `令和8年11月22日`, `令和元年5月1日`,
/// in full or half width. `None` where it is no such day.
pub fn parse(text: &str) -> Option<Date> {
    let text: String = text.nfkc().filter(|c| !c.is_whitespace()).collect();
    let upper = text.to_uppercase();
    let era = ERAS.iter().find(|era| upper.starts_with(era.letter) || text.starts_with(era.name));
    let rest = match era {
        Some(era) if text.starts_with(era.name) => text.strip_prefix(era.name)?,
        Some(_) => text.get(1..)?,
        None => text.as_str(),
    };
    let rest = rest.replace('元', "1");
    let mut parts = rest.trim_end_matches('日').split(['-', '/', '.', '年', '月']);
    let mut number = || parts.next()?.parse::<i16>().ok();
    let (year, month, day) = (number()?, number()?, number()?);
    let year = match era {
        Some(era) if year >= 1 => year.checked_add(era.first.year() - 1)?,
        Some(_) => return None,
        None => year,
    };
    if parts.next().is_some() || !(1900..=2199).contains(&year) {
        return None;
    }
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_day_is_shown_in_both_calendars() {
        assert_eq!(both(date(2026, 11, 22)), "令和8年11月22日（2026-11-22）");
        assert_eq!(japanese(date(2019, 5, 1)), "令和元年5月1日");
        assert_eq!(japanese(date(2019, 4, 30)), "平成31年4月30日");
    }

    #[test]
    fn a_moment_is_shown_as_it_is_in_japan() {
        let late: Timestamp = "2026-11-21T15:05:33Z".parse().unwrap();
        assert_eq!(moment(late), "令和8年11月22日（2026-11-22）00:05");
        assert_eq!(sortable_moment(late), "2026-11-22 00:05:33");
    }

    #[test]
    fn a_day_is_read_as_people_write_it() {
        for text in [
            "2026-11-22",
            "2026/11/22",
            "２０２６年１１月２２日",
            "R8.11.22",
            "令和8年11月22日",
            "ｒ８．１１．２２",
        ] {
            assert_eq!(parse(text), Some(date(2026, 11, 22)), "{text}");
        }
        assert_eq!(parse("令和元年5月1日"), Some(date(2019, 5, 1)));
        for text in ["", "2026-13-01", "2026-02-30", "R0.1.1", "あした", "2026-11-22-1", "2026"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn the_fiscal_year_begins_in_april() {
        assert_eq!(fiscal_year(date(2027, 3, 31)), 2026);
        assert_eq!(fiscal_year(date(2027, 4, 1)), 2027);
        assert_eq!(japanese_fiscal_year(2026), "令和8年度");
    }
}
