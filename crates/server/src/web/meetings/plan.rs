//! A new meeting in the year's plan.

use maud::{Markup, html};
use tenken_domain::round::Round;
use tenken_store::{meeting, round};

use super::{inputs, may_manage, sentence};
use crate::actions::{in_tx_or_excused, meetings};
use crate::web::support::fields::Problems;
use crate::web::support::form::{self, Form};
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply, WebError, refusal};

pub async fn page(person: Person) -> Reply {
    let permit = may_manage(&person)?;
    let rounds = opened(&person).await?;
    let last = meeting::all(&mut person.app().db.reader().await?, person.facility_id()).await?;
    let fields = inputs::proposed(permit.text.text("meeting-usual-title"), last.first(), &rounds);
    let form = Form { text: permit.text, fields: &fields, problems: &Problems::default() };
    reply::page(view(&permit, &rounds, form))
}

pub async fn submit(Posted { person, fields }: Posted) -> Reply {
    let permit = may_manage(&person)?;
    let rounds = opened(&person).await?;
    let mut problems = Problems::default();
    if let Some(wish) = inputs::read(&fields, &rounds, &mut problems) {
        let doing = permit.doing();
        let planned = in_tx_or_excused(&person.app().db, move |tx| {
            Box::pin(async move { meetings::plan(tx, &doing, wish).await })
        });
        match planned.await.map_err(refusal) {
            Ok(id) => return reply::see(&format!("/meetings/{id}")),
            Err(Ok(refused)) => problems.add("", sentence(refused)),
            Err(Err(error)) => return Err(error),
        }
    }
    let form = Form { text: permit.text, fields: &fields, problems: &problems };
    reply::refused(view(&permit, &rounds, form))
}

/// The rounds that a meeting can be about, the latest first.
pub async fn opened(person: &Person) -> Result<Vec<Round>, WebError> {
    let all = round::all(&mut person.app().db.reader().await?, person.facility_id()).await?;
    Ok(all.into_iter().filter(|round| !round.is_preparing()).collect())
}

fn view(permit: &Permit<'_>, rounds: &[Round], form: Form<'_>) -> Markup {
    let text = permit.text;
    page::page(
        permit,
        &text.text("meeting-new"),
        &html! {
            h1 { (text.text("meeting-new")) }
            (form.summary())
            form method="post" action="/meetings" {
                (form::token(permit))
                (inputs::inputs(form, rounds))
                (form.submit("meeting-plan"))
                " " a.button.quiet href="/meetings" { (text.text("form-cancel")) }
            }
        },
    )
}
