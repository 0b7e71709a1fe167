//! Removing somebody who should never have been in the register.

use axum::extract::Path;
use fluent_templates::fluent_bundle::FluentValue;
use maud::html;
use tenken_domain::permission::{Object, Right};

use super::load;
use crate::actions::{in_tx, people};
use crate::web::support::form;
use crate::web::support::page;
use crate::web::support::person::Person;
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply};

pub async fn page(person: Person, Path(id): Path<String>) -> Reply {
    let permit = person.may(Right::ManagePeople, Object::Facility(person.facility_id()))?;
    let member = load(&person, &id).await?;
    let text = permit.text;
    let values = [
        ("name", FluentValue::from(member.name.as_str())),
        ("number", FluentValue::from(member.staff_number.as_str())),
    ];
    reply::page(page::page(
        &permit,
        &text.text("person-remove"),
        &html! {
            h1 { (text.text("person-remove")) }
            p { (text.with("person-remove-what", values)) }
            p.hint { (text.text("person-remove-hint")) }
            form method="post" action={"/settings/people/" (member.id) "/removal"} {
                (form::token(&permit))
                button.primary type="submit" { (text.text("person-remove-submit")) }
                a.button.quiet href={"/settings/people/" (member.id)} { (text.text("form-cancel")) }
            }
        },
    ))
}

pub async fn submit(Path(id): Path<String>, Posted { person, .. }: Posted) -> Reply {
    let permit = person.may(Right::ManagePeople, Object::Facility(person.facility_id()))?;
    let (doing, id) = (permit.doing(), load(&person, &id).await?.id);
    in_tx(&person.app().db, move |tx| Box::pin(async move { people::edit::remove(tx, &doing, &id).await }))
        .await?;
    reply::see("/settings/people?saved")
}
