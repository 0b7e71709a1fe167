//! What was decided, as a table.

use maud::{Markup, html};
use tenken_domain::action::Action;
use tenken_domain::calendar;
use tenken_domain::decision::Decision;
use tenken_domain::meeting::Meeting;
use tenken_domain::money::yen;
use tenken_domain::permission::Right;

use super::{address, could};
use crate::web::plan;
use crate::web::support::form;
use crate::web::support::person::Permit;

/// The decisions of one meeting; what was taken down by mistake can be taken back until it is concluded.
pub fn table(
    permit: &Permit<'_>,
    (meeting, actions): (&Meeting, &[Action]),
    decisions: &[Decision],
) -> Markup {
    let text = permit.text;
    let can_take_back = could(permit.person, Right::Decide, meeting);
    html! {
        @if decisions.is_empty() { p { (text.text("decisions-none")) } }
        @else {
            table.list.stacked {
                thead { tr {
                    th scope="col" { (text.text("decision-kind")) }
                    th scope="col" { (text.text("decision-verdict")) }
                    th scope="col" { (text.text("decision-content")) }
                    th scope="col" { (text.text("decision-until")) }
                    th.number scope="col" { (text.text("decision-amount")) }
                    @if can_take_back { th scope="col" { (text.text("decision-take-back")) } }
                } }
                tbody { @for decision in decisions {
                    tr {
                        td data-label=(text.text("decision-kind")) { (text.of("decision-kind", decision.kind.code())) }
                        td data-label=(text.text("decision-verdict")) { strong { (text.of("decision-verdict", decision.verdict.code())) } }
                        td data-label=(text.text("decision-content")) { (content(permit, actions, decision)) }
                        td data-label=(text.text("decision-until")) { (decision.until.map_or_else(|| "-".to_owned(), calendar::both)) }
                        td.number data-label=(text.text("decision-amount")) { (decision.amount.map_or_else(|| "-".to_owned(), yen)) }
                        @if can_take_back {
                            td {
                                form method="post" action={ (address(meeting)) "/decisions/" (decision.id) "/removal" } {
                                    (form::token(permit))
                                    button.quiet type="submit" { (text.text("decision-take-back")) }
                                }
                            }
                        }
                    }
                } }
            }
        }
    }
}

fn content(permit: &Permit<'_>, actions: &[Action], decision: &Decision) -> Markup {
    let text = permit.text;
    let action = decision.action.as_ref().and_then(|id| actions.iter().find(|one| one.id == *id));
    html! {
        span.typed { (decision.content) }
        @if let Some(action) = action {
            br; (text.text("action-title")) "：" a href=(plan::address(action)) { (action.title) }
        }
        @if !decision.reason.is_empty() { br; span.hint.typed { (text.text("decision-reason")) "：" (decision.reason) } }
    }
}
