//! チェックの結果 as the sheet prints it (視点, 割合, 項目数), and our line with both rates below it.

use serde::Serialize;
use tenken_domain::facts::{Figure, Figures, NOT_SPLIT, TOO_FEW};
use tenken_domain::result::{Rates, ResultRow, Share};

/// The result of one list, in the words that will be printed.
#[derive(Serialize)]
pub(crate) struct ResultTable {
    rows: Vec<Line>,
    /// 様式どおり 46/97｜該当なしを除く 46/46
    both: String,
}

#[derive(Serialize)]
struct Line {
    /// `None` on the staff list, whose table has no column 視点.
    viewpoint: Option<&'static str>,
    rate: String,
    fraction: String,
    applicable_rate: String,
    applicable_fraction: String,
}

impl ResultTable {
    pub fn new(result: &[ResultRow], all: Rates) -> Self {
        Self { rows: result.iter().map(Line::new).collect(), both: both(all) }
    }
}

impl Line {
    fn new(row: &ResultRow) -> Self {
        let Rates { as_printed, applicable } = row.rates;
        Self {
            viewpoint: row.viewpoint.map(|viewpoint| viewpoint.label()),
            rate: as_printed.rate(),
            fraction: as_printed.fraction(),
            applicable_rate: applicable.rate(),
            applicable_fraction: applicable.fraction(),
        }
    }
}

/// Both rates in one line, in the order in which they always stand.
pub(crate) fn both(rates: Rates) -> String {
    format!("様式どおり {}｜該当なしを除く {}", rates.as_printed.fraction(), rates.applicable.fraction())
}

/// A figure of the staff in one line, or why there is none.
pub(crate) fn of_staff(figures: &Figures, figure: Figure) -> String {
    let line = |printed: Share, applicable: String| {
        format!("様式どおり {}｜該当なしを除く {applicable}", with_fraction(printed))
    };
    match figure {
        Figure::Count(count) => line(count.as_printed(), with_fraction(count.applicable())),
        Figure::Printed(share) => line(share, NOT_SPLIT.to_owned()),
        Figure::Band(band) => band.label(),
        Figure::Hidden => figures.why_not().unwrap_or(TOO_FEW).to_owned(),
    }
}

/// `46.1% (41/89)`, or `-` where there is nothing to count.
pub(crate) fn with_fraction(share: Share) -> String {
    if share.items == 0 { "-".to_owned() } else { format!("{} ({share})", share.rate()) }
}

/// Behind 提出 n／対象 m: how many are not among those asked. Nothing where nobody is.
pub(crate) fn set_aside(away: u64) -> String {
    if away == 0 { String::new() } else { format!("（ほかに長期休業など{away}名を除く）") }
}
