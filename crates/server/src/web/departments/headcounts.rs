//! The headcounts of all departments on one page, for the first day and for the yearly update.

use std::collections::BTreeMap;

use axum::extract::Query;
use maud::{Markup, html};
use tenken_domain::department::{Placed, in_tree_order};
use tenken_domain::id::{DepartmentId, OccupationId};
use tenken_domain::occupation::Occupation;
use tenken_domain::permission::{Denial, Object, Right};

use super::inputs::{MOST, number, people_in};
use super::{Counted, Staffing, Visit, list};
use crate::actions::{departments, in_tx};
use crate::web::settings::Asked;
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::{self, Form};
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply, WebError};

/// New headcounts, by department.
type Headcounts = BTreeMap<DepartmentId, BTreeMap<OccupationId, u64>>;

pub async fn page(person: Person, Query(asked): Query<Asked>) -> Reply {
    let permit = person.may(Right::ManageFacility, Object::Facility(person.facility_id()))?;
    let staffing = Staffing::load(&person).await?;
    let (fields, problems) = (fields_of(&staffing), Problems::default());
    let form = Form { text: permit.text, fields: &fields, problems: &problems };
    reply::page(view(&permit, &staffing, Visit::from_first(asked.first.as_deref()), form))
}

pub async fn submit(Posted { person, fields }: Posted) -> Reply {
    let permit = person.may(Right::ManageFacility, Object::Facility(person.facility_id()))?;
    let staffing = Staffing::load(&person).await?;
    let visit = Visit::from_first(Some(fields.get("first").as_str()).filter(|first| !first.is_empty()));
    let mut problems = Problems::default();
    let changed = changed(&fields, &staffing, &mut problems)?;
    if !problems.is_empty() {
        let form = Form { text: permit.text, fields: &fields, problems: &problems };
        return reply::refused(view(&permit, &staffing, visit, form));
    }
    if !changed.is_empty() {
        let doing = permit.doing();
        in_tx(&person.app().db, move |tx| {
            Box::pin(async move { departments::change_headcounts(tx, &doing, changed).await })
        })
        .await?;
    }
    reply::see(visit.address())
}

/// The departments whose numbers differ from what is stored; those that the form does not speak of stay as they are.
fn changed(fields: &Fields, staffing: &Staffing, problems: &mut Problems) -> Result<Headcounts, WebError> {
    let mut wanted: Headcounts =
        staffing.departments.iter().map(|one| (one.id.clone(), one.headcount.clone())).collect();
    for (cell, _) in fields.starting("people-") {
        let not_there = || WebError::Denied(Denial::Invisible);
        let (department, occupation) = cell.split_once('.').ok_or_else(not_there)?;
        let row = wanted.get_mut(&DepartmentId::new(department)).ok_or_else(not_there)?;
        let occupation = staffing.occupations.iter().find(|one| one.id.as_str() == occupation);
        let occupation = occupation.ok_or_else(not_there)?;
        match fields.count(people_in(&format!("people-{cell}")), MOST, problems) {
            Some(0) => drop(row.remove(&occupation.id)),
            Some(people) => drop(row.insert(occupation.id.clone(), people)),
            None => {}
        }
    }
    wanted.retain(|id, row| staffing.departments.iter().any(|one| one.id == *id && one.headcount != *row));
    Ok(wanted)
}

fn field(department: &DepartmentId, occupation: &OccupationId) -> String {
    format!("people-{department}.{occupation}")
}

fn fields_of(staffing: &Staffing) -> Fields {
    let cells = staffing.departments.iter().flat_map(|department| {
        let people = department.headcount.iter();
        people.map(|(occupation, people)| (field(&department.id, occupation), people.to_string()))
    });
    Fields::new(cells.collect())
}

fn view(permit: &Permit<'_>, staffing: &Staffing, visit: Visit, form: Form<'_>) -> Markup {
    let text = permit.text;
    page::page(
        permit,
        &text.text("headcounts-title"),
        &html! {
            h1 { (text.text("headcounts-title")) }
            (form.summary())
            @match staffing.counted {
                Counted::FromRegister => (from_register(permit, staffing)),
                Counted::ByHand => (typed(permit, staffing, visit, form)),
            }
        },
    )
}

/// The counts of the register, which nobody types.
fn from_register(permit: &Permit<'_>, staffing: &Staffing) -> Markup {
    html! {
        p { (permit.text.text("departments-from-register")) }
        p {
            a.button href="/settings/people" { (permit.text.text("people-title")) } " "
            a.button.quiet href="/settings/departments" { (permit.text.text("departments-title")) }
        }
        (list::tree(permit, staffing))
    }
}

fn typed(permit: &Permit<'_>, staffing: &Staffing, visit: Visit, form: Form<'_>) -> Markup {
    let text = permit.text;
    html! {
        p.hint { (text.text("headcounts-intro")) }
        form method="post" action="/settings/headcounts" {
            (form::token(permit))
            @match visit { Visit::First => input type="hidden" name="first" value="1";, Visit::Later => {} }
            div.scroll role="region" tabindex="0" aria-label=(text.text("headcounts-title")) {
                table.list {
                    thead { tr {
                        th scope="col" { (text.text("department")) }
                        @for occupation in &staffing.occupations { th.number scope="col" { (occupation.name) } }
                    } }
                    tbody {
                        @for placed in in_tree_order(&staffing.departments) {
                            (row(form, &placed, &staffing.occupations))
                        }
                    }
                }
            }
            (form.submit("settings-save"))
            a.button.quiet href=(visit.address()) { (text.text("form-cancel")) }
        }
    }
}

fn row(form: Form<'_>, placed: &Placed<'_>, occupations: &[Occupation]) -> Markup {
    let Placed { department, depth } = placed;
    html! {
        tr {
            th.name scope="row" {
                div.branch {
                    span aria-hidden="true" { ("　".repeat(*depth)) @if *depth > 0 { "└ " } }
                    span { (department.name) }
                }
            }
            @for occupation in occupations {
                @let label = format!("{} {}", department.name, occupation.name);
                td.number { (number(form, &field(&department.id, &occupation.id), Some(&label))) }
            }
        }
    }
}
