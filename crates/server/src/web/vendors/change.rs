//! Changing what is known of a vendor.

use axum::extract::Path;
use maud::{Markup, html};
use tenken_domain::vendor::Vendor;

use super::{address, explain, inputs, load, may_manage};
use crate::actions::{in_tx, vendors};
use crate::web::support::fields::Problems;
use crate::web::support::form::{self, Form};
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply, refusal};

pub async fn page(person: Person, Path(id): Path<String>) -> Reply {
    let permit = may_manage(&person)?;
    let vendor = load(&person, &id).await?;
    let fields = inputs::fields_of(&vendor);
    let form = Form { text: permit.text, fields: &fields, problems: &Problems::default() };
    reply::page(view(&permit, &vendor, form))
}

pub async fn submit(Path(id): Path<String>, Posted { person, fields }: Posted) -> Reply {
    let permit = may_manage(&person)?;
    let vendor = load(&person, &id).await?;
    let mut problems = Problems::default();
    if let Some(wish) = inputs::read(&fields, &mut problems) {
        let (doing, id) = (permit.doing(), vendor.id.clone());
        let changed = in_tx(&person.app().db, move |tx| {
            Box::pin(async move { vendors::change(tx, &doing, &id, wish).await })
        });
        match changed.await.map_err(refusal) {
            Ok(()) => return reply::see(&address(&vendor)),
            Err(Ok(refused)) => explain(refused, &mut problems),
            Err(Err(error)) => return Err(error),
        }
    }
    let form = Form { text: permit.text, fields: &fields, problems: &problems };
    reply::refused(view(&permit, &vendor, form))
}

fn view(permit: &Permit<'_>, vendor: &Vendor, form: Form<'_>) -> Markup {
    let text = permit.text;
    page::page(
        permit,
        &text.text("vendor-change"),
        &html! {
            h1 { (text.text("vendor-change")) }
            (form.summary())
            form method="post" action=(address(vendor)) {
                (form::token(permit))
                (inputs::inputs(form))
                (form.submit("vendor-save"))
                " " a.button.quiet href=(address(vendor)) { (text.text("form-cancel")) }
            }
        },
    )
}
