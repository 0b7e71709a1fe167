//! One round: where it stands, what comes next, and how many sheets are back.

use axum::extract::Path;
use fluent_templates::fluent_bundle::FluentValue;
use maud::{Markup, html};
use tenken_domain::calendar;
use tenken_domain::collection::Progress;
use tenken_domain::permission::{Object, Right};
use tenken_domain::round::{Round, State};

use super::learned;
use super::planned::{self, Departments};
use crate::actions::staff_sheets;
use crate::web::collection;
use crate::web::results::list::has_something_to_show;
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::{self, Field, Form};
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::reply::{self, Reply, WebError};

/// The last day of an open round.
pub const UNTIL: Field = Field::new("until", "round-extend-until");

pub async fn page(person: Person, Path(id): Path<String>) -> Reply {
    let round = super::load(&person, &id).await?;
    let permit = person.may(Right::ReadRound, Object::Round(person.facility_id(), &round))?;
    let board = board(&permit, &round).await?;
    let nothing = (Fields::default(), Problems::default());
    reply::page(view(&permit, &round, &board, &nothing))
}

/// The same page with what was refused, and what was typed.
pub async fn refused(permit: &Permit<'_>, round: &Round, typed: (Fields, Problems)) -> Reply {
    let board = board(permit, round).await?;
    reply::refused(view(permit, round, &board, &typed))
}

/// How far the round is.
#[derive(Default)]
struct Board {
    /// How many sheets came back: the hospital's, or a head's department's; nothing for those who may not know.
    progress: Option<Progress>,
    /// Anonymous sheets that cannot be opened and counted any more.
    lost: u64,
    /// Those who said to have read the explanations after 提出, where that may be told.
    readers: Option<u64>,
    /// Before the opening: who will be asked.
    planned: Option<Departments>,
    /// Whether the closed round's result may be read.
    has_result: bool,
}

async fn board(permit: &Permit<'_>, round: &Round) -> Result<Board, WebError> {
    let person = permit.person;
    let planned = planned::load(permit, round).await?;
    let progress = collection::progress(person, round).await?;
    let has_result = round.is_closed() && has_something_to_show(person, round).await?;
    if !person.could(Right::ReadCollection, Object::Round(person.facility_id(), round)) {
        return Ok(Board { progress, planned, has_result, ..Board::default() });
    }
    let mut conn = person.app().db.reader().await?;
    let lost = staff_sheets::lost(&mut conn, &person.visitor.means(), round).await?;
    drop(conn);
    // The hospital's figure says nothing beside a head's own department.
    let is_whole = person.could(Right::ReadCollection, Object::Round(person.facility_id(), round));
    let readers = if is_whole { learned::readers(person, round).await? } else { None };
    Ok(Board { progress, lost, readers, planned, has_result })
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
            (steps(permit, round, (form, board)))
            @if permit.person.could(Right::ReadStaffSheets, Object::Round(permit.person.facility_id(), round)) {
                p { a.button.quiet href={"/rounds/" (round.id) "/staff-sheets"} { (text.text("round-staff-sheets")) } }
            }
            @if let Some(progress) = board.progress { (collected(permit, round, (progress, board))) }
        },
    )
}

/// What can be done now, in the order in which it is done.
fn steps(permit: &Permit<'_>, round: &Round, (typed, board): (Form<'_>, &Board)) -> Markup {
    let (text, person) = (permit.text, permit.person);
    let could = |action| person.could(action, Object::Round(person.facility_id(), round));
    html! {
        div.steps {
            @match round.state {
                State::Preparing => {
                    @if could(Right::OpenRound) {
                        p.hint { (text.text("round-open-fixes")) }
                        form method="post" action={"/rounds/" (round.id) "/opening"} {
                            (form::token(permit))
                            button.primary type="submit" { (text.text("round-open")) }
                        }
                        p { a.button.quiet href={"/rounds/" (round.id) "/edit"} { (text.text("rounds-edit")) } }
                    }
                }
                State::Open { .. } => {
                    @if could(Right::HandOut) {
                        p { a.button href={"/rounds/" (round.id) "/handout"} { (text.text("round-handout")) } }
                        p { a.button href={"/rounds/" (round.id) "/paper"} { (text.text("round-paper")) } }
                    }
                    @if could(Right::Remind) {
                        p { a.button href={"/rounds/" (round.id) "/reminders"} { (text.text("round-reminders")) } }
                    }
                    @if could(Right::ReadSheets) {
                        p { a.button href="/answering" { (text.text("menu-answering")) } }
                        p { a.button.quiet href={"/rounds/" (round.id) "/result"} { (text.text("round-result")) } }
                    }
                    @if could(Right::CloseRound) { (extension(permit, round, typed)) }
                }
                State::Closed { .. } => {
                    @if board.has_result { p { a.button href={"/rounds/" (round.id) "/result"} { (text.text("round-result")) } } }
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

/// One line, and where all of it stands.
fn collected(permit: &Permit<'_>, round: &Round, (progress, board): (Progress, &Board)) -> Markup {
    let text = permit.text;
    html! {
        h2 { (text.text("collection-title")) }
        p { (text.text("collection-handed-in")) " " (collection::in_one_line(text, progress)) }
        @if board.lost > 0 {
            p.warning { (text.with("round-sheets-lost", [("sheets", FluentValue::from(board.lost))])) }
        }
        (learned::view(text, board.readers, progress.handed_in))
        p { a.button href={ "/rounds/" (round.id) "/collection" } { (text.text("collection-open")) } }
    }
}
