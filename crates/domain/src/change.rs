//! What changed from one round to the next, and whether so few sheets can tell it from chance.

use crate::facts::Figure;
use crate::result::Share;

/// The difference of two rates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// Tenths of a percentage point: what is left when the two rates are subtracted as they are printed.
    pub tenths: i64,
    pub evidence: Evidence,
}

/// Whether a difference can be told from chance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence {
    Enough,
    /// So few sheets could as well have come out the other way round.
    TooLittle,
}

/// How both rates of one item changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Changes {
    /// 様式どおり
    pub as_printed: Change,
    /// 該当なしを除く; `None` where it says nothing else, or where one of the two rounds does not show it.
    pub applicable: Option<Change>,
}

/// Of two-sided 95 %.
const Z: f64 = 1.959_963_984_540_054;

impl Change {
    /// From the earlier share to the later one; `None` where one of them counts nothing.
    pub fn between(before: Share, now: Share) -> Option<Self> {
        let (lower, upper) = interval(before, now)?;
        let tenths = now.per_mille()?.cast_signed() - before.per_mille()?.cast_signed();
        let evidence = if lower > 0.0 || upper < 0.0 { Evidence::Enough } else { Evidence::TooLittle };
        Some(Self { tenths, evidence })
    }

    /// `+12.0`, `−3.5`, `±0.0`: percentage points.
    pub fn points(self) -> String {
        self.signed(["−", "±", "+"])
    }

    /// `12.0`, `-3.5`, `0.0`: the same for machines.
    pub fn number(self) -> String {
        self.signed(["-", "", ""])
    }

    fn signed(self, [minus, none, plus]: [&str; 3]) -> String {
        let sign = match self.tenths {
            0 => none,
            1.. => plus,
            ..0 => minus,
        };
        let tenths = self.tenths.unsigned_abs();
        format!("{sign}{}.{}", tenths / 10, tenths % 10)
    }
}

impl Changes {
    /// Between two rounds' figures of the same item and group. Only what both show as numbers is compared: a band or a
    /// hidden figure must not become sharper by what stands beside it.
    pub fn between(before: Figure, now: Figure) -> Option<Self> {
        let as_printed = Change::between(before.as_printed()?, now.as_printed()?)?;
        let split = before.applicable().zip(now.applicable());
        let applicable = split.and_then(|(before, now)| Change::between(before, now));
        Some(Self { as_printed, applicable: applicable.filter(|change| *change != as_printed) })
    }
}

/// The 95 % interval of `now` − `before`: Newcombe's hybrid of two Wilson intervals, without continuity correction.
///
/// Source: R. G. Newcombe, Interval estimation for the difference between independent proportions: comparison of eleven
/// methods, Statistics in Medicine 17 (1998) 873–890, method 10. The people of two rounds are mostly the same; nobody
/// knows who answered what, so the rounds are taken as independent, which calls too few changes real rather than too many.
pub fn interval(before: Share, now: Share) -> Option<(f64, f64)> {
    let (one, two) = (wilson(now)?, wilson(before)?);
    let difference = one.rate - two.rate;
    let down = (one.rate - one.lower).hypot(two.upper - two.rate);
    let up = (one.upper - one.rate).hypot(two.rate - two.lower);
    Some((difference - down, difference + up))
}

struct Wilson {
    rate: f64,
    lower: f64,
    upper: f64,
}

/// Wilson's interval of one rate; `None` where nothing is counted.
#[expect(clippy::cast_precision_loss, reason = "nobody counts 2^53 sheets")]
fn wilson(share: Share) -> Option<Wilson> {
    if share.items == 0 {
        return None;
    }
    let (n, rate) = (share.items as f64, share.yes as f64 / share.items as f64);
    let middle = Z.mul_add(Z, 2.0 * n * rate);
    let half = Z * (4.0 * n * rate).mul_add(1.0 - rate, Z * Z).sqrt();
    let whole = 2.0 * Z.mul_add(Z, n);
    Some(Wilson { rate, lower: (middle - half) / whole, upper: (middle + half) / whole })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::{Band, Count};

    /// Newcombe's own examples (his table II, method 10).
    #[test]
    fn the_interval_is_that_of_the_paper() {
        for (now, before, lower, upper) in [
            ((56, 70), (48, 80), 0.0524, 0.3339),
            ((9, 10), (3, 10), 0.1705, 0.8090),
            ((6, 7), (2, 7), 0.0582, 0.8062),
            ((5, 56), (0, 29), -0.0381, 0.1926),
            ((0, 10), (0, 20), -0.1611, 0.2775),
            ((0, 10), (0, 10), -0.2775, 0.2775),
            ((10, 10), (0, 20), 0.6791, 1.0),
            ((10, 10), (0, 10), 0.6075, 1.0),
        ] {
            let share = |(yes, items)| Share::new(yes, items);
            let (low, high) = interval(share(before), share(now)).unwrap();
            assert!((low - lower).abs() < 0.000_05 && (high - upper).abs() < 0.000_05, "{now:?} {before:?}");
        }
    }

    #[test]
    fn few_sheets_do_not_tell_a_change() {
        let change = |before, now| Change::between(before, now).unwrap();
        let few = change(Share::new(3, 6), Share::new(5, 6));
        assert_eq!((few.points().as_str(), few.evidence), ("+33.3", Evidence::TooLittle));
        let many = change(Share::new(150, 300), Share::new(210, 300));
        assert_eq!((many.points().as_str(), many.evidence), ("+20.0", Evidence::Enough));
        let down = change(Share::new(210, 300), Share::new(150, 300));
        assert_eq!((down.points().as_str(), down.evidence), ("−20.0", Evidence::Enough));
        assert_eq!((down.number().as_str(), many.number().as_str()), ("-20.0", "20.0"));
        let none = change(Share::new(5, 10), Share::new(5, 10));
        assert_eq!((none.points().as_str(), none.evidence), ("±0.0", Evidence::TooLittle));
        assert_eq!(Change::between(Share::new(0, 0), Share::new(1, 2)), None);
    }

    #[test]
    fn the_difference_is_that_of_the_printed_rates() {
        let change = Change::between(Share::new(1, 3), Share::new(2, 3)).unwrap();
        assert_eq!(change.points(), "+33.4", "66.7 − 33.3, as the reader subtracts");
    }

    #[test]
    fn only_figures_that_both_rounds_show_are_compared() {
        let exact = Figure::Count(Count { yes: 8, no: 6, not_applicable: 0, blank: 0 });
        let printed = Figure::Printed(Share::new(8, 12));
        for unknown in [Figure::Band(Band::AtLeast(90)), Figure::Hidden] {
            assert_eq!(Changes::between(unknown, exact), None);
            assert_eq!(Changes::between(exact, unknown), None);
        }
        assert_eq!(Changes::between(printed, exact).unwrap().applicable, None);
        let with_others = Figure::Count(Count { yes: 8, no: 4, not_applicable: 4, blank: 0 });
        let changes = Changes::between(exact, with_others).unwrap();
        assert_eq!(changes.as_printed.points(), "−7.1");
        assert_eq!(changes.applicable.unwrap().points(), "+9.6");
        assert_eq!(Changes::between(exact, exact).unwrap().applicable, None, "it would say the same");
    }
}
