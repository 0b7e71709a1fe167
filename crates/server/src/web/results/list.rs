//! All rounds that have something to show: for a department head, only closed ones in which the department was asked.

use maud::{Markup, html};
use tenken_domain::calendar;
use tenken_domain::facts::GroupKey;
use tenken_domain::permission::{Object, Right};
use tenken_domain::round::Round;
use tenken_store::round;
use tenken_store::staff::{Axis, asked};

use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::reply::{self, Reply, WebError};

pub async fn page(person: Person) -> Reply {
    let permit = person.own()?;
    let all = round::all(&mut person.app().db.reader().await?, person.facility_id()).await?;
    let mut shown = Vec::new();
    for round in all {
        if has_something_to_show(&person, &round).await? {
            shown.push(round);
        }
    }
    reply::page(view(&permit, &shown))
}

/// Whether this person may read the round's result, or a part of it, now.
pub async fn has_something_to_show(person: &Person, round: &Round) -> Result<bool, WebError> {
    if person.could(Right::ReadResults, Object::Round(person.facility_id(), round)) {
        return Ok(!round.is_preparing());
    }
    was_asked(person, round).await
}

/// Whether this is a department head whose department was asked in this closed round.
pub async fn was_asked(person: &Person, round: &Round) -> Result<bool, WebError> {
    let Some(own) = person.principal.role.department().filter(|_| round.is_closed()) else {
        return Ok(false);
    };
    let mut conn = person.app().db.reader().await?;
    let groups = asked(&mut conn, &round.id, Axis::Department).await?;
    Ok(groups.iter().any(|group| group.key == Some(GroupKey::Department(own.clone()))))
}

fn view(permit: &Permit<'_>, rounds: &[Round]) -> Markup {
    let text = permit.text;
    let here = Object::Facility(permit.person.facility_id());
    page::page(
        permit,
        &text.text("results-title"),
        &html! {
            h1 { (text.text("results-title")) }
            @if rounds.is_empty() { p { (text.text(nothing(permit.person))) } }
            @else { (table(permit, rounds)) }
            @if permit.person.could(Right::ReadSheets, here) && !rounds.is_empty() {
                p {
                    a.button.quiet href="/trend" { (text.text("trend-title")) } " "
                    a.button.quiet href="/perception" { (text.text("perception-title")) }
                }
            }
            @if permit.person.could(Right::ReadTrainings, here) {
                p { a.button.quiet href="/trainings" { (text.text("trainings-title")) } }
            }
            @if permit.person.could(Right::ReadForms, here) {
                p { a.button.quiet href="/forms" { (text.text("forms-title")) } }
            }
        },
    )
}

/// Why nothing is listed.
fn nothing(person: &Person) -> &'static str {
    match person.principal.role.system() {
        Some(_) => "results-not-for-systems",
        None => "results-none",
    }
}

fn table(permit: &Permit<'_>, rounds: &[Round]) -> Markup {
    let (text, person) = (permit.text, permit.person);
    html! {
        table.list.stacked {
            thead { tr {
                th scope="col" { (text.text("round-name")) }
                th scope="col" { (text.text("round-period")) }
                th scope="col" { (text.text("round-state")) }
                th scope="col" { (text.text("reports-title")) }
            } }
            tbody {
                @for round in rounds {
                    tr {
                        th scope="row" { a href={"/rounds/" (round.id) "/result"} { (round.name) } }
                        td { (calendar::both(round.period.from)) " ～ " (calendar::both(round.period.until)) }
                        td { (text.of("round-state", round.state.code())) }
                        td {
                            @if person.could(Right::ReadResults, Object::Round(person.facility_id(), round)) {
                                a href={"/rounds/" (round.id) "/reports"} { (text.text("reports-open")) }
                                br;
                                a href={"/rounds/" (round.id) "/reports/full-report.pdf"} {
                                    (text.of("report", "full-report")) " (PDF)"
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
