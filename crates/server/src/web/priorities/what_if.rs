//! What a budget and so many person-days buy: the actions that lift the weakest cells most, before and after, and why.

use axum::extract::Query;
use maud::{Markup, html};
use serde::Deserialize;
use tenken_domain::action::{MOST_DAYS, MOST_YEN};
use tenken_domain::catalog::Catalog;
use tenken_domain::id::ItemId;
use tenken_domain::money::yen;
use tenken_domain::permission::{Denial, Object, Right};
use tenken_domain::ranking::What;
use tenken_domain::ranking::choice::{Budget, Choice, Lift, Proof, Reason, choose};

use super::{Todo, has_what_if, words};
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::{Field, Form};
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::reply::{self, Reply};
use crate::web::support::text::Text;

const YEN: Field = Field::new("yen", "what-if-yen").hint("what-if-yen-hint");
const DAYS: Field = Field::new("days", "what-if-days").hint("what-if-days-hint");
/// So many places of the search are looked at: well below a second in a hospital's plan.
const MOST_NODES: u64 = 20_000;

#[derive(Deserialize)]
pub struct Wanted {
    yen: Option<String>,
    days: Option<String>,
}

pub async fn page(person: Person, Query(wanted): Query<Wanted>) -> Reply {
    let permit = person.may(Right::ReadPlan, Object::Facility(person.facility_id()))?;
    if !has_what_if(&person).await? {
        return Err(Denial::Invisible.into());
    }
    let todo = Todo::load(&person).await?;
    let is_asked = wanted.yen.is_some();
    let pairs = [(YEN.name, wanted.yen), (DAYS.name, wanted.days)];
    let fields =
        Fields::new(pairs.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect());
    let mut problems = Problems::default();
    let budget = if is_asked { read(&fields, &mut problems) } else { None };
    let choice = match (todo.as_ref(), budget) {
        (Some(todo), Some(budget)) => chosen(todo, budget).await?,
        _ => None,
    };
    let form = Form { text: permit.text, fields: &fields, problems: &problems };
    reply::page(view(&permit, todo.as_ref(), (form, choice.as_ref())))
}

fn read(fields: &Fields, problems: &mut Problems) -> Option<Budget> {
    if fields.get(YEN.name).is_empty() {
        problems.add(YEN, "problem-required");
    }
    let yen = fields.yen(YEN, MOST_YEN, problems);
    let days = fields.number(DAYS, MOST_DAYS, (&["人日", "日"], "problem-number"), problems);
    Some(Budget { yen: yen?, days: days? })
}

/// Worked out away from the threads that answer requests.
async fn chosen(todo: &Todo, budget: Budget) -> Result<Option<Choice>, anyhow::Error> {
    let Some((_, facts)) = todo.latest() else { return Ok(None) };
    let (candidates, facts) = (todo.candidates.clone(), facts.clone());
    let choice = tokio::task::spawn_blocking(move || choose(&candidates, &facts, budget, MOST_NODES));
    Ok(Some(choice.await?))
}

fn view(permit: &Permit<'_>, todo: Option<&Todo>, (form, choice): (Form<'_>, Option<&Choice>)) -> Markup {
    let text = permit.text;
    let title = text.text("what-if-title");
    let catalog = todo.and_then(Todo::latest).map(|(_, facts)| facts.catalog);
    page::page(
        permit,
        &title,
        &html! {
            h1 { (title) }
            p { (text.text("what-if-intro")) }
            (form.summary())
            form method="get" action="/priorities/what-if" {
                (form.line(YEN, "text", "off"))
                (form.line(DAYS, "text", "off"))
                (form.submit("what-if-try"))
            }
            @if let (Some(choice), Some(catalog)) = (choice, catalog) { (answer(text, catalog, choice)) }
            p { a href="/priorities" { (text.text("priorities-title")) } }
        },
    )
}

fn answer(text: Text, catalog: &Catalog, choice: &Choice) -> Markup {
    html! {
        section #answer {
            h2 { (text.text("what-if-chosen")) " (" (choice.chosen.len()) ")" }
            p { (text.with("what-if-spent", [("yen", yen(choice.spent.yen).into()), ("days", choice.spent.days.into())])) }
            p.hint { (proof(text, choice.proof)) }
            (chosen_table(text, catalog, choice))
            (lifts(text, catalog, &choice.cells))
            (left_out(text, choice))
        }
    }
}

fn proof(text: Text, proof: Proof) -> String {
    match proof {
        Proof::Optimal { nodes } => text.with("what-if-optimal", [("nodes", nodes.into())]),
        Proof::Gap { found, bound, .. } => {
            text.with("what-if-gap", [("found", found.into()), ("bound", bound.into())])
        }
    }
}

fn chosen_table(text: Text, catalog: &Catalog, choice: &Choice) -> Markup {
    let title = |id: &ItemId| catalog.item(id).map_or_else(|| id.to_string(), |(_, item)| item.title.clone());
    html! {
        @if choice.chosen.is_empty() { p { (text.text("what-if-none")) } }
        @else {
            table.list.stacked {
                thead { tr {
                    th scope="col" { (text.text("action-title")) }
                    th scope="col" { (text.text("what-if-turned")) }
                    th.number scope="col" { (text.text("action-cost-once")) }
                    th.number scope="col" { (text.text("action-effort")) }
                } }
                tbody { @for one in &choice.chosen {
                    tr {
                        th scope="row" { (linked(&one.what, &one.title)) }
                        td data-label=(text.text("what-if-turned")) {
                            ul { @for item in &one.items { li { (title(item)) } } }
                        }
                        td.number data-label=(text.text("action-cost-once")) { (yen(one.price.yen)) }
                        td.number data-label=(text.text("action-effort")) { (one.price.days) }
                    }
                } }
            }
        }
    }
}

fn linked(what: &What, title: &str) -> Markup {
    match what {
        What::Action(id) => html! { a href={ "/plan/actions/" (id) } { (title) } },
        What::Finding(_) => html! { (title) },
    }
}

/// The cells that change, k/n before and after.
fn lifts(text: Text, catalog: &Catalog, cells: &[Lift]) -> Markup {
    let changed: Vec<&Lift> = cells.iter().filter(|lift| lift.before != lift.after).collect();
    html! {
        @if !changed.is_empty() {
            h3 { (text.text("what-if-cells")) }
            table.list.stacked {
                thead { tr {
                    th scope="col" { (text.text("trend-part")) }
                    th.number scope="col" { (text.text("what-if-before")) }
                    th.number scope="col" { (text.text("what-if-after")) }
                } }
                tbody { @for lift in changed {
                    tr {
                        th scope="row" { (words::cell_name(text, catalog, &lift.key)) }
                        td.number data-label=(text.text("what-if-before")) { (lift.before) }
                        td.number data-label=(text.text("what-if-after")) { (lift.after) }
                    }
                } }
            }
        }
    }
}

/// What was not chosen, and why.
fn left_out(text: Text, choice: &Choice) -> Markup {
    html! {
        @if !choice.left_out.is_empty() || !choice.unable.is_empty() {
            details {
                summary { (text.text("what-if-left-out")) " (" (choice.left_out.len() + choice.unable.len()) ")" }
                ul {
                    @for one in &choice.left_out { li { (linked(&one.what, &one.title)) "：" (reason(text, &one.reason)) } }
                    @for one in &choice.unable {
                        li {
                            (linked(&one.what, &one.title)) "："
                            (one.lacks.iter().map(|lack| text.of("what-if-lack", lack.code())).collect::<Vec<_>>().join("、"))
                        }
                    }
                }
            }
        }
    }
}

fn reason(text: Text, reason: &Reason) -> String {
    match reason {
        Reason::TurnsNothing => text.text("what-if-turns-nothing"),
        Reason::TurnedAlready => text.text("what-if-turned-already"),
        Reason::BeyondBudget(missing) => {
            text.with("what-if-beyond", [("yen", yen(missing.yen).into()), ("days", missing.days.into())])
        }
        Reason::NoRoom { missing, exchange } => {
            let room = text
                .with("what-if-no-room", [("yen", yen(missing.yen).into()), ("days", missing.days.into())]);
            match exchange {
                Some(exchange) => {
                    format!(
                        "{room} {}",
                        text.with("what-if-exchange", [("title", exchange.title.as_str().into())])
                    )
                }
                None => room,
            }
        }
    }
}
