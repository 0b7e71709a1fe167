//! All departments as a tree with their headcounts, and the form that adds one.

use std::collections::BTreeMap;

use axum::extract::Query;
use maud::{Markup, html};
use serde::Deserialize;
use tenken_domain::department::{Department, Placed, in_tree_order, with_below};
use tenken_domain::id::{DepartmentId, OccupationId};
use tenken_domain::permission::{Object, Right};

use super::{Counted, Staffing, Visit, inputs};
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::{self, Form};
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::reply::{self, Reply};

/// `?first` on the first run.
#[derive(Deserialize)]
pub struct Asked {
    first: Option<String>,
}

pub async fn page(person: Person, Query(asked): Query<Asked>) -> Reply {
    let permit = person.may(Right::ReadFacility, Object::Facility(person.facility_id()))?;
    let staffing = Staffing::load(&person).await?;
    let form = Form { text: permit.text, fields: &Fields::default(), problems: &Problems::default() };
    reply::page(view(&permit, &staffing, Visit::from_first(asked.first.as_deref()), form))
}

pub fn view(permit: &Permit<'_>, staffing: &Staffing, visit: Visit, form: Form<'_>) -> Markup {
    let text = permit.text;
    let may_change =
        permit.person.could(Right::ManageFacility, Object::Facility(permit.person.facility_id()));
    page::page(
        permit,
        &text.text("departments-title"),
        &html! {
            h1 { (text.text("departments-title")) }
            @match visit {
                Visit::First => p.hint { (text.text("departments-first")) },
                Visit::Later => p.hint { (text.text("departments-intro")) },
            }
            (form.summary())
            @if staffing.departments.is_empty() { (none_yet(permit, visit)) }
            @else { (tree(permit, staffing)) }
            @match staffing.counted {
                Counted::FromRegister => p {
                    (text.text("departments-from-register")) " "
                    a href="/settings/people" { (text.text("people-title")) }
                },
                Counted::ByHand => @if may_change && !staffing.departments.is_empty() {
                    p { a.button.quiet href=(headcounts(visit)) { (text.text("departments-headcounts")) } }
                },
            }
            @match visit {
                Visit::First => p { a.button.primary href="/settings/circumstances?first" { (text.text("departments-next")) } },
                Visit::Later => {}
            }
            @if may_change {
                h2 #add { (text.text("departments-add")) }
                form method="post" action="/settings/departments" {
                    (form::token(permit))
                    @match visit { Visit::First => input type="hidden" name="first" value="1";, Visit::Later => {} }
                    (inputs::inputs(form, staffing, None))
                    (form.submit("departments-add-submit"))
                }
                p { a href="/settings/occupations" { (text.text("departments-to-occupations")) } }
            }
        },
    )
}

/// The page on which all headcounts are typed in one go.
const fn headcounts(visit: Visit) -> &'static str {
    match visit {
        Visit::First => "/settings/headcounts?first",
        Visit::Later => "/settings/headcounts",
    }
}

fn none_yet(permit: &Permit<'_>, visit: Visit) -> Markup {
    let text = permit.text;
    let may_change =
        permit.person.could(Right::ManageFacility, Object::Facility(permit.person.facility_id()));
    html! {
        p { (text.text("departments-none")) }
        @if may_change {
            form method="post" action="/settings/departments/usual" {
                (form::token(permit))
                @match visit { Visit::First => input type="hidden" name="first" value="1";, Visit::Later => {} }
                p.hint { (text.text("departments-usual-hint")) }
                button.primary type="submit" { (text.text("departments-usual")) }
            }
        }
    }
}

/// The tree as a table: a column for each occupation, the sum, and the sum with everything below.
pub fn tree(permit: &Permit<'_>, staffing: &Staffing) -> Markup {
    let text = permit.text;
    html! {
        div.scroll role="region" tabindex="0" aria-label=(text.text("departments-title")) {
            table.list {
                thead { tr {
                    th scope="col" { (text.text("department")) }
                    @for occupation in &staffing.occupations { th.number scope="col" { (occupation.name) } }
                    th.number scope="col" { (text.text("departments-sum")) }
                    th.number scope="col" { (text.text("departments-with-below")) }
                } }
                tbody { @for placed in in_tree_order(&staffing.departments) { (row(permit, staffing, &placed)) } }
                tfoot { (total(permit, staffing)) }
            }
        }
    }
}

fn row(permit: &Permit<'_>, staffing: &Staffing, placed: &Placed<'_>) -> Markup {
    let Placed { department, depth } = placed;
    let may_change =
        permit.person.could(Right::ManageFacility, Object::Facility(permit.person.facility_id()));
    html! {
        tr {
            th.name scope="row" {
                div.branch {
                    span aria-hidden="true" { ("　".repeat(*depth)) @if *depth > 0 { "└ " } }
                    @if may_change { a href={"/settings/departments/" (department.id)} { (department.name) } }
                    @else { span { (department.name) } }
                }
            }
            @for occupation in &staffing.occupations {
                td.number { (department.headcount.get(&occupation.id).copied().unwrap_or_default()) }
            }
            td.number { (department.people()) }
            td.number { (with_below(&staffing.departments, &department.id)) }
        }
    }
}

fn total(permit: &Permit<'_>, staffing: &Staffing) -> Markup {
    let sums = by_occupation(&staffing.departments);
    let all: u64 = staffing.departments.iter().map(Department::people).sum();
    html! {
        tr {
            th scope="row" { (permit.text.text("whole-hospital")) }
            @for occupation in &staffing.occupations {
                td.number { (sums.get(&occupation.id).copied().unwrap_or_default()) }
            }
            td.number { (all) }
            td.number { (all) }
        }
    }
}

fn by_occupation(departments: &[Department]) -> BTreeMap<OccupationId, u64> {
    let mut sums = BTreeMap::new();
    for (occupation, people) in departments.iter().flat_map(|one| &one.headcount) {
        *sums.entry(occupation.clone()).or_default() += people;
    }
    sums
}

/// The names from the top down to a department: 看護部 › 病棟.
pub fn path(departments: &[Department], id: &DepartmentId) -> String {
    let mut names = Vec::new();
    let mut next = Some(id);
    // The tree is finite; a row that bites its tail must not hang a page.
    for _ in 0..=departments.len() {
        let Some(found) = next.and_then(|id| departments.iter().find(|one| one.id == *id)) else { break };
        names.push(found.name.as_str());
        next = found.parent.as_ref();
    }
    names.reverse();
    names.join(" › ")
}
