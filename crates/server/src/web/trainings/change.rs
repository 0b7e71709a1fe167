//! Changing a training: before it is held, and afterwards who came.

use axum::extract::Path;
use maud::{Markup, html};
use tenken_domain::training::Training;

use super::{Outcome, inputs, load, may_manage, note};
use crate::actions::{in_tx, trainings};
use crate::web::rounds::load as load_round;
use crate::web::support::fields::Problems;
use crate::web::support::form::{self, Form};
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply, refusal};

pub async fn page(person: Person, Path(id): Path<String>) -> Reply {
    let permit = may_manage(&person)?;
    let training = load(&person, &id).await?;
    let outcome = Outcome::of(&person, load_round(&person, training.round.as_str()).await?).await?;
    let fields = inputs::fields_of(&training);
    let form = Form { text: permit.text, fields: &fields, problems: &Problems::default() };
    reply::page(view(&permit, &training, &outcome, form))
}

pub async fn submit(Path(id): Path<String>, Posted { person, fields }: Posted) -> Reply {
    let permit = may_manage(&person)?;
    let training = load(&person, &id).await?;
    let mut problems = Problems::default();
    if let Some(wish) = inputs::read(&fields, &mut problems) {
        let (doing, id) = (permit.doing(), training.id.clone());
        let changed = in_tx(&person.app().db, move |tx| {
            Box::pin(async move { trainings::change(tx, &doing, &id, wish).await })
        });
        match changed.await.map_err(refusal) {
            Ok(training) => return reply::see(&format!("/trainings/{}", training.id)),
            Err(Ok(refused)) => note(refused, &mut problems),
            Err(Err(error)) => return Err(error),
        }
    }
    let outcome = Outcome::of(&person, load_round(&person, training.round.as_str()).await?).await?;
    let form = Form { text: permit.text, fields: &fields, problems: &problems };
    reply::refused(view(&permit, &training, &outcome, form))
}

fn view(permit: &Permit<'_>, training: &Training, outcome: &Outcome, form: Form<'_>) -> Markup {
    let text = permit.text;
    page::page(
        permit,
        &text.text("training-change"),
        &html! {
            h1 { (text.text("training-change")) }
            dl.facts { dt { (text.text("training-round")) } dd { (outcome.round.name) } }
            (form.summary())
            form method="post" action={ "/trainings/" (training.id) } {
                (form::token(permit))
                (inputs::inputs(form, outcome))
                (form.submit("training-save"))
                " " a.button.quiet href={ "/trainings/" (training.id) } { (text.text("form-cancel")) }
            }
            p { a href={ "/trainings/" (training.id) "/removal" } { (text.text("training-remove")) } }
        },
    )
}
