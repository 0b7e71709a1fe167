//! Changing what is planned of an action.

use axum::extract::Path;
use maud::{Markup, html};
use tenken_domain::action::Action;

use super::inputs::{self, Offer};
use super::{address, load, may_manage};
use crate::actions::{in_tx, plan};
use crate::web::support::fields::Problems;
use crate::web::support::form::{self, Form};
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply};

pub async fn page(person: Person, Path(id): Path<String>) -> Reply {
    let permit = may_manage(&person)?;
    let action = load(&person, &id).await?;
    let offer = Offer::load(&person, Some(&action)).await?;
    let fields = inputs::fields_of(&action);
    let form = Form { text: permit.text, fields: &fields, problems: &Problems::default() };
    reply::page(view(&permit, &offer, &action, form))
}

pub async fn submit(Path(id): Path<String>, Posted { person, fields }: Posted) -> Reply {
    let permit = may_manage(&person)?;
    let action = load(&person, &id).await?;
    let offer = Offer::load(&person, Some(&action)).await?;
    let mut problems = Problems::default();
    if let Some(wish) = inputs::read(&fields, &offer, &mut problems) {
        let (doing, id) = (permit.doing(), action.id.clone());
        let changed = in_tx(&person.app().db, move |tx| {
            Box::pin(async move { plan::change(tx, &doing, &id, wish).await })
        });
        changed.await?;
        return reply::see(&address(&action));
    }
    let form = Form { text: permit.text, fields: &fields, problems: &problems };
    reply::refused(view(&permit, &offer, &action, form))
}

fn view(permit: &Permit<'_>, offer: &Offer, action: &Action, form: Form<'_>) -> Markup {
    let text = permit.text;
    page::page(
        permit,
        &text.text("action-change"),
        &html! {
            h1 { (text.text("action-change")) }
            (form.summary())
            form.action method="post" action=(address(action)) {
                (form::token(permit))
                (inputs::inputs(form, offer))
                (form.submit("action-save"))
                " " a.button.quiet href=(address(action)) { (text.text("form-cancel")) }
            }
        },
    )
}
