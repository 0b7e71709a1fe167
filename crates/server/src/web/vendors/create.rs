//! A new vendor.

use maud::{Markup, html};

use super::{explain, inputs, may_manage};
use crate::actions::{in_tx_or_excused, vendors};
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::{self, Form};
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply, refusal};

pub async fn page(person: Person) -> Reply {
    let permit = may_manage(&person)?;
    let form = Form { text: permit.text, fields: &Fields::default(), problems: &Problems::default() };
    reply::page(view(&permit, form))
}

pub async fn submit(Posted { person, fields }: Posted) -> Reply {
    let permit = may_manage(&person)?;
    let mut problems = Problems::default();
    if let Some(wish) = inputs::read(&fields, &mut problems) {
        let doing = permit.doing();
        let added = in_tx_or_excused(&person.app().db, move |tx| {
            Box::pin(async move { vendors::add(tx, &doing, wish).await })
        });
        match added.await.map_err(refusal) {
            Ok(id) => return reply::see(&format!("/vendors/{id}")),
            Err(Ok(refused)) => explain(refused, &mut problems),
            Err(Err(error)) => return Err(error),
        }
    }
    let form = Form { text: permit.text, fields: &fields, problems: &problems };
    reply::refused(view(&permit, form))
}

fn view(permit: &Permit<'_>, form: Form<'_>) -> Markup {
    let text = permit.text;
    page::page(
        permit,
        &text.text("vendor-new"),
        &html! {
            h1 { (text.text("vendor-new")) }
            (form.summary())
            form method="post" action="/vendors" {
                (form::token(permit))
                (inputs::inputs(form))
                (form.submit("vendor-add"))
                " " a.button.quiet href="/vendors" { (text.text("form-cancel")) }
            }
        },
    )
}
