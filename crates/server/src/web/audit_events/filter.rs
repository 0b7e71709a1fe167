//! Which entries are asked for: the event, the period in either calendar, the page.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan};
use tenken_domain::audit::AuditEvent;
use tenken_domain::calendar;
use tenken_store::audit;

use crate::web::support::fields::{Fields, Problems};

/// Entries on one page.
const PER_PAGE: u64 = 100;
/// Beyond this nobody turns pages; it also keeps the sum of skipped entries in bounds.
const LAST_PAGE: u64 = 1_000_000;

/// What was asked for, as it came and as it is understood.
#[derive(Debug)]
pub struct Filter {
    pub fields: Fields,
    pub page: u64,
    event: Option<AuditEvent>,
    from: Timestamp,
    until: Timestamp,
}

/// The filter of an address; without one, the last 31 days. Where a field cannot be read: what was typed, with the
/// problem noted.
pub fn read(pairs: Vec<(String, String)>, today: Date, problems: &mut Problems) -> Result<Filter, Fields> {
    let fields = with_usual_period(pairs, today);
    let code = fields.get("event");
    let event = AuditEvent::from_code(&code);
    if event.is_none() && !code.is_empty() {
        problems.add("event", "audit-event-unknown");
    }
    let from = fields.optional_day("from", problems).map(start).unwrap_or(Timestamp::MIN);
    let until = fields.optional_day("until", problems).and_then(|day| day.tomorrow().ok()).map(start);
    let until = until
        .map_or(Timestamp::MAX, |next| next.saturating_sub(SignedDuration::from_millis(1)).unwrap_or(next));
    if problems.is_empty() && until < from {
        problems.add("until", "audit-until-before-from");
    }
    if !problems.is_empty() {
        return Err(fields);
    }
    let page = fields.get("page").parse().unwrap_or(1).clamp(1, LAST_PAGE);
    Ok(Filter { fields, page, event, from, until })
}

impl Filter {
    /// The entries of this page, and one more if there is a next page.
    pub fn this_page(&self) -> audit::Filter {
        self.entries((self.page - 1) * PER_PAGE, PER_PAGE + 1)
    }

    pub const fn per_page() -> usize {
        PER_PAGE as usize
    }

    /// Everything the filter lets through, up to a limit.
    pub fn everything(&self, limit: u64) -> audit::Filter {
        self.entries(0, limit)
    }

    fn entries(&self, offset: u64, limit: u64) -> audit::Filter {
        audit::Filter { event: self.event, from: self.from, until: self.until, offset, limit }
    }

    /// The same filter in an address, on a page.
    pub fn query(&self, page: u64) -> String {
        let [event, from, until] = ["event", "from", "until"].map(|name| self.fields.get(name));
        let pairs = [("event", event), ("from", from), ("until", until), ("page", page.to_string())];
        serde_urlencoded::to_string(pairs).unwrap_or_default()
    }
}

/// An empty day leaves that side of the period open; a field that is not there at all means the usual.
fn with_usual_period(mut pairs: Vec<(String, String)>, today: Date) -> Fields {
    let usual = [("from", today.saturating_sub(31.days()).to_string()), ("until", today.to_string())];
    for (name, day) in usual {
        if !pairs.iter().any(|(key, _)| key == name) {
            pairs.push((name.to_owned(), day));
        }
    }
    Fields::new(pairs)
}

/// The first moment of a day in Japan.
fn start(day: Date) -> Timestamp {
    day.to_zoned(calendar::japan()).map_or(Timestamp::MIN, |start| start.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn asked(pairs: &[(&str, &str)]) -> Result<Filter, Fields> {
        let pairs = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        read(pairs, date(2026, 11, 22), &mut Problems::default())
    }

    #[test]
    fn without_a_filter_the_last_month_is_shown_up_to_the_end_of_today() {
        let filter = asked(&[]).expect("a filter").this_page();
        assert_eq!(filter.from.to_string(), "2026-10-21T15:00:00Z");
        assert_eq!(filter.until.to_string(), "2026-11-22T14:59:59.999Z");
        assert_eq!((filter.offset, filter.limit), (0, 101));
    }

    #[test]
    fn both_calendars_are_read_and_an_empty_day_leaves_the_side_open() {
        let filter = asked(&[("from", "令和8年11月1日"), ("until", ""), ("page", "3")]).expect("a filter");
        assert_eq!(filter.this_page().from.to_string(), "2026-10-31T15:00:00Z");
        assert_eq!((filter.this_page().until, filter.this_page().offset), (Timestamp::MAX, 200));
        assert!(asked(&[("from", "あした")]).is_err() && asked(&[("event", "nothing")]).is_err());
        assert!(asked(&[("from", "2026-11-02"), ("until", "2026-11-01")]).is_err());
        assert_eq!(asked(&[("page", "-7")]).expect("a filter").page, 1);
    }
}
