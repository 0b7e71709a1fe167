//! The link by which a vendor answers, and its code: shown to those who send them, each to go another way.

use axum::extract::Path;
use maud::{Markup, html};
use tenken_domain::calendar;
use tenken_domain::inquiry::Door;

use super::Asked;
use crate::actions::{in_tx, inquiries};
use crate::secrets::token;
use crate::web::support::form;
use crate::web::support::person::Permit;
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply};
use crate::web::vendors::may_manage;

pub async fn replace(Path(id): Path<String>, Posted { person, .. }: Posted) -> Reply {
    let permit = may_manage(&person)?;
    let asked = Asked::load(&person, &id).await?;
    let (doing, id) = (permit.doing(), asked.inquiry.id.clone());
    in_tx(&person.app().db, move |tx| {
        Box::pin(async move { inquiries::replace_link(tx, &doing, &id).await })
    })
    .await?;
    reply::see(&asked.address())
}

pub fn view(permit: &Permit<'_>, asked: &Asked) -> Markup {
    let (text, app) = (permit.text, permit.person.app());
    let place = (&asked.inquiry.id, asked.inquiry.link_salt);
    let door = asked.inquiry.door(calendar::day_of(app.clock.now()));
    html! {
        h2 { (text.text("inquiry-link")) }
        p { (text.text("inquiry-link-hint")) }
        @if door == Door::Expired { p.warning { (text.text("inquiry-link-expired")) } }
        dl.facts {
            dt { (text.text("inquiry-link-address")) }
            dd.typed { (app.settings.origin) "/v/" (token::inquiry_token(&app.keys.secret, place)) }
            dt { (text.text("inquiry-link-code")) }
            dd { strong { (token::inquiry_code(&app.keys.secret, place)) } }
        }
        details {
            summary { (text.text("inquiry-link-replace")) }
            p { (text.text("inquiry-link-replace-hint")) }
            form method="post" action={ (asked.address()) "/link" } {
                (form::token(permit))
                button.quiet type="submit" { (text.text("inquiry-link-replace")) }
            }
        }
    }
}
