//! That a letter was sent, and when.

use axum::extract::Path;
use maud::{Markup, html};

use super::{Asked, explain, show};
use crate::actions::{in_tx, inquiries};
use crate::web::support::fields::Problems;
use crate::web::support::form::{self, Field, Form};
use crate::web::support::person::Permit;
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply, refusal};
use crate::web::vendors::may_manage;

pub const ON: Field = Field::new("sent_on", "inquiry-sent-on").hint("day-hint");

pub async fn submit(Path(id): Path<String>, Posted { person, fields }: Posted) -> Reply {
    let permit = may_manage(&person)?;
    let asked = Asked::load(&person, &id).await?;
    let mut problems = Problems::default();
    if let Some(on) = fields.day(ON, &mut problems) {
        let (doing, id) = (permit.doing(), asked.inquiry.id.clone());
        let sent = in_tx(&person.app().db, move |tx| {
            Box::pin(async move { inquiries::send(tx, &doing, &id, on).await })
        });
        match sent.await.map_err(refusal) {
            Ok(()) => return reply::see(&asked.address()),
            Err(Ok(refused)) => explain(refused, ON, &mut problems),
            Err(Err(error)) => return Err(error),
        }
    }
    show::refused(&permit, &asked, (&fields, &problems)).await
}

pub fn view(permit: &Permit<'_>, asked: &Asked, form: Form<'_>) -> Markup {
    html! {
        h2 { (permit.text.text("inquiry-send")) }
        p { (permit.text.text("inquiry-send-hint")) }
        form method="post" action={ (asked.address()) "/sending" } {
            (form::token(permit))
            (form.line(ON, "text", "off"))
            (form.submit("inquiry-send"))
        }
    }
}
