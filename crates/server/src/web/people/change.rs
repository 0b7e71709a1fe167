//! One person: everything about them, and the leave that sets them aside.

use axum::extract::Path;
use maud::{Markup, html};
use tenken_domain::permission::{Object, Right};
use tenken_domain::person::Person as Member;

use super::{Groups, inputs, load};
use crate::actions::{in_tx, people};
use crate::web::support::fields::Problems;
use crate::web::support::form::{self, Form};
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply, refusal};

pub async fn page(person: Person, Path(id): Path<String>) -> Reply {
    let permit = person.may(Right::ManagePeople, Object::Facility(person.facility_id()))?;
    let (member, groups) = (load(&person, &id).await?, Groups::load(&person).await?);
    let fields = inputs::fields_of(&member);
    let form = Form { text: permit.text, fields: &fields, problems: &Problems::default() };
    reply::page(view(&permit, (&member, &groups), form))
}

pub async fn submit(Path(id): Path<String>, Posted { person, fields }: Posted) -> Reply {
    let permit = person.may(Right::ManagePeople, Object::Facility(person.facility_id()))?;
    let member = load(&person, &id).await?;
    let mut problems = Problems::default();
    if let Some(wish) = inputs::read(&fields, &mut problems) {
        let (doing, id) = (permit.doing(), member.id.clone());
        let changed = in_tx(&person.app().db, move |tx| {
            Box::pin(async move { people::edit::change(tx, &doing, &id, wish).await })
        });
        match changed.await.map_err(refusal) {
            Ok(()) => return reply::see("/settings/people?saved"),
            Err(Ok(refused)) => inputs::note(refused, &mut problems),
            Err(Err(error)) => return Err(error),
        }
    }
    let groups = Groups::load(&person).await?;
    let form = Form { text: permit.text, fields: &fields, problems: &problems };
    reply::refused(view(&permit, (&member, &groups), form))
}

fn view(permit: &Permit<'_>, (member, groups): (&Member, &Groups), form: Form<'_>) -> Markup {
    let text = permit.text;
    page::page(
        permit,
        &member.name,
        &html! {
            h1 { (member.name) }
            (form.summary())
            p.hint { (text.text("person-change-hint")) }
            form method="post" action={"/settings/people/" (member.id)} {
                (form::token(permit))
                (inputs::inputs(form, groups))
                (form.submit("settings-save"))
                a.button.quiet href="/settings/people" { (text.text("form-cancel")) }
            }
            p { a href={"/settings/people/" (member.id) "/removal"} { (text.text("person-remove")) } }
        },
    )
}
