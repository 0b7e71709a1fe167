//! The page when disk or database failed under a mark: nothing was saved, everything typed is here, send it again.

use axum::http::StatusCode;
use axum::response::{Html, IntoResponse};
use maud::{Markup, html};
use tenken_store::StoreError;

use super::answer::Sent;
use super::item;
use super::sender::{self, Sender};
use crate::web::support::form;
use crate::web::support::page;
use crate::web::support::person::Permit;
use crate::web::support::reply::Reply;

/// 503, to the page with the form in it, to the script with the sentence only: it keeps the mark itself.
pub fn answer(sent: &Sent, error: &StoreError) -> Reply {
    tracing::error!(%error, "a mark was not saved");
    let status = StatusCode::SERVICE_UNAVAILABLE;
    match sent.sender {
        Sender::Script => sender::not_saved(status, "", &sent.person.visitor.text.text("sheet-not-saved")),
        Sender::Page => {
            let permit = sent.place.permit_to_answer(&sent.person)?;
            Ok((status, Html(view(&permit, sent).into_string())).into_response())
        }
    }
}

/// The same key goes with it: should the first sending have been saved after all, the second changes nothing.
fn view(permit: &Permit<'_>, sent: &Sent) -> Markup {
    let text = permit.text;
    let back = format!("{}{}", sent.place.address(), sent.filter.query());
    let action = format!("{}/answers/{}{}", sent.place.address(), sent.item.id, sent.filter.query());
    page::page(
        permit,
        &text.text("sheet-not-saved"),
        &html! {
            h1 { (text.text("sheet-not-saved")) }
            div.problems role="alert" { p { (text.text("sheet-not-saved-explained")) } }
            p { (sent.place.list.title) " ― " (item::number(text, sent.item)) }
            p { (text.text("sheet-typed-mark")) "：" (text.of("sheet-mark", &sent.fields.get("mark"))) }
            form method="post" action=(action) {
                (form::token(permit))
                @for name in ["key", "seen", "mark"] {
                    input type="hidden" name=(name) value=(sent.fields.get(name));
                }
                @for name in ["memo", "reason"] {
                    div.field {
                        label for=(name) { (text.of("sheet", name)) }
                        textarea id=(name) name=(name) rows="2" { (sent.fields.get(name)) }
                    }
                }
                button.primary type="submit" { (text.text("sheet-send-again")) }
                " "
                a.button.quiet href=(back) { (text.text("form-cancel")) }
            }
        },
    )
}
