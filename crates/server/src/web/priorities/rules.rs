//! How points are given (点数のつけ方): the weights and ladders of the data, in words.

use maud::{Markup, html};
use tenken_domain::money::yen;
use tenken_domain::ranking::{Care, Ladder, Part, Reach, Weights};

use crate::web::support::text::Text;

pub fn view(text: Text, weights: &Weights) -> Markup {
    html! {
        details {
            summary { (text.text("priority-rules")) }
            table.list.stacked {
                thead { tr {
                    th scope="col" { (text.text("priority-part")) }
                    th.number scope="col" { (text.text("priority-weight")) }
                    th scope="col" { (text.text("priority-points")) }
                } }
                tbody { @for part in Part::ALL {
                    tr {
                        th scope="row" { (text.of("priority-part", part.code())) }
                        td.number data-label=(text.text("priority-weight")) { "×" (weights.weight(part)) }
                        td data-label=(text.text("priority-points")) { (rule(text, weights, part)) }
                    }
                } }
            }
            p.hint { (text.with("priority-rule-unknown", [("points", weights.unknown.into())])) }
        }
    }
}

fn rule(text: Text, weights: &Weights, part: Part) -> String {
    let point = |word: String, points: &u64| format!("{word} {points}");
    match part {
        Part::Care => {
            let of = |care: Care| {
                weights.care.get(&care).map(|points| point(text.of("priority-care", care.code()), points))
            };
            joined(text, Care::ALL.into_iter().filter_map(of))
        }
        Part::Reach => {
            let of = |reach: Reach| {
                weights.reach.get(&reach).map(|points| point(text.of("priority-reach", reach.code()), points))
            };
            format!(
                "{} {}",
                joined(text, Reach::ALL.into_iter().filter_map(of)),
                text.text("priority-rule-reach")
            )
        }
        Part::Balance => text.text("priority-rule-balance"),
        Part::Effort => {
            ladder(text, &weights.effort, &|days| text.with("action-days", [("days", days.into())]))
        }
        Part::Open => {
            ladder(text, &weights.open, &|days| text.with("priority-days", [("days", days.into())]))
        }
        Part::Cost => ladder(text, &weights.cost, &yen),
    }
}

fn ladder(text: Text, ladder: &Ladder, amount: &dyn Fn(u64) -> String) -> String {
    let step = |up_to: u64, points: u64| {
        text.with("priority-step", [("amount", amount(up_to).into()), ("points", points.into())])
    };
    let steps = ladder.steps.iter().map(|one| step(one.up_to, one.points));
    let beyond = text.with("priority-beyond", [("points", ladder.beyond.into())]);
    joined(text, steps.chain([beyond]))
}

fn joined(text: Text, parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(&text.text("priority-comma"))
}
