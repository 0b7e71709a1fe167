//! The parts of a rank in words: from what they come, and how they add up.

use fluent_templates::fluent_bundle::FluentValue;
use maud::{Markup, html};
use tenken_domain::calendar;
use tenken_domain::catalog::Catalog;
use tenken_domain::id::ItemId;
use tenken_domain::money::yen;
use tenken_domain::ranking::{Basis, CellKey, Score};

use crate::web::support::text::Text;

/// The parts as a table that ends in their sum.
pub fn parts(text: Text, catalog: &Catalog, (scores, total): (&[Score], u64)) -> Markup {
    html! {
        table.list.stacked {
            thead { tr {
                th scope="col" { (text.text("priority-part")) }
                th scope="col" { (text.text("priority-basis")) }
                th.number scope="col" { (text.text("priority-points")) }
                th.number scope="col" { (text.text("priority-weight")) }
                th.number scope="col" { (text.text("priority-product")) }
            } }
            tbody {
                @for score in scores {
                    tr {
                        th scope="row" { (text.of("priority-part", score.part.code())) }
                        td data-label=(text.text("priority-basis")) { (basis(text, catalog, &score.basis)) }
                        td.number data-label=(text.text("priority-points")) { (score.points) }
                        td.number data-label=(text.text("priority-weight")) { "×" (score.weight) }
                        td.number data-label=(text.text("priority-product")) { (score.product) }
                    }
                }
                tr { th scope="row" colspan="4" { (text.text("priority-total")) } td.number { strong { (total) } } }
            }
        }
    }
}

fn basis(text: Text, catalog: &Catalog, basis: &Basis) -> String {
    let title =
        |item: &ItemId| catalog.item(item).map_or_else(|| item.to_string(), |(_, item)| item.title.clone());
    match basis {
        Basis::Unknown => text.text("priority-unknown"),
        Basis::Care { item, care } => {
            format!("{}（{}）", text.of("priority-care", care.code()), title(item))
        }
        Basis::Balance { cell, held } => {
            let values = [
                ("cell", cell_name(text, catalog, &cell.key).into()),
                ("share", cell.share.to_string().into()),
                ("above", (cell.share.yes + 1).into()),
                ("below", (cell.share.items + 2).into()),
            ];
            let words = text.with("priority-balance", values);
            match held {
                Some(_) => format!("{words} {}", text.text("priority-held")),
                None => words,
            }
        }
        Basis::Effort { days } => text.with("action-days", [("days", (*days).into())]),
        Basis::Reach { item, reach, people } => {
            let words = format!("{}（{}）", text.of("priority-reach", reach.code()), title(item));
            match people {
                Some(people) => {
                    let values = [("asked", FluentValue::from(people.asked)), ("of", people.of.into())];
                    format!("{words} {}", text.with("priority-people", values))
                }
                None => words,
            }
        }
        Basis::Open { since, days } => text
            .with("priority-open-since", [("day", calendar::both(*since).into()), ("days", (*days).into())]),
        Basis::Cost { first_year, once, yearly } => {
            let yearly = yearly.map_or_else(|| text.text("action-not-estimated"), yen);
            let values =
                [("sum", yen(*first_year).into()), ("once", yen(*once).into()), ("yearly", yearly.into())];
            text.with("priority-cost-of", values)
        }
    }
}

/// 「システム管理者・予防・ネットワーク・通信」
pub fn cell_name(text: Text, catalog: &Catalog, key: &CellKey) -> String {
    let audience = text.of("perception-side", key.audience.code());
    let topic = catalog.topic(&key.topic);
    let parts =
        [Some(audience), key.viewpoint.map(|one| one.label().to_owned()), topic.map(|one| one.title.clone())];
    parts.into_iter().flatten().collect::<Vec<_>>().join("／")
}
