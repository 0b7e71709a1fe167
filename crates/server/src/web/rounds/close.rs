//! 受付中 → 締切済, after one page that says what can no longer be undone.

use axum::extract::Path;
use maud::{Markup, html};
use tenken_domain::permission::{Object, Right};
use tenken_domain::round::Round;

use crate::actions::rounds;
use crate::web::support::form;
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply};

pub async fn page(person: Person, Path(id): Path<String>) -> Reply {
    let round = super::load(&person, &id).await?;
    let permit = person.may(Right::CloseRound, Object::Round(person.facility_id(), &round))?;
    reply::page(view(&permit, &round))
}

pub async fn submit(Path(id): Path<String>, Posted { person, .. }: Posted) -> Reply {
    let round = super::load(&person, &id).await?;
    let permit = person.may(Right::CloseRound, Object::Round(person.facility_id(), &round))?;
    let closed = rounds::close(&person.app().db, &permit.doing(), &round.id).await?;
    reply::see(&format!("/rounds/{}/result", closed.id))
}

fn view(permit: &Permit<'_>, round: &Round) -> Markup {
    let text = permit.text;
    page::page(
        permit,
        &text.text("round-close"),
        &html! {
            h1 { (text.text("round-close")) }
            p { (round.name) }
            p { (text.text("round-close-final")) }
            form method="post" action={"/rounds/" (round.id) "/closure"} {
                (form::token(permit))
                button.primary type="submit" { (text.text("round-close-submit")) }
                " "
                a.button.quiet href={"/rounds/" (round.id)} { (text.text("form-cancel")) }
            }
        },
    )
}
