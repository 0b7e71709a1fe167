//! One department: its name, place and headcounts.

use axum::extract::Path;
use maud::{Markup, html};
use tenken_domain::department::Department;
use tenken_domain::permission::{Object, Right};

use super::{Staffing, inputs, note};
use crate::actions::{departments, in_tx};
use crate::web::support::fields::Problems;
use crate::web::support::form::{self, Form};
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply, refusal};

pub async fn page(person: Person, Path(id): Path<String>) -> Reply {
    let permit = person.may(Right::ManageFacility, Object::Facility(person.facility_id()))?;
    let staffing = Staffing::load(&person).await?;
    let department = staffing.department(&id)?;
    let (fields, problems) = (inputs::fields_of(department), Problems::default());
    let form = Form { text: permit.text, fields: &fields, problems: &problems };
    reply::page(view(&permit, &staffing, department, form))
}

pub async fn submit(Path(id): Path<String>, Posted { person, fields }: Posted) -> Reply {
    let permit = person.may(Right::ManageFacility, Object::Facility(person.facility_id()))?;
    let staffing = Staffing::load(&person).await?;
    let department = staffing.department(&id)?;
    let mut problems = Problems::default();
    if let Some(wish) = inputs::read(&fields, &staffing.occupations, &mut problems) {
        let (doing, id) = (permit.doing(), department.id.clone());
        let changed = in_tx(&person.app().db, move |tx| {
            Box::pin(async move { departments::change(tx, &doing, &id, wish).await })
        });
        match changed.await.map_err(refusal) {
            Ok(_) => return reply::see("/settings/departments"),
            Err(Ok(refused)) => note(refused, &mut problems),
            Err(Err(error)) => return Err(error),
        }
    }
    let form = Form { text: permit.text, fields: &fields, problems: &problems };
    reply::refused(view(&permit, &staffing, department, form))
}

fn view(permit: &Permit<'_>, staffing: &Staffing, department: &Department, form: Form<'_>) -> Markup {
    let text = permit.text;
    page::page(
        permit,
        &department.name,
        &html! {
            h1 { (department.name) }
            (form.summary())
            form method="post" action={"/settings/departments/" (department.id)} {
                (form::token(permit))
                (inputs::inputs(form, staffing, Some(&department.id)))
                (form.submit("settings-save"))
                a.button.quiet href="/settings/departments" { (text.text("form-cancel")) }
            }
            p { a href={"/settings/departments/" (department.id) "/removal"} { (text.text("department-remove")) } }
        },
    )
}
