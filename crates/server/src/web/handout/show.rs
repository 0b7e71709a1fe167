//! Every department's link, with its poster; all posters at once; the paper form.

use axum::extract::Path;
use fluent_templates::fluent_bundle::FluentValue;
use maud::{Markup, html};
use tenken_domain::permission::{Object, Right};
use tenken_domain::round::{Round, Slips};

use super::Link;
use crate::web::guidance::list;
use crate::web::rounds::load;
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::reply::{self, Reply};
use crate::web::workbooks;

pub async fn page(person: Person, Path(id): Path<String>) -> Reply {
    let round = load(&person, &id).await?;
    let permit = person.may(Right::HandOut, Object::Round(person.facility_id(), &round))?;
    let (catalog, staffs) = super::list_of(&person, &round)?;
    let links = super::links(&person, &round).await?;
    let leaflets = list::leaflets(&permit, catalog, staffs);
    let files = if workbooks::is_used(&person).await? { Files::HandedRound } else { Files::None };
    reply::page(view(&permit, &round, (&links, files), &leaflets))
}

/// Whether Excel sheets are handed round.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Files {
    None,
    HandedRound,
}

fn view(permit: &Permit<'_>, round: &Round, (links, files): (&[Link], Files), leaflets: &Markup) -> Markup {
    let text = permit.text;
    let here = format!("/rounds/{}/handout", round.id);
    page::page(
        permit,
        &text.text("round-handout"),
        &html! {
            h1 { (text.text("round-handout")) }
            p { (round.name) }
            p { (text.text("handout-explained")) }
            p {
                a.button href={ (here) "/posters" } {
                    (text.with("handout-all-posters", [("sheets", FluentValue::from(links.len()))]))
                }
                " "
                a.button href={ (here) "/form" } { (text.text("handout-form")) }
                @if round.slips != Slips::None {
                    " "
                    a.button href={ "/rounds/" (round.id) "/slips" } { (text.text("handout-slips")) }
                }
            }
            @if files == Files::HandedRound { (workbook(permit, round)) }
            div.scroll role="region" tabindex="0" aria-label=(text.text("round-handout")) { table.list.stacked {
                thead { tr {
                    th scope="col" { (text.text("department")) }
                    th.number scope="col" { (text.text("handout-people")) }
                    th scope="col" { (text.text("handout-link")) }
                    th scope="col" { (text.text("handout-poster")) }
                } }
                tbody {
                    @for link in links {
                        tr {
                            th scope="row" { (link.name) }
                            td.number data-label=(text.text("handout-people")) { (link.people) }
                            td { code.address { (link.url) } }
                            td {
                                a href={ (here) "/posters?department=" (link.department) } {
                                    (text.text("handout-one-poster"))
                                    span.visually-hidden { "（" (link.name) "）" }
                                }
                                @if files == Files::HandedRound {
                                    br;
                                    a href={ (here) "/form.xlsx?department=" (link.department) } {
                                        (text.text("handout-one-workbook"))
                                        span.visually-hidden { "（" (link.name) "）" }
                                    }
                                }
                            }
                        }
                    }
                }
            } }
            p.hint { (text.text("handout-link-explained")) }
            (leaflets)
        },
    )
}

/// The form to be handed round, and where it comes back.
fn workbook(permit: &Permit<'_>, round: &Round) -> Markup {
    let text = permit.text;
    html! {
        p { (text.text("handout-workbook-explained")) }
        p {
            a.button href={ "/rounds/" (round.id) "/handout/form.xlsx" } { (text.text("handout-workbook")) }
            " "
            a.button href={ "/rounds/" (round.id) "/workbooks" } { (text.text("workbook-title")) }
        }
    }
}
