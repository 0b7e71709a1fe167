//! A figure of the staff in the words that are printed, and how it changed since the last round.

use serde::Serialize;
use tenken_domain::change::{Change, Changes, Evidence};
use tenken_domain::facts::{Figure, Figures, NOT_SPLIT, TOO_FEW};
use tenken_domain::result::Rates;

use crate::result_table::with_fraction;

/// Beside a difference that so few sheets cannot tell from chance.
pub(crate) const BY_CHANCE: &str = "※";
/// What the mark means.
pub(crate) const BY_CHANCE_MEANS: &str = "※の差は、この人数では変化とは言えません（95%信頼区間が0を含む）";
/// Before a rate under what is wanted.
pub(crate) const WEAK: &str = "▼";

/// Both rates, or one line that says why there are none.
#[derive(Serialize)]
pub(crate) struct Cell {
    pub as_printed: String,
    pub applicable: String,
    /// Instead of rates.
    pub note: String,
}

impl Cell {
    pub fn of(rates: Rates) -> Self {
        let [as_printed, applicable] = [rates.as_printed, rates.applicable].map(with_fraction);
        Self { as_printed, applicable, note: String::new() }
    }

    /// A figure of the staff, or why there is none.
    pub fn of_staff(figures: &Figures, figure: Figure) -> Self {
        match figure {
            Figure::Count(count) => Self::of(count.rates()),
            Figure::Printed(share) => {
                let (as_printed, applicable) = (with_fraction(share), NOT_SPLIT.to_owned());
                Self { as_printed, applicable, note: String::new() }
            }
            Figure::Band(band) => Self::saying(band.label()),
            Figure::Hidden => Self::saying(figures.why_not().unwrap_or(TOO_FEW)),
        }
    }

    pub fn saying(note: impl Into<String>) -> Self {
        Self { as_printed: String::new(), applicable: String::new(), note: note.into() }
    }
}

/// `+12.0（除く +9.5※）` in percentage points, with the mark where it says nothing; the second only where both rates
/// changed differently. Empty without a difference.
pub(crate) fn difference(changes: Option<Changes>) -> String {
    let Some(Changes { as_printed, applicable }) = changes else { return String::new() };
    match applicable {
        None => points(as_printed),
        Some(applicable) => format!("{}（除く {}）", points(as_printed), points(applicable)),
    }
}

/// `+12.0※`: the same of 様式どおり only, for narrow cells.
pub(crate) fn narrow_difference(changes: Option<Changes>) -> String {
    changes.map_or_else(String::new, |changes| points(changes.as_printed))
}

fn points(change: Change) -> String {
    let mark = match change.evidence {
        Evidence::Enough => "",
        Evidence::TooLittle => BY_CHANCE,
    };
    format!("{}{mark}", change.points())
}
