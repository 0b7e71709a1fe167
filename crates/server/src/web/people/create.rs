//! Adding somebody by hand.

use maud::{Markup, html};
use tenken_domain::permission::{Object, Right};

use super::{Groups, inputs};
use crate::actions::{in_tx, people};
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::{self, Form};
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply, refusal};

pub async fn page(person: Person) -> Reply {
    let permit = person.may(Right::ManagePeople, Object::Facility(person.facility_id()))?;
    let groups = Groups::load(&person).await?;
    let form = Form { text: permit.text, fields: &Fields::default(), problems: &Problems::default() };
    reply::page(view(&permit, &groups, form))
}

pub async fn submit(Posted { person, fields }: Posted) -> Reply {
    let permit = person.may(Right::ManagePeople, Object::Facility(person.facility_id()))?;
    let mut problems = Problems::default();
    if let Some(wish) = inputs::read(&fields, &mut problems) {
        let doing = permit.doing();
        let added = in_tx(&person.app().db, move |tx| {
            Box::pin(async move { people::edit::add(tx, &doing, wish).await })
        });
        match added.await.map_err(refusal) {
            Ok(_) => return reply::see("/settings/people?saved"),
            Err(Ok(refused)) => inputs::note(refused, &mut problems),
            Err(Err(error)) => return Err(error),
        }
    }
    let groups = Groups::load(&person).await?;
    let form = Form { text: permit.text, fields: &fields, problems: &problems };
    reply::refused(view(&permit, &groups, form))
}

fn view(permit: &Permit<'_>, groups: &Groups, form: Form<'_>) -> Markup {
    let text = permit.text;
    page::page(
        permit,
        &text.text("people-add"),
        &html! {
            h1 { (text.text("people-add")) }
            (form.summary())
            @if groups.departments.is_empty() {
                p { (text.text("people-needs-departments")) " " a href="/settings/departments" { (text.text("departments-title")) } }
            }
            form method="post" action="/settings/people" {
                (form::token(permit))
                (inputs::inputs(form, groups))
                (form.submit("people-add-submit"))
                a.button.quiet href="/settings/people" { (text.text("form-cancel")) }
            }
        },
    )
}
