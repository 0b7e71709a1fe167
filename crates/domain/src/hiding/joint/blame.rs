//! Which figure keeps a reader from doubt, and what to show instead of it.

use super::program::Map;
use super::simplex::Simplex;
use crate::facts::{Band, Count, Figure};
use crate::hiding::is_exact;

/// A price at most so large is none.
const FREE: f64 = 1e-6;

/// Of the figures that hold a number down, as the prices of its best world tell, the smallest of which a split can be
/// spared, else the smallest exact one, else the smallest band.
pub(super) fn change(
    simplex: &Simplex,
    map: &Map,
    (shown, counts): (&[Figure], &[Count]),
) -> Option<(usize, Figure)> {
    let instead = |group: usize| {
        let counted = map.lines[map.line_of[group]].counted?;
        let prices = counted.map(|variable| simplex.price(variable));
        Some((group, instead(shown[group], counts[group], prices)?))
    };
    smallest((0..shown.len()).filter_map(instead), (shown, counts))
}

/// Where no prices are to be had: the smallest of all figures.
pub(super) fn any_change((shown, counts): (&[Figure], &[Count])) -> Option<(usize, Figure)> {
    let instead = |(group, figure): (usize, &Figure)| match figure {
        Figure::Count(count) if count.yes < count.sheets() => {
            Some((group, Figure::Printed(count.as_printed())))
        }
        Figure::Count(_) | Figure::Printed(_) | Figure::Band(_) => Some((group, Figure::Hidden)),
        Figure::Hidden => None,
    };
    smallest(shown.iter().enumerate().filter_map(instead), (shown, counts))
}

fn smallest(
    changes: impl Iterator<Item = (usize, Figure)>,
    (shown, counts): (&[Figure], &[Count]),
) -> Option<(usize, Figure)> {
    changes.min_by_key(|&(group, instead)| {
        (instead == Figure::Hidden, !is_exact(shown[group]), counts[group].sheets())
    })
}

/// What tells less than this figure, and tells less of what is asked for.
fn instead(figure: Figure, count: Count, prices: [f64; 4]) -> Option<Figure> {
    let [yes, others @ ..] = prices;
    let Count { yes: said_yes, no, not_applicable, blank } = count;
    let is_held = match figure {
        Figure::Count(_) if gains(&others, &[no, not_applicable, blank]) => {
            return Some(Figure::Printed(count.as_printed()));
        }
        Figure::Count(_) => gains(&prices, &[said_yes, no, not_applicable, blank]),
        Figure::Printed(_) => yes.abs() > FREE || others.iter().any(|price| *price > FREE),
        Figure::Band(Band::AtLeast(_)) => yes < -FREE || others.iter().any(|price| *price > FREE),
        Figure::Band(Band::AtMost(_)) => yes > FREE,
        Figure::Hidden => false,
    };
    is_held.then_some(Figure::Hidden)
}

/// Whether anything is gained where some of these sheets had given another answer.
fn gains(prices: &[f64], sheets: &[u64]) -> bool {
    let given = prices.iter().zip(sheets).filter(|(_, sheets)| **sheets > 0).map(|(price, _)| *price);
    let cheapest = given.fold(f64::INFINITY, f64::min);
    prices.iter().any(|price| *price > cheapest + FREE)
}
