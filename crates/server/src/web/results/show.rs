//! The result of one round: of the whole hospital, or for a department head the own department's staff result only.

use axum::extract::Path;
use maud::{Markup, html};
use tenken_domain::calendar;
use tenken_domain::catalog::Checklist;
use tenken_domain::facts::RoundFacts;
use tenken_domain::id::DepartmentId;
use tenken_domain::permission::{Action, Denial, Object};
use tenken_domain::round::Round;

use super::{improvements, list, matrix, sheet, staff};
use crate::facts::only_department;
use crate::web::rounds::{learned, load};
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::reply::{self, Reply, WebError};

pub async fn page(person: Person, Path(id): Path<String>) -> Reply {
    let round = load(&person, &id).await?;
    match person.may(Action::ReadResults, Object::Round(person.facility_id(), &round)) {
        Ok(_) if round.is_preparing() => Err(Denial::WrongState.into()),
        Ok(permit) => {
            let (facts, readers) =
                (super::facts(&person, &round).await?, learned::readers(&person, &round).await?);
            reply::page(whole(&permit, &round, &facts, readers))
        }
        Err(denied) => match person.principal.role.department() {
            Some(own) => department(&person, &round, own).await,
            None => Err(denied),
        },
    }
}

/// Before the close, and where the department was not asked, there is nothing a head may know of.
async fn department(person: &Person, round: &Round, own: &DepartmentId) -> Reply {
    let object = Object::DepartmentResult(person.facility_id(), round, own);
    let permit = person.may(Action::ReadResults, object)?;
    if !list::was_asked(person, round).await? {
        return Err(WebError::Denied(Denial::Invisible));
    }
    let facts = super::facts(person, round).await?;
    let (name, staff) = facts.staff.and_then(|staff| only_department(staff, own)).ok_or(Denial::Invisible)?;
    let facts = RoundFacts { sheets: Vec::new(), staff: Some(staff), ..facts };
    reply::page(own_part(&permit, round, &name, &facts))
}

fn whole(permit: &Permit<'_>, round: &Round, facts: &RoundFacts<'_>, readers: Option<u64>) -> Markup {
    let text = permit.text;
    let title = format!("{} {}", text.text("result-title"), round.name);
    page::page(
        permit,
        &title,
        &html! {
            h1 { (title) }
            (head(permit, round, facts))
            p.inline {
                a.button href={"/rounds/" (round.id) "/reports"} { (text.text("reports-title")) }
                (to_training(permit, round, facts))
            }
            (contents(permit, facts))
            (matrix::view(text, facts))
            @for one in &facts.sheets { (sheet::view(text, facts, one)) }
            (improvements::view(text, round, facts))
            @if let Some(staff) = &facts.staff { (staff::view(text, &text.text("whole-hospital"), facts.catalog, staff)) (learned::view(text, readers, staff.handed_in)) }
            (notes(permit, facts))
        },
    )
}

/// From what was found to a training about it.
fn to_training(permit: &Permit<'_>, round: &Round, facts: &RoundFacts<'_>) -> Markup {
    let may = permit.person.could(Action::ManageTrainings, Object::Facility(permit.person.facility_id()));
    html! {
        @if may && round.is_closed() && facts.staff.is_some() {
            " " a.button.quiet href={"/trainings/new?round=" (round.id)} { (permit.text.text("training-new")) }
        }
    }
}

fn own_part(permit: &Permit<'_>, round: &Round, name: &str, facts: &RoundFacts<'_>) -> Markup {
    let title = format!("{} {}", permit.text.text("result-title"), round.name);
    page::page(
        permit,
        &title,
        &html! {
            h1 { (title) }
            (head(permit, round, facts))
            @if let Some(staff) = &facts.staff { (staff::view(permit.text, name, facts.catalog, staff)) }
            (notes(permit, facts))
        },
    )
}

fn head(permit: &Permit<'_>, round: &Round, facts: &RoundFacts<'_>) -> Markup {
    let text = permit.text;
    html! {
        dl.facts {
            dt { (text.text("round-state")) }
            dd { (text.of("round-state", round.state.code())) }
            dt { (text.text("round-period")) }
            dd { (calendar::both(round.period.from)) " ～ " (calendar::both(round.period.until)) }
            dt { (text.text("result-as-of")) }
            dd { (calendar::both(facts.as_of)) }
        }
    }
}

/// Links to the parts of the page.
fn contents(permit: &Permit<'_>, facts: &RoundFacts<'_>) -> Markup {
    let text = permit.text;
    html! {
        nav aria-label=(text.text("result-contents")) {
            ul {
                li { a href="#matrix" { (text.text("result-matrix")) } }
                @for list in facts.sheets.iter().filter_map(|sheet| facts.catalog.checklist(&sheet.list)) {
                    li { a href={"#list-" (list.id)} { (list.title) } }
                }
                li { a href="#improvements" { (text.text("result-improvements")) } }
                @if facts.staff.is_some() { li { a href="#staff" { (text.text("result-staff")) } } }
            }
        }
    }
}

/// What is ours on this page, and how sure the numbers are.
fn notes(permit: &Permit<'_>, facts: &RoundFacts<'_>) -> Markup {
    let text = permit.text;
    let shown =
        facts.sheets.iter().map(|sheet| &sheet.list).chain(facts.staff.iter().map(|staff| &staff.list));
    let uncertain =
        shown.filter_map(|list| facts.catalog.checklist(list)).any(Checklist::has_uncertain_numbers);
    html! {
        @if uncertain { p.hint { (text.text("result-numbers-uncertain")) } }
        p.hint { (text.text("result-titles-are-ours")) }
    }
}
