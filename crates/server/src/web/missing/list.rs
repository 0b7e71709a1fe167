//! The list: names by department where cards bear names, else numbers; and who was set aside.

use axum::extract::{Path, Query};
use fluent_templates::fluent_bundle::FluentValue;
use maud::{Markup, html};
use tenken_domain::collection::{Gap, Missing};
use tenken_domain::permission::{Object, Right};
use tenken_domain::person::Leave;
use tenken_domain::round::{Naming, Round, Slips};
use tenken_domain::slip::AskedPerson;
use tenken_store::slip;

use super::{Seen, Wanted, look};
use crate::web::collection::set_aside;
use crate::web::rounds::load;
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::reply::{self, Reply, WebError};

pub async fn page(person: Person, Path(id): Path<String>, Query(wanted): Query<Wanted>) -> Reply {
    let round = load(&person, &id).await?;
    let seen = look(&person, &round, wanted).await?;
    let away = away(&seen, &round).await?;
    reply::page(view(&seen, &round, &away))
}

/// Those set aside, for whoever may set aside: why somebody is away is nobody else's business.
async fn away(seen: &Seen<'_>, round: &Round) -> Result<Vec<(AskedPerson, Leave)>, WebError> {
    if !may_set_aside(&seen.permit, round) {
        return Ok(Vec::new());
    }
    let mut conn = seen.permit.person.app().db.reader().await?;
    let people = slip::people(&mut conn, &round.id).await?.into_iter();
    let is_seen = |one: &AskedPerson| seen.gaps.iter().any(|gap| gap.department == one.department);
    Ok(people.filter(is_seen).filter_map(|one| one.away.map(|leave| (one, leave))).collect())
}

/// Whether names lead to where somebody is set aside.
fn may_set_aside(permit: &Permit<'_>, round: &Round) -> bool {
    let object = Object::Round(permit.person.facility_id(), round);
    round.slips == Slips::WithNames && permit.person.could(Right::ManagePeople, object)
}

fn view(seen: &Seen<'_>, round: &Round, away: &[(AskedPerson, Leave)]) -> Markup {
    let text = seen.permit.text;
    let here = format!("/rounds/{}", round.id);
    page::page(
        &seen.permit,
        &text.text("missing-title"),
        &html! {
            h1 { (text.text("missing-title")) }
            p { a href={ (here) "/collection" } { (round.name) " " (text.text("collection-title")) } }
            (notes(seen, round))
            @if seen.only.is_none() && round.is_open() {
                p { a.button href={ (here) "/missing/letters.pdf" } { (text.text("missing-all-letters")) } }
            }
            @match round.slips {
                Slips::WithNames => @for gap in &seen.gaps { (names(&seen.permit, round, gap)) },
                Slips::WithoutNames | Slips::None => (numbers(seen, round)),
            }
            @if !away.is_empty() { (those_away(seen, round, away)) }
        },
    )
}

fn notes(seen: &Seen<'_>, round: &Round) -> Markup {
    let text = seen.permit.text;
    let minimum = || [("minimum", FluentValue::from(round.group_minimum))];
    let is_late = round.naming == Naming::Anonymous && round.is_open();
    html! {
        @match round.slips {
            Slips::WithNames => {
                p.note { (text.text("missing-recorded")) }
                @if is_late { p.hint { (text.with("missing-names-late", minimum())) } }
            }
            Slips::WithoutNames | Slips::None => {
                p.hint { (text.text("missing-numbers-only")) }
                @if is_late { p.hint { (text.with("missing-numbers-late", minimum())) } }
            }
        }
    }
}

/// A department's names by kana. Sheets that came without a card are nobody's, and said so.
fn names(permit: &Permit<'_>, round: &Round, gap: &Gap) -> Markup {
    let text = permit.text;
    let Missing::Names(people) = &gap.missing else { return html! {} };
    html! {
        section.missing {
            h2 { (gap.name) }
            p {
                strong { (text.with("missing-number", [("people", FluentValue::from(people.len()))])) }
                "　" (text.text("collection-handed-in")) " " (gap.progress.share()) "　"
                (set_aside(text, gap.progress.away))
            }
            @if gap.without_slip > 0 {
                p.hint { (text.with("missing-without-slip", [("sheets", FluentValue::from(gap.without_slip))])) }
            }
            @if people.is_empty() { p { (text.text("missing-nobody")) } }
            @else {
                (letter(permit, round, gap))
                (people_listed(permit, round, people))
            }
            @if !gap.left.is_empty() {
                p.hint { (text.with("missing-left", [("people", FluentValue::from(gap.left.len()))])) }
                (people_listed(permit, round, &gap.left))
            }
        }
    }
}

fn people_listed(permit: &Permit<'_>, round: &Round, people: &[AskedPerson]) -> Markup {
    let is_link = may_set_aside(permit, round);
    html! {
        ul.names {
            @for one in people {
                li {
                    span { (one.name) } " " small { (one.staff_number) }
                    @if is_link { " " (aside_link(permit, round, one)) }
                }
            }
        }
    }
}

fn aside_link(permit: &Permit<'_>, round: &Round, one: &AskedPerson) -> Markup {
    html! {
        a href={ "/rounds/" (round.id) "/missing/" (one.id) } {
            (permit.text.text("missing-set-aside"))
            span.visually-hidden { "（" (one.name) "）" }
        }
    }
}

/// The list to print, while handing in is still possible.
fn letter(permit: &Permit<'_>, round: &Round, gap: &Gap) -> Markup {
    html! {
        @if round.is_open() && gap.missing.number() > 0 {
            p {
                a.button.quiet href={ "/rounds/" (round.id) "/missing/letters.pdf?department=" (gap.department) } {
                    (permit.text.text("missing-letter"))
                    span.visually-hidden { "（" (gap.name) "）" }
                }
            }
        }
    }
}

fn numbers(seen: &Seen<'_>, round: &Round) -> Markup {
    let text = seen.permit.text;
    html! {
        table.list.stacked {
            thead { tr {
                th scope="col" { (text.text("department")) }
                th.number scope="col" { (text.text("collection-missing")) }
                th.number scope="col" { (text.text("collection-handed-in")) }
                th scope="col" { (text.text("missing-letters")) }
            } }
            tbody {
                @for gap in &seen.gaps {
                    tr {
                        th scope="row" { (gap.name) }
                        td.number data-label=(text.text("collection-missing")) { (gap.missing.number()) }
                        td.number data-label=(text.text("collection-handed-in")) { (gap.progress.share()) }
                        td { (letter(&seen.permit, round, gap)) }
                    }
                }
            }
        }
    }
}

fn those_away(seen: &Seen<'_>, round: &Round, away: &[(AskedPerson, Leave)]) -> Markup {
    let text = seen.permit.text;
    let department = |one: &AskedPerson| seen.gaps.iter().find(|gap| gap.department == one.department);
    html! {
        section #away {
            h2 { (text.text("missing-away")) }
            p.hint { (text.text("missing-away-hint")) }
            table.list.stacked {
                thead { tr {
                    th scope="col" { (text.text("missing-name")) }
                    th scope="col" { (text.text("department")) }
                    th scope="col" { (text.text("leave-reason")) }
                } }
                tbody {
                    @for (one, leave) in away {
                        tr {
                            th scope="row" {
                                a href={ "/rounds/" (round.id) "/missing/" (one.id) } { (one.name) }
                            }
                            td data-label=(text.text("department")) { (department(one).map_or("", |gap| &gap.name)) }
                            td data-label=(text.text("leave-reason")) { (text.of("leave", leave.code())) }
                        }
                    }
                }
            }
        }
    }
}
