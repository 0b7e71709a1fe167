//! A new training, from the result of a closed round.

use axum::extract::Query;
use maud::{Markup, html};
use serde::Deserialize;
use tenken_domain::id::RoundId;
use tenken_domain::round::Round;
use tenken_store::round;

use super::{Outcome, inputs, may_manage, note};
use crate::actions::{in_tx, rounds, trainings};
use crate::web::rounds::load as load_round;
use crate::web::support::fields::Problems;
use crate::web::support::form::{self, Form};
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply, WebError, refusal};

/// Which round the address names; without one it is the last.
#[derive(Deserialize)]
pub struct Wanted {
    round: Option<String>,
}

pub async fn page(person: Person, Query(wanted): Query<Wanted>) -> Reply {
    let permit = may_manage(&person)?;
    let closed = closed_rounds(&person).await?;
    let round = match &wanted.round {
        Some(id) => Some(load_round(&person, id).await?),
        None => closed.first().cloned(),
    };
    let Some(round) = round else { return reply::page(none_yet(&permit)) };
    let outcome = Outcome::of(&person, round).await?;
    let fields = inputs::proposed(&outcome, permit.text.text("training-usual-title"));
    let form = Form { text: permit.text, fields: &fields, problems: &Problems::default() };
    reply::page(view(&permit, &outcome, &closed, form))
}

pub async fn submit(Posted { person, fields }: Posted) -> Reply {
    let permit = may_manage(&person)?;
    let outcome = Outcome::of(&person, load_round(&person, &fields.get("round")).await?).await?;
    let mut problems = Problems::default();
    if let Some(wish) = inputs::read(&fields, &mut problems) {
        let (doing, round) = (permit.doing(), outcome.round.id.clone());
        let recorded = in_tx(&person.app().db, move |tx| {
            Box::pin(async move { trainings::record(tx, &doing, &round, wish).await })
        });
        match recorded.await.map_err(refusal) {
            Ok(training) => return reply::see(&format!("/trainings/{}", training.id)),
            Err(Ok(refused)) => note(refused, &mut problems),
            Err(Err(error)) => return Err(error),
        }
    }
    let closed = closed_rounds(&person).await?;
    let form = Form { text: permit.text, fields: &fields, problems: &problems };
    reply::refused(view(&permit, &outcome, &closed, form))
}

/// Those that asked the staff, the newest first.
async fn closed_rounds(person: &Person) -> Result<Vec<Round>, WebError> {
    let all = round::all(&mut person.app().db.reader().await?, person.facility_id()).await?;
    let asks = |round: &Round| {
        let catalog = person.app().catalog(&round.catalog);
        round.is_closed() && catalog.is_some_and(|catalog| rounds::asks_staff(catalog, round))
    };
    Ok(all.into_iter().filter(asks).collect())
}

fn none_yet(permit: &Permit<'_>) -> Markup {
    let text = permit.text;
    let main = html! {
        h1 { (text.text("training-new")) }
        p { (text.text("training-no-round")) }
        p { a.button.quiet href="/trainings" { (text.text("trainings-title")) } }
    };
    page::page(permit, &text.text("training-new"), &main)
}

fn view(permit: &Permit<'_>, outcome: &Outcome, closed: &[Round], form: Form<'_>) -> Markup {
    let text = permit.text;
    page::page(
        permit,
        &text.text("training-new"),
        &html! {
            h1 { (text.text("training-new")) }
            dl.facts { dt { (text.text("training-round")) } dd { (outcome.round.name) } }
            (other_rounds(permit, &outcome.round.id, closed))
            (form.summary())
            form method="post" action="/trainings" {
                (form::token(permit))
                input type="hidden" name="round" value=(outcome.round.id);
                (inputs::inputs(form, outcome))
                (form.submit("training-record"))
                " " a.button.quiet href="/trainings" { (text.text("form-cancel")) }
            }
        },
    )
}

fn other_rounds(permit: &Permit<'_>, own: &RoundId, closed: &[Round]) -> Markup {
    let others: Vec<&Round> = closed.iter().filter(|round| round.id != *own).collect();
    html! {
        @if !others.is_empty() {
            details {
                summary { (permit.text.text("training-other-rounds")) }
                ul.links { @for round in others {
                    li { a href={ "/trainings/new?round=" (round.id) } { (round.name) } }
                } }
            }
        }
    }
}
