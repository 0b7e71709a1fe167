//! The result of one round: of the whole hospital, or for a department head the own department's staff result only.

use axum::extract::Path;
use maud::{Markup, html};
use tenken_domain::calendar;
use tenken_domain::catalog::Checklist;
use tenken_domain::facts::RoundFacts;
use tenken_domain::permission::{Object, Right};
use tenken_domain::round::Round;

use super::{Sight, improvements, matrix, sheet, staff};
use crate::web::rounds::{learned, load};
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::reply::{self, Reply};

pub async fn page(person: Person, Path(id): Path<String>) -> Reply {
    let round = load(&person, &id).await?;
    let (permit, sight) = super::sight(&person, &round).await?;
    let facts = super::seen_facts(&person, &round, &sight).await?;
    match sight {
        Sight::Everything => {
            let readers = learned::readers(&person, &round).await?;
            reply::page(whole(&permit, &round, &facts, readers))
        }
        Sight::Department(_) => reply::page(own_part(&permit, &round, &facts)),
    }
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
                a.button href={"/rounds/" (round.id) "/reports"} { (text.text("reports-title")) } " "
                (sharing(permit, round, facts))
                (to_training(permit, round, facts))
            }
            (contents(permit, facts))
            (matrix::view(text, facts))
            @for one in &facts.sheets { (sheet::view(text, facts, one)) }
            (improvements::view(text, round, facts))
            (staff::whole(text, facts))
            @if let Some(staff) = &facts.staff { (learned::view(text, readers, staff.handed_in)) }
            (notes(permit, facts))
        },
    )
}

/// From what was found to a training about it.
fn to_training(permit: &Permit<'_>, round: &Round, facts: &RoundFacts<'_>) -> Markup {
    let may = permit.person.could(Right::ManageTrainings, Object::Facility(permit.person.facility_id()));
    html! {
        @if may && round.is_closed() && facts.staff.is_some() {
            " " a.button.quiet href={"/trainings/new?round=" (round.id)} { (permit.text.text("training-new")) }
        }
    }
}

fn own_part(permit: &Permit<'_>, round: &Round, facts: &RoundFacts<'_>) -> Markup {
    let title = format!("{} {}", permit.text.text("result-title"), round.name);
    let own = facts.staff.iter().flat_map(|staff| &staff.departments);
    page::page(
        permit,
        &title,
        &html! {
            h1 { (title) }
            (head(permit, round, facts))
            p { (sharing(permit, round, facts)) }
            @for group in own { (staff::of_group(permit.text, facts, group)) }
            (notes(permit, facts))
        },
    )
}

/// On to what groups and everybody are told, once there is something to tell.
fn sharing(permit: &Permit<'_>, round: &Round, facts: &RoundFacts<'_>) -> Markup {
    html! {
        @if round.is_closed() && facts.staff.is_some() {
            a.button href={"/rounds/" (round.id) "/sharing"} { (permit.text.text("sharing-title")) }
        }
    }
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
