//! The order, each place with the parts and sums it comes from.

use maud::{Markup, html};
use tenken_domain::permission::{Object, Right};
use tenken_domain::ranking::{Candidate, Placed, What};

use super::{Todo, has_what_if, place, rules, words};
use crate::web::plan::could_manage;
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::Form;
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::reply::{self, Reply};

pub async fn page(person: Person) -> Reply {
    let permit = person.may(Right::ReadPlan, Object::Facility(person.facility_id()))?;
    let todo = Todo::load(&person).await?;
    let has_what_if = has_what_if(&person).await?;
    let form = Form { text: permit.text, fields: &Fields::default(), problems: &Problems::default() };
    reply::page(view(&permit, (todo.as_ref(), has_what_if), form))
}

pub(super) fn view(
    permit: &Permit<'_>,
    (todo, has_what_if): (Option<&Todo>, bool),
    form: Form<'_>,
) -> Markup {
    let text = permit.text;
    let title = text.text("priorities-title");
    page::page(
        permit,
        &title,
        &html! {
            h1 { (title) }
            (form.summary())
            p { (text.text("priorities-intro")) }
            @if let Some(todo) = todo { (todo.plan.known.as_of(text)) }
            @if has_what_if { p { a.button.quiet href="/priorities/what-if" { (text.text("what-if-title")) } } }
            @match todo {
                None => p { (text.text("results-none")) },
                Some(todo) if todo.order.is_empty() => p { (text.text("priorities-nothing")) },
                Some(todo) => ol.ranks {
                    @for (nth, one) in todo.order.iter().enumerate() { (rank(permit, todo, (nth + 1, one), form)) }
                },
            }
            @if let Some(todo) = todo { (rules::view(text, todo.weights)) }
            p.hint { (text.text("priorities-ours")) }
            p { a href="/plan" { (text.text("plan-title")) } }
        },
    )
}

fn rank(permit: &Permit<'_>, todo: &Todo, (place, one): (usize, &Placed), form: Form<'_>) -> Markup {
    let (text, ranked) = (permit.text, &one.ranked);
    let Some((_, facts)) = todo.latest() else { return html! {} };
    html! {
        li id={ "rank-" (place) } {
            p {
                span.figure { (place) } " "
                @match &ranked.candidate.what {
                    What::Action(id) => a href={ "/plan/actions/" (id) } { (ranked.candidate.title) },
                    What::Finding(_) => {
                        (ranked.candidate.title) " "
                        span.hint { (text.text("priority-without-action")) }
                        @if could_manage(permit.person) {
                            " " a href=(new_action(&ranked.candidate)) { (text.text("action-new")) }
                        }
                    },
                }
                "　" (text.with("priority-sum", [("total", ranked.total.into()), ("most", todo.weights.most().into())]))
            }
            @if let Some(by_hand) = &one.by_hand {
                p.note {
                    (text.with("priority-by-hand", [
                        ("rank", ranked.rank.into()),
                        ("by", by_hand.by.as_str().into()),
                        ("reason", by_hand.reason.as_str().into()),
                    ]))
                }
            }
            details {
                summary { (text.text("priority-why")) }
                (words::parts(text, facts.catalog, (&ranked.scores, ranked.total)))
            }
            @if could_manage(permit.person) { (place::form(permit, (place, one), form)) }
        }
    }
}

/// The form of a new action about everything the candidate is about.
fn new_action(candidate: &Candidate) -> String {
    let findings: Vec<String> =
        candidate.findings.iter().map(|one| format!("finding={}", one.code())).collect();
    format!("/plan/actions/new?{}", findings.join("&"))
}
