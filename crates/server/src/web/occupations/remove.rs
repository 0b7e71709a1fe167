//! Removing an occupation, with how many people of it are lost from the headcounts.

use axum::extract::Path;
use fluent_templates::fluent_bundle::FluentValue;
use maud::{Markup, html};
use tenken_domain::occupation::Occupation;
use tenken_domain::permission::{Denial, Object, Right};

use super::note;
use crate::actions::{facilities, in_tx};
use crate::web::departments::Staffing;
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::{self, Form};
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply, WebError, refusal};

pub async fn page(person: Person, Path(id): Path<String>) -> Reply {
    let permit = person.may(Right::ManageFacility, Object::Facility(person.facility_id()))?;
    let staffing = Staffing::load(&person).await?;
    let found = find(&staffing, &id)?;
    reply::page(view(&permit, &staffing, found, &Problems::default()))
}

pub async fn submit(Path(id): Path<String>, Posted { person, .. }: Posted) -> Reply {
    let permit = person.may(Right::ManageFacility, Object::Facility(person.facility_id()))?;
    let staffing = Staffing::load(&person).await?;
    let found = find(&staffing, &id)?;
    let (doing, id) = (permit.doing(), found.id.clone());
    let removed = in_tx(&person.app().db, move |tx| {
        Box::pin(async move { facilities::remove_occupation(tx, &doing, &id).await })
    });
    match removed.await.map_err(refusal) {
        Ok(()) => reply::see("/settings/occupations"),
        Err(Ok(refused)) => {
            let mut problems = Problems::default();
            note(refused, &mut problems);
            reply::refused(view(&permit, &staffing, found, &problems))
        }
        Err(Err(error)) => Err(error),
    }
}

fn find<'s>(staffing: &'s Staffing, id: &str) -> Result<&'s Occupation, WebError> {
    let found = staffing.occupations.iter().find(|one| one.id.as_str() == id);
    found.ok_or(WebError::Denied(Denial::Invisible))
}

fn view(permit: &Permit<'_>, staffing: &Staffing, found: &Occupation, problems: &Problems) -> Markup {
    let text = permit.text;
    let form = Form { text, fields: &Fields::default(), problems };
    let people: u64 = staffing.departments.iter().filter_map(|one| one.headcount.get(&found.id)).sum();
    let values = [("name", FluentValue::from(found.name.as_str())), ("people", FluentValue::from(people))];
    page::page(
        permit,
        &text.text("occupation-remove"),
        &html! {
            h1 { (text.text("occupation-remove")) }
            (form.summary())
            p { (text.with("occupation-remove-what", values)) }
            p.hint { (text.text("department-remove-hint")) }
            form method="post" action={"/settings/occupations/" (found.id) "/removal"} {
                (form::token(permit))
                (form.submit("occupation-remove-submit"))
                a.button.quiet href="/settings/occupations" { (text.text("form-cancel")) }
            }
        },
    )
}
