//! Forgetting the mail server, after one page that says what that means.

use maud::{Markup, html};
use tenken_domain::permission::{Object, Right};

use crate::actions::{in_tx, mail_servers};
use crate::web::support::form;
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply};

pub async fn page(person: Person) -> Reply {
    let permit = person.may(Right::ManageFacility, Object::Facility(person.facility_id()))?;
    super::require_mail(&person).await?;
    reply::page(view(&permit))
}

pub async fn submit(Posted { person, .. }: Posted) -> Reply {
    let permit = person.may(Right::ManageFacility, Object::Facility(person.facility_id()))?;
    super::require_mail(&person).await?;
    let doing = permit.doing();
    in_tx(&person.app().db, move |tx| Box::pin(async move { mail_servers::remove(tx, &doing).await }))
        .await?;
    reply::see("/settings/mail?saved")
}

fn view(permit: &Permit<'_>) -> Markup {
    let text = permit.text;
    page::page(
        permit,
        &text.text("mail-remove"),
        &html! {
            h1 { (text.text("mail-remove")) }
            p { (text.text("mail-remove-what")) }
            form method="post" action="/settings/mail/removal" {
                (form::token(permit))
                button.primary type="submit" { (text.text("mail-remove-submit")) }
                " "
                a.button.quiet href="/settings/mail" { (text.text("form-cancel")) }
            }
        },
    )
}
