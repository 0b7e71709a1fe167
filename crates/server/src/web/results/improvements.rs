//! 要改善事項 of the hospital: the items marked ×, and apart from them those still being asked.

use maud::{Markup, html};
use tenken_domain::catalog::{Catalog, Certainty, Checklist, Item};
use tenken_domain::facts::RoundFacts;
use tenken_domain::finding::{is_improvement, is_pending, marked_in};
use tenken_domain::round::Round;

use crate::web::guidance;
use crate::web::sheets;
use crate::web::support::text::Text;

pub fn view(text: Text, round: &Round, facts: &RoundFacts<'_>) -> Markup {
    html! {
        section #improvements {
            h2 { (text.text("result-improvements")) }
            (table(text, (facts.catalog, round), ("result-improvements", &marked_in(facts, is_improvement))))
            h3 { (text.text("result-pending")) }
            (table(text, (facts.catalog, round), ("result-pending", &marked_in(facts, is_pending))))
        }
    }
}

fn table(
    text: Text,
    (catalog, round): (&Catalog, &Round),
    (title, items): (&str, &[(&Checklist, &Item)]),
) -> Markup {
    html! {
        @if items.is_empty() { p { (text.text("result-no-items")) } }
        @else {
            div.scroll tabindex="0" role="region" aria-label=(text.text(title)) {
                table.list.stacked {
                    thead { tr {
                        th scope="col" { (text.text("result-list")) }
                        th.number scope="col" { (text.text("result-number")) }
                        th scope="col" { (text.text("sheet-viewpoint")) }
                        th scope="col" { (text.text("result-item")) }
                        th scope="col" { (text.text("guidance-explained")) }
                    } }
                    tbody {
                        @for (list, item) in items {
                            tr {
                                td { (list.title) }
                                td.number data-label=(text.text("result-number")) { (number(item)) }
                                td data-label=(text.text("sheet-viewpoint")) { (item.viewpoint.map_or("-", |viewpoint| viewpoint.label())) }
                                td { a href={(sheets::address(round, list)) "#item-" (item.id)} { (item.title) } }
                                td { (guidance::list::explained(text, catalog, item)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The number; one that may differ from the printed sheet's has an asterisk.
pub fn number(item: &Item) -> String {
    match item.number_is {
        Certainty::Certain => item.number.to_string(),
        Certainty::WellFounded | Certainty::Likely | Certainty::Unknown => format!("{}*", item.number),
    }
}
