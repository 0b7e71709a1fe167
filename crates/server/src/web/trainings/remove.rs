//! Removing a training that was recorded by mistake.

use axum::extract::Path;
use fluent_templates::fluent_bundle::FluentValue;
use maud::{Markup, html};
use tenken_domain::training::Training;

use super::{load, may_manage};
use crate::actions::{in_tx, trainings};
use crate::web::support::form;
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply};

pub async fn page(person: Person, Path(id): Path<String>) -> Reply {
    let permit = may_manage(&person)?;
    reply::page(view(&permit, &load(&person, &id).await?))
}

pub async fn submit(Path(id): Path<String>, Posted { person, .. }: Posted) -> Reply {
    let permit = may_manage(&person)?;
    let (doing, id) = (permit.doing(), load(&person, &id).await?.id);
    in_tx(&person.app().db, move |tx| Box::pin(async move { trainings::remove(tx, &doing, &id).await }))
        .await?;
    reply::see("/trainings")
}

fn view(permit: &Permit<'_>, training: &Training) -> Markup {
    let text = permit.text;
    let title = FluentValue::from(training.title.as_str());
    page::page(
        permit,
        &text.text("training-remove"),
        &html! {
            h1 { (text.text("training-remove")) }
            p { (text.with("training-remove-what", [("title", title)])) }
            form method="post" action={ "/trainings/" (training.id) "/removal" } {
                (form::token(permit))
                button.primary type="submit" { (text.text("training-remove-submit")) }
                " " a.button.quiet href={ "/trainings/" (training.id) } { (text.text("form-cancel")) }
            }
        },
    )
}
