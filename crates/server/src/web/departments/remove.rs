//! Removing a department: what becomes of those below is said first.

use axum::extract::Path;
use fluent_templates::fluent_bundle::FluentValue;
use maud::{Markup, html};
use tenken_domain::department::Department;
use tenken_domain::permission::{Object, Right};

use super::{Staffing, note};
use crate::actions::{departments, in_tx};
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::{self, Form};
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply, refusal};

pub async fn page(person: Person, Path(id): Path<String>) -> Reply {
    let permit = person.may(Right::ManageFacility, Object::Facility(person.facility_id()))?;
    let staffing = Staffing::load(&person).await?;
    reply::page(view(&permit, staffing.department(&id)?, &Problems::default()))
}

pub async fn submit(Path(id): Path<String>, Posted { person, .. }: Posted) -> Reply {
    let permit = person.may(Right::ManageFacility, Object::Facility(person.facility_id()))?;
    let staffing = Staffing::load(&person).await?;
    let department = staffing.department(&id)?;
    let (doing, id) = (permit.doing(), department.id.clone());
    let removed = in_tx(&person.app().db, move |tx| {
        Box::pin(async move { departments::remove(tx, &doing, &id).await })
    });
    match removed.await.map_err(refusal) {
        Ok(()) => reply::see("/settings/departments"),
        Err(Ok(refused)) => {
            let mut problems = Problems::default();
            note(refused, &mut problems);
            reply::refused(view(&permit, department, &problems))
        }
        Err(Err(error)) => Err(error),
    }
}

fn view(permit: &Permit<'_>, department: &Department, problems: &Problems) -> Markup {
    let text = permit.text;
    let form = Form { text, fields: &Fields::default(), problems };
    let name = FluentValue::from(department.name.as_str());
    page::page(
        permit,
        &text.text("department-remove"),
        &html! {
            h1 { (text.text("department-remove")) }
            (form.summary())
            p { (text.with("department-remove-what", [("name", name)])) }
            p.hint { (text.text("department-remove-hint")) }
            form method="post" action={"/settings/departments/" (department.id) "/removal"} {
                (form::token(permit))
                (form.submit("department-remove-submit"))
                a.button.quiet href="/settings/departments" { (text.text("form-cancel")) }
            }
        },
    )
}
