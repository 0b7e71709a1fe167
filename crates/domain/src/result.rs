//! チェックの結果 exactly as the sheet prints it: per viewpoint the rate (`0.0%`) and the number of items (`k/n`).

use std::fmt;

use crate::catalog::{Checklist, Item, Viewpoint};
use crate::mark::Mark;

/// `yes` out of `items`, counted, never estimated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Hash)]
pub struct Share {
    pub yes: u64,
    pub items: u64,
}

impl Share {
    pub const fn new(yes: u64, items: u64) -> Self {
        Self { yes, items }
    }

    /// Tenths of a percent, rounded half up as Excel shows the format `0.0%`; `None` where there is nothing to count.
    pub fn per_mille(self) -> Option<u64> {
        (self.items > 0).then(|| (2000 * self.yes + self.items) / (2 * self.items))
    }

    /// `46.1%`, or `-` for a viewpoint without items (never `0.0%`).
    pub fn rate(self) -> String {
        self.per_mille().map_or_else(|| "-".to_owned(), |tenths| format!("{}.{}%", tenths / 10, tenths % 10))
    }

    /// `41/89`, or `-` for a viewpoint without items.
    pub fn fraction(self) -> String {
        if self.items == 0 { "-".to_owned() } else { self.to_string() }
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.yes, self.items)
    }
}

impl std::ops::Add for Share {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self::new(self.yes + other.yes, self.items + other.items)
    }
}

/// Both rates of one class of items; they are always shown together, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Rates {
    /// 様式どおり: ○ over all items.
    pub as_printed: Share,
    /// 該当なしを除く: ○ over the items that are not 該当なし.
    pub applicable: Share,
}

impl Rates {
    /// Counts marks; blank, ×, 該当なし and 確認中 are not ○.
    pub fn of(marks: impl IntoIterator<Item = Option<Mark>>) -> Self {
        let mut rates = Self::default();
        for mark in marks {
            let yes = u64::from(mark == Some(Mark::Yes));
            let applicable = u64::from(mark != Some(Mark::NotApplicable));
            rates.as_printed = rates.as_printed + Share::new(yes, 1);
            rates.applicable = rates.applicable + Share::new(yes, applicable);
        }
        rates
    }
}

/// One row of チェックの結果.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ResultRow {
    /// `None` for the one row of a list without viewpoints.
    pub viewpoint: Option<Viewpoint>,
    pub rates: Rates,
}

/// チェックの結果 of one list: always 予防, 発見, 是正 in this order, or one row for a list without viewpoints.
pub fn result(list: &Checklist, marks: &[Option<Mark>]) -> Vec<ResultRow> {
    let marked = || list.items.iter().zip(marks.iter().copied());
    if !list.has_viewpoints() {
        return vec![ResultRow { viewpoint: None, rates: Rates::of(marked().map(|(_, mark)| mark)) }];
    }
    let row = |viewpoint| {
        let bears = |(item, _): &(&Item, Option<Mark>)| item.viewpoint == Some(viewpoint);
        ResultRow {
            viewpoint: Some(viewpoint),
            rates: Rates::of(marked().filter(bears).map(|(_, mark)| mark)),
        }
    };
    Viewpoint::ALL.map(row).to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_what_excel_shows_for_one_decimal() {
        assert_eq!(Share::new(41, 89).rate(), "46.1%");
        assert_eq!(Share::new(1, 16).rate(), "6.3%");
        assert_eq!(Share::new(3, 7).rate(), "42.9%");
        assert_eq!(Share::new(1, 1).rate(), "100.0%");
    }

    #[test]
    fn a_class_without_items_has_no_rate() {
        assert_eq!(Share::new(0, 0).rate(), "-");
        assert_eq!(Share::new(0, 0).fraction(), "-");
    }

    #[test]
    fn only_yes_counts_and_not_applicable_leaves_the_second_rate() {
        let marks =
            [Some(Mark::Yes), Some(Mark::No), Some(Mark::NotApplicable), Some(Mark::Pending(None)), None];
        let rates = Rates::of(marks);
        assert_eq!(rates.as_printed, Share::new(1, 5));
        assert_eq!(rates.applicable, Share::new(1, 4));
    }
}
