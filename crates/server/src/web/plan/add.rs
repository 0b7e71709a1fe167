//! A new action, begun from findings or from nothing.

use axum::extract::Query;
use maud::{Markup, html};

use super::inputs::{self, Offer};
use super::may_manage;
use crate::actions::{in_tx_or_excused, plan};
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::{self, Form};
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply};

/// The findings that were chosen stand in the address, each a `finding=…`.
pub async fn page(person: Person, Query(wanted): Query<Vec<(String, String)>>) -> Reply {
    let permit = may_manage(&person)?;
    let offer = Offer::load(&person, None).await?;
    let chosen = wanted.into_iter().filter(|(name, code)| {
        name == inputs::FINDINGS.name && offer.findings.iter().any(|finding| finding.code() == *code)
    });
    let mut pairs: Vec<(String, String)> = chosen.collect();
    // An action for a single item usually bears its name.
    if let [(_, code)] = pairs.as_slice() {
        let only =
            offer.findings.iter().find(|finding| finding.code() == *code).map(|one| offer.known.title(one));
        pairs.extend(only.map(|title| (inputs::TITLE.name.to_owned(), title)));
    }
    let fields = Fields::new(pairs);
    let form = Form { text: permit.text, fields: &fields, problems: &Problems::default() };
    reply::page(view(&permit, &offer, form))
}

pub async fn submit(Posted { person, fields }: Posted) -> Reply {
    let permit = may_manage(&person)?;
    let offer = Offer::load(&person, None).await?;
    let mut problems = Problems::default();
    if let Some(wish) = inputs::read(&fields, &offer, &mut problems) {
        let doing = permit.doing();
        let added = in_tx_or_excused(&person.app().db, move |tx| {
            Box::pin(async move { plan::add(tx, &doing, wish).await })
        });
        return reply::see(&format!("/plan/actions/{}", added.await?));
    }
    let form = Form { text: permit.text, fields: &fields, problems: &problems };
    reply::refused(view(&permit, &offer, form))
}

fn view(permit: &Permit<'_>, offer: &Offer, form: Form<'_>) -> Markup {
    let text = permit.text;
    page::page(
        permit,
        &text.text("action-new"),
        &html! {
            h1 { (text.text("action-new")) }
            p { (text.text("action-new-hint")) }
            (form.summary())
            form.action method="post" action="/plan/actions" {
                (form::token(permit))
                (inputs::inputs(form, offer))
                (form.submit("action-add"))
                " " a.button.quiet href="/plan" { (text.text("form-cancel")) }
            }
        },
    )
}
