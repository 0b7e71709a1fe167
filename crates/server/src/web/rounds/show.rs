//! One round: where it stands, what comes next, and how many sheets are back.

use axum::extract::Path;
use fluent_templates::fluent_bundle::FluentValue;
use maud::{Markup, html};
use tenken_domain::calendar;
use tenken_domain::permission::{Action, Object};
use tenken_domain::result::Share;
use tenken_domain::round::{Naming, Round, State};
use tenken_store::staff::{self, Asked, Axis};

use super::learned;
use super::planned::{self, Departments};
use crate::actions::staff_sheets;
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::{self, Field, Form};
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::reply::{self, Reply, WebError};

/// The last day of an open round.
pub const UNTIL: Field = Field::new("until", "round-extend-until");

pub async fn page(person: Person, Path(id): Path<String>) -> Reply {
    let round = super::load(&person, &id).await?;
    let permit = person.may(Action::ReadRound, Object::Round(person.facility_id(), &round))?;
    let board = board(&permit, &round).await?;
    let nothing = (Fields::default(), Problems::default());
    reply::page(view(&permit, &round, &board, &nothing))
}

/// The same page with what was refused, and what was typed.
pub async fn refused(permit: &Permit<'_>, round: &Round, typed: (Fields, Problems)) -> Reply {
    let board = board(permit, round).await?;
    reply::refused(view(permit, round, &board, &typed))
}

/// How many sheets came back.
#[derive(Default)]
struct Board {
    /// By department, the hospital first; nothing for those who may not know.
    rows: Vec<Asked>,
    /// Anonymous sheets that cannot be opened and counted any more.
    lost: u64,
    /// Those who said to have read the explanations after 提出, where that may be told.
    readers: Option<u64>,
    /// Before the opening: who will be asked.
    planned: Option<Departments>,
}

async fn board(permit: &Permit<'_>, round: &Round) -> Result<Board, WebError> {
    let person = permit.person;
    let planned = planned::load(permit, round).await?;
    if !person.could(Action::ReadCollection, Object::Round(person.facility_id(), round)) {
        return Ok(Board { planned, ..Board::default() });
    }
    let mut conn = person.app().db.reader().await?;
    let mut rows = staff::asked(&mut conn, &round.id, Axis::Hospital).await?;
    rows.extend(staff::asked(&mut conn, &round.id, Axis::Department).await?);
    let lost = staff_sheets::lost(&mut conn, &person.visitor.means(), round).await?;
    drop(conn);
    let readers = learned::readers(person, round).await?;
    Ok(Board { rows, lost, readers, planned })
}

fn view(permit: &Permit<'_>, round: &Round, board: &Board, typed: &(Fields, Problems)) -> Markup {
    let text = permit.text;
    let form = Form { text, fields: &typed.0, problems: &typed.1 };
    page::page(
        permit,
        &round.name,
        &html! {
            h1 { (round.name) }
            (form.summary())
            dl.facts {
                dt { (text.text("round-state")) }
                dd { (text.of("round-state", round.state.code())) }
                dt { (text.text("round-period")) }
                dd { (calendar::both(round.period.from)) " ～ " (calendar::both(round.period.until)) }
                dt { (text.text("round-naming")) }
                dd { (text.of("naming", round.naming.code())) }
            }
            @if let Some(departments) = &board.planned { (planned::view(permit, departments)) }
            (steps(permit, round, form))
            @if permit.person.could(Action::ReadStaffSheets, Object::Round(permit.person.facility_id(), round)) {
                p { a.button.quiet href={"/rounds/" (round.id) "/staff-sheets"} { (text.text("round-staff-sheets")) } }
            }
            @if !board.rows.is_empty() { (collection(permit, round, board)) }
        },
    )
}

/// What can be done now, in the order in which it is done.
fn steps(permit: &Permit<'_>, round: &Round, typed: Form<'_>) -> Markup {
    let (text, person) = (permit.text, permit.person);
    let could = |action| person.could(action, Object::Round(person.facility_id(), round));
    html! {
        div.steps {
            @match round.state {
                State::Preparing => {
                    @if could(Action::OpenRound) {
                        p.hint { (text.text("round-open-fixes")) }
                        form method="post" action={"/rounds/" (round.id) "/opening"} {
                            (form::token(permit))
                            button.primary type="submit" { (text.text("round-open")) }
                        }
                        p { a.button.quiet href={"/rounds/" (round.id) "/edit"} { (text.text("rounds-edit")) } }
                    }
                }
                State::Open { .. } => {
                    @if could(Action::HandOut) {
                        p { a.button href={"/rounds/" (round.id) "/handout"} { (text.text("round-handout")) } }
                        p { a.button href={"/rounds/" (round.id) "/paper"} { (text.text("round-paper")) } }
                    }
                    @if could(Action::ReadSheets) {
                        p { a.button href="/answering" { (text.text("menu-answering")) } }
                        p { a.button.quiet href={"/rounds/" (round.id) "/result"} { (text.text("round-result")) } }
                    }
                    @if could(Action::CloseRound) { (extension(permit, round, typed)) }
                }
                State::Closed { .. } => {
                    p { a.button href={"/rounds/" (round.id) "/result"} { (text.text("round-result")) } }
                }
            }
        }
    }
}

fn extension(permit: &Permit<'_>, round: &Round, typed: Form<'_>) -> Markup {
    let text = permit.text;
    let stands = Fields::new(vec![(UNTIL.name.to_owned(), round.period.until.to_string())]);
    let fields = if typed.problems.at(UNTIL.name, text).is_some() { typed.fields } else { &stands };
    html! {
        form.inline method="post" action={"/rounds/" (round.id) "/extension"} {
            (form::token(permit))
            (Form { fields, ..typed }.line(UNTIL, "text", "off"))
            button type="submit" { (text.text("round-extend")) }
        }
        p { a.button.quiet href={"/rounds/" (round.id) "/closure"} { (text.text("round-close")) } }
    }
}

fn collection(permit: &Permit<'_>, round: &Round, board: &Board) -> Markup {
    let text = permit.text;
    html! {
        h2 { (text.text("collection-title")) }
        @match round.naming {
            Naming::Anonymous => p.hint {
                (text.with("collection-in-batches", [("minimum", FluentValue::from(round.group_minimum))]))
            },
            Naming::Named => {}
        }
        p.hint { (text.text("collection-doubles")) }
        @if board.lost > 0 {
            p.warning { (text.with("round-sheets-lost", [("sheets", FluentValue::from(board.lost))])) }
        }
        (learned::view(text, board.readers, board.rows.first().map_or(0, |hospital| hospital.handed_in)))
        table.list {
            thead { tr {
                th scope="col" { (text.text("department")) }
                th.number scope="col" { (text.text("collection-handed-in")) }
                th.number scope="col" { (text.text("collection-rate")) }
            } }
            tbody {
                @for row in &board.rows {
                    tr {
                        th scope="row" {
                            @if row.key.is_none() { (text.text("whole-hospital")) } @else { (row.name) }
                        }
                        td.number { (row.handed_in) "/" (row.asked) }
                        td.number { (Share::new(row.handed_in, row.asked).rate()) }
                    }
                }
            }
        }
    }
}
