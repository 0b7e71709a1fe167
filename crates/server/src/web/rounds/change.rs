//! Changing a round that is still being prepared.

use axum::extract::Path;
use maud::{Markup, html};
use tenken_domain::permission::{Object, Right};
use tenken_domain::round::Round;

use super::plan::{self, Choices};
use crate::actions::{in_tx, rounds};
use crate::web::support::fields::Problems;
use crate::web::support::form::{self, Form};
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply};

pub async fn page(person: Person, Path(id): Path<String>) -> Reply {
    let round = super::load(&person, &id).await?;
    let permit = person.may(Right::PrepareRound, Object::Round(person.facility_id(), &round))?;
    let (fields, problems) = (plan::fields_of(&round), Problems::default());
    let choices = plan::choices(&person).await?;
    let form = Form { text: permit.text, fields: &fields, problems: &problems };
    reply::page(view(&permit, &choices, (&round, form)))
}

pub async fn submit(Path(id): Path<String>, Posted { person, fields }: Posted) -> Reply {
    let round = super::load(&person, &id).await?;
    let permit = person.may(Right::PrepareRound, Object::Round(person.facility_id(), &round))?;
    let choices = plan::choices(&person).await?;
    let mut problems = Problems::default();
    let Some(wish) = plan::read(&choices, &fields, &mut problems) else {
        let form = Form { text: permit.text, fields: &fields, problems: &problems };
        return reply::refused(view(&permit, &choices, (&round, form)));
    };
    let (doing, id) = (permit.doing(), round.id);
    let changed = in_tx(&person.app().db, move |tx| {
        Box::pin(async move { rounds::change(tx, &doing, &id, wish).await })
    })
    .await?;
    reply::see(&format!("/rounds/{}", changed.id))
}

fn view(permit: &Permit<'_>, choices: &Choices<'_>, (round, form): (&Round, Form<'_>)) -> Markup {
    let text = permit.text;
    page::page(
        permit,
        &text.text("rounds-edit"),
        &html! {
            h1 { (text.text("rounds-edit")) }
            (form.summary())
            form method="post" action={"/rounds/" (round.id)} {
                (form::token(permit))
                (plan::inputs(choices, form))
                (form.submit("rounds-save"))
            }
        },
    )
}
