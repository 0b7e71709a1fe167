//! Changing a meeting: before it, and afterwards who was there.

use axum::extract::Path;
use maud::{Markup, html};
use tenken_domain::meeting::Meeting;
use tenken_domain::round::Round;

use super::plan::opened;
use super::{address, inputs, load, may_manage, sentence};
use crate::actions::{in_tx, meetings};
use crate::web::support::fields::Problems;
use crate::web::support::form::{self, Form};
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply, refusal};

pub async fn page(person: Person, Path(id): Path<String>) -> Reply {
    let permit = may_manage(&person)?;
    let meeting = load(&person, &id).await?;
    let fields = inputs::fields_of(&meeting);
    let form = Form { text: permit.text, fields: &fields, problems: &Problems::default() };
    reply::page(view(&permit, (&meeting, &opened(&person).await?), form))
}

pub async fn submit(Path(id): Path<String>, Posted { person, fields }: Posted) -> Reply {
    let permit = may_manage(&person)?;
    let meeting = load(&person, &id).await?;
    let rounds = opened(&person).await?;
    let mut problems = Problems::default();
    if let Some(wish) = inputs::read(&fields, &rounds, &mut problems) {
        let (doing, id) = (permit.doing(), meeting.id.clone());
        let changed = in_tx(&person.app().db, move |tx| {
            Box::pin(async move { meetings::change(tx, &doing, &id, wish).await })
        });
        match changed.await.map_err(refusal) {
            Ok(()) => return reply::see(&address(&meeting)),
            Err(Ok(refused)) => problems.add("", sentence(refused)),
            Err(Err(error)) => return Err(error),
        }
    }
    let form = Form { text: permit.text, fields: &fields, problems: &problems };
    reply::refused(view(&permit, (&meeting, &rounds), form))
}

fn view(permit: &Permit<'_>, (meeting, rounds): (&Meeting, &[Round]), form: Form<'_>) -> Markup {
    let text = permit.text;
    page::page(
        permit,
        &text.text("meeting-change"),
        &html! {
            h1 { (text.text("meeting-change")) }
            (form.summary())
            form method="post" action=(address(meeting)) {
                (form::token(permit))
                (inputs::inputs(form, rounds))
                (form.submit("meeting-save"))
                " " a.button.quiet href=(address(meeting)) { (text.text("form-cancel")) }
            }
        },
    )
}
