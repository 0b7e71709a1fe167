//! The cards of a round: printing them, and what to do about lost ones.

use std::ops::Range;

use axum::extract::{Path, Query};
use fluent_templates::fluent_bundle::FluentValue;
use maud::{Markup, html};
use serde::Deserialize;
use tenken_domain::facts::GroupKey;
use tenken_domain::id::DepartmentId;
use tenken_domain::permission::{Denial, Object, Right};
use tenken_domain::round::{Naming, Round, Slips};
use tenken_report::slips::PerPage;
use tenken_store::staff::{Asked, Axis, asked};

use super::{print, spares};
use crate::actions::slips::{self, Card};
use crate::web::rounds::load;
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::{self, Form};
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::reply::{self, Reply, WebError};
use crate::web::support::text::Text;

/// Whose cards, and what was just done.
#[derive(Deserialize)]
pub struct Wanted {
    #[serde(default)]
    department: String,
    /// The card that was replaced.
    #[serde(default)]
    replaced: String,
    /// Set where a card was not replaced because it had come back.
    #[serde(default)]
    refused: String,
}

pub async fn page(person: Person, Path(id): Path<String>, Query(wanted): Query<Wanted>) -> Reply {
    let round = load(&person, &id).await?;
    let permit = permit(&person, &round)?;
    let nothing = (Fields::default(), Problems::default());
    reply::page(view(&permit, &round, &wanted, &nothing).await?)
}

/// The same page with what was refused of the wish for spare cards.
pub async fn refused(permit: &Permit<'_>, round: &Round, typed: (Fields, Problems)) -> Reply {
    let wanted =
        Wanted { department: typed.0.get("department"), replaced: String::new(), refused: String::new() };
    reply::refused(view(permit, round, &wanted, &typed).await?)
}

/// Only rounds with cards have this page.
pub fn permit<'p>(person: &'p Person, round: &Round) -> Result<Permit<'p>, WebError> {
    let permit = person.may(Right::HandOut, Object::Round(person.facility_id(), round))?;
    if round.slips == Slips::None { Err(Denial::Invisible.into()) } else { Ok(permit) }
}

/// The departments of a round with their names at its opening.
pub async fn departments(person: &Person, round: &Round) -> Result<Vec<(DepartmentId, String)>, WebError> {
    let department = |one: Asked| match one.key? {
        GroupKey::Department(id) => Some((id, one.name)),
        GroupKey::Occupation(_) => None,
    };
    let mut conn = person.app().db.reader().await?;
    Ok(asked(&mut conn, &round.id, Axis::Department).await?.into_iter().filter_map(department).collect())
}

async fn view(
    permit: &Permit<'_>,
    round: &Round,
    wanted: &Wanted,
    typed: &(Fields, Problems),
) -> Result<Markup, WebError> {
    let text = permit.text;
    let departments = departments(permit.person, round).await?;
    let cards = slips::cards(&mut permit.person.app().db.reader().await?, round).await?;
    let form = Form { text, fields: &typed.0, problems: &typed.1 };
    let chosen = departments.iter().find(|(id, _)| id.as_str() == wanted.department);
    Ok(page::page(
        permit,
        &text.text("round-slips"),
        &html! {
            h1 { (text.text("round-slips")) }
            p { (round.name) }
            p { (text.of("slips", round.slips.code())) }
            (form.summary())
            (done(permit, round, wanted))
            @match chosen {
                None => (all(permit, round, (&departments, &cards))),
                Some((id, name)) => {
                    h2 { (name) }
                    p { a href={ "/rounds/" (round.id) "/slips" } { (text.text("slips-all-departments")) } }
                    @let own: Vec<&Card> = cards.iter().filter(|card| card.slip.department == *id).collect();
                    (links(permit, round, (Some(id), &own)))
                    (of_department(permit, round, &own))
                    @if round.slips == Slips::WithoutNames { (spares::inputs(permit, round, (id, form))) }
                }
            }
        },
    ))
}

fn done(permit: &Permit<'_>, round: &Round, wanted: &Wanted) -> Markup {
    let text = permit.text;
    html! {
        @if !wanted.refused.is_empty() { div.problems role="alert" { p { (text.text("slips-not-replaced")) } } }
        @if !wanted.replaced.is_empty() {
            p.done role="status" {
                (text.text("slips-replaced")) " "
                a href={ "/rounds/" (round.id) "/slips/cards.pdf?slip=" (wanted.replaced) } {
                    (text.text("slips-print-one"))
                }
            }
        }
    }
}

/// Links to the PDF, of everybody or of one department; where there are too many cards for one file, to several.
fn links(
    permit: &Permit<'_>,
    round: &Round,
    (department, cards): (Option<&DepartmentId>, &[&Card]),
) -> Markup {
    let text = permit.text;
    let of = department.map_or(String::new(), |id| format!("&department={id}"));
    let missing = cards.iter().filter(|card| !card.slip.handed_in).count();
    let printed = cards.iter().filter(|card| print::is_printed(round, card)).count();
    let link =
        |wanted: &str, part: usize| format!("/rounds/{}/slips/cards.pdf?{wanted}&part={part}{of}", round.id);
    html! {
        @for (part, range) in print::parts(printed) {
            p {
                @for per_page in PerPage::ALL {
                    @let each = FluentValue::from(per_page.cards());
                    a.button href=(link(&format!("per_page={}", per_page.cards()), part)) {
                        (text.with("slips-print", [("cards", FluentValue::from(range.len())), ("each", each)]))
                        (of_part(text, &range, printed))
                    }
                    " "
                }
            }
        }
        p {
            @for (part, range) in print::parts(missing) {
                a.button.quiet href=(link("missing=1", part)) {
                    (text.text("slips-print-missing")) (of_part(text, &range, missing))
                }
                " "
            }
        }
        p.hint { (text.text("slips-print-hint")) }
        @if round.naming == Naming::Named { p.hint { (text.text("slips-print-named")) } }
    }
}

/// Which cards a file holds, where it does not hold all.
fn of_part(text: Text, range: &Range<usize>, all: usize) -> String {
    if range.len() == all {
        return String::new();
    }
    let number = |number: usize| FluentValue::from(number);
    text.with("slips-print-part", [("from", number(range.start + 1)), ("until", number(range.end))])
}

fn all(
    permit: &Permit<'_>,
    round: &Round,
    (departments, cards): (&[(DepartmentId, String)], &[Card]),
) -> Markup {
    let text = permit.text;
    html! {
        (links(permit, round, (None, &cards.iter().collect::<Vec<_>>())))
        p.hint { (text.of("slips-hand-out", round.slips.code())) }
        table.list {
            thead { tr {
                th scope="col" { (text.text("department")) }
                th.number scope="col" { (text.text("slips-number")) }
                th.number scope="col" { (text.text("slips-handed-in")) }
            } }
            tbody {
                @for (id, name) in departments {
                    @let own = cards.iter().filter(|card| card.slip.department == *id);
                    tr {
                        th scope="row" {
                            a href={ "/rounds/" (round.id) "/slips?department=" (id) } { (name) }
                        }
                        td.number { (own.clone().count()) }
                        td.number { (own.filter(|card| card.slip.handed_in).count()) }
                    }
                }
            }
        }
    }
}

/// Who has handed in stands on the list of those missing only, where each look is recorded.
fn of_department(permit: &Permit<'_>, round: &Round, cards: &[&Card]) -> Markup {
    let text = permit.text;
    let tells = round.slips == Slips::WithoutNames;
    html! {
        table.list.stacked {
            thead { tr {
                th scope="col" { (text.of("slips-bearer", round.slips.code())) }
                @if tells { th scope="col" { (text.text("slips-state")) } }
                th scope="col" { (text.text("slips-lost")) }
            } }
            tbody {
                @for card in cards {
                    tr {
                        th scope="row" { (bearer(card)) }
                        @if tells { td data-label=(text.text("slips-state")) { (state(permit, card)) } }
                        td {
                            @if !(tells && card.slip.handed_in) {
                                form method="post"
                                    action={ "/rounds/" (round.id) "/slips/" (card.slip.id) "/replacement" } {
                                    (form::token(permit))
                                    button.quiet type="submit" {
                                        (text.text("slips-replace"))
                                        span.visually-hidden { "（" (bearer(card)) "）" }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn bearer(card: &Card) -> String {
    match &card.person {
        Some(person) => format!("{}（{}）", person.name, person.staff_number),
        None => format!("No. {}", card.slip.position),
    }
}

fn state(permit: &Permit<'_>, card: &Card) -> String {
    permit.text.text(if card.slip.handed_in { "slips-is-handed-in" } else { "slips-is-not-handed-in" })
}
