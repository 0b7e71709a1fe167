//! Removing an occupation, with how many people of it are lost from the headcounts.

use axum::extract::Path;
use fluent_templates::fluent_bundle::FluentValue;
use maud::{Markup, html};
use tenken_domain::id::OccupationId;
use tenken_domain::permission::{Action, Denial, Object};

use crate::actions::{facilities, in_tx};
use crate::web::departments::Staffing;
use crate::web::support::form;
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply, WebError};

pub async fn page(person: Person, Path(id): Path<String>) -> Reply {
    let permit = person.may(Action::ManageFacility, Object::Facility(person.facility_id()))?;
    let staffing = Staffing::load(&person).await?;
    let id = OccupationId::new(id);
    let found = staffing.occupations.iter().find(|one| one.id == id);
    let found = found.ok_or(WebError::Denied(Denial::Invisible))?;
    let people = staffing.departments.iter().filter_map(|one| one.headcount.get(&id)).sum();
    reply::page(view(&permit, (&id, &found.name), people))
}

pub async fn submit(Path(id): Path<String>, Posted { person, .. }: Posted) -> Reply {
    let permit = person.may(Action::ManageFacility, Object::Facility(person.facility_id()))?;
    let (doing, id) = (permit.doing(), OccupationId::new(id));
    in_tx(&person.app().db, move |tx| {
        Box::pin(async move { facilities::remove_occupation(tx, &doing, &id).await })
    })
    .await?;
    reply::see("/settings/occupations")
}

fn view(permit: &Permit<'_>, (id, name): (&OccupationId, &str), people: u64) -> Markup {
    let text = permit.text;
    let values = [("name", FluentValue::from(name)), ("people", FluentValue::from(people))];
    page::page(
        permit,
        &text.text("occupation-remove"),
        &html! {
            h1 { (text.text("occupation-remove")) }
            p { (text.with("occupation-remove-what", values)) }
            p.hint { (text.text("department-remove-hint")) }
            form method="post" action={"/settings/occupations/" (id) "/removal"} {
                (form::token(permit))
                button.primary type="submit" { (text.text("occupation-remove-submit")) }
                a.button.quiet href="/settings/occupations" { (text.text("form-cancel")) }
            }
        },
    )
}
