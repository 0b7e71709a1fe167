//! Switching on what only some hospitals need: cards, mail, 共用端末, Excel sheets.

use std::collections::BTreeSet;

use axum::extract::Query;
use maud::{Markup, html};
use tenken_domain::feature::Feature;
use tenken_domain::permission::{Object, Right};
use tenken_store::feature;

use crate::actions::{facilities, in_tx};
use crate::web::settings::Asked;
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::{self, Field, Form};
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply};

const FEATURES: Field = Field::new("feature", "features-used").hint("features-used-hint");

pub async fn page(person: Person, Query(asked): Query<Asked>) -> Reply {
    let here = Object::Facility(person.facility_id());
    let permit = person.may(Right::ReadFacility, here)?;
    let used = feature::all(&mut person.app().db.reader().await?, person.facility_id()).await?;
    if !person.could(Right::ManageFacility, here) {
        return reply::page(framed(&permit, &facts(&permit, &used)));
    }
    let fields = Fields::new(used.iter().map(|one| ("feature".to_owned(), one.code().to_owned())).collect());
    let problems = Problems::default();
    let form = Form { text: permit.text, fields: &fields, problems: &problems };
    reply::page(framed(&permit, &html! { (asked.saved(permit.text)) (inputs(&permit, form)) }))
}

pub async fn submit(Posted { person, fields }: Posted) -> Reply {
    let permit = person.may(Right::ManageFacility, Object::Facility(person.facility_id()))?;
    let wish: BTreeSet<Feature> = fields.all("feature").filter_map(Feature::from_code).collect();
    let doing = permit.doing();
    in_tx(&person.app().db, move |tx| {
        Box::pin(async move { facilities::use_features(tx, &doing, wish).await })
    })
    .await?;
    reply::see("/settings/features?saved")
}

fn framed(permit: &Permit<'_>, main: &Markup) -> Markup {
    let title = permit.text.text("settings-features");
    page::page(permit, &title, &html! { h1 { (title) } (main) })
}

fn inputs(permit: &Permit<'_>, form: Form<'_>) -> Markup {
    let feature = |one: Feature| (one.code().to_owned(), permit.text.of("feature", one.code()));
    html! {
        form method="post" action="/settings/features" {
            (form::token(permit))
            (form.checkboxes(FEATURES, &Feature::ALL.map(feature)))
            (form.submit("settings-save"))
        }
    }
}

/// For those who read only.
fn facts(permit: &Permit<'_>, used: &BTreeSet<Feature>) -> Markup {
    let text = permit.text;
    html! {
        @if used.is_empty() { p { (text.text("features-none")) } }
        ul { @for one in used { li { (text.of("feature", one.code())) } } }
    }
}
