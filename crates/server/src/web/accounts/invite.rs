//! A new account: the page shows the one-time code once.

use maud::{Markup, html};
use tenken_domain::permission::{Object, Right};

use super::{Groups, handover, inputs, note};
use crate::actions::accounts::{self, Wish};
use crate::actions::in_tx;
use crate::web::logins::passwords;
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::{self, Form};
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply, refusal};

pub async fn page(person: Person) -> Reply {
    let permit = person.may(Right::ManageAccounts, Object::Facility(person.facility_id()))?;
    let groups = super::groups(&person).await?;
    let form = Form { text: permit.text, fields: &Fields::default(), problems: &Problems::default() };
    reply::page(view(&permit, &groups, form))
}

pub async fn submit(Posted { person, fields }: Posted) -> Reply {
    let permit = person.may(Right::ManageAccounts, Object::Facility(person.facility_id()))?;
    let mut problems = Problems::default();
    let login_name = passwords::login_name(&fields, &mut problems);
    let read = inputs::read(&fields, &mut problems);
    if let Some((display_name, role)) = read {
        let doing = permit.doing();
        let wish = Wish { login_name, display_name, role };
        let invited = in_tx(&person.app().db, move |tx| {
            Box::pin(async move { accounts::invite(tx, &doing, wish).await })
        });
        match invited.await.map_err(refusal) {
            Ok(invited) => return reply::page(handover::view(&permit, &invited)),
            Err(Ok(refused)) => note(refused, &mut problems),
            Err(Err(error)) => return Err(error),
        }
    }
    let groups = super::groups(&person).await?;
    let form = Form { text: permit.text, fields: &fields, problems: &problems };
    reply::refused(view(&permit, &groups, form))
}

fn view(permit: &Permit<'_>, groups: &Groups, form: Form<'_>) -> Markup {
    let text = permit.text;
    page::page(
        permit,
        &text.text("accounts-invite"),
        &html! {
            h1 { (text.text("accounts-invite")) }
            p { (text.text("accounts-invite-how")) }
            (form.summary())
            form method="post" action="/settings/accounts" {
                (form::token(permit))
                (form.line(passwords::LOGIN_NAME, "text", "off"))
                (inputs::inputs(form, groups))
                (form.submit("accounts-invite-submit"))
                a.button.quiet href="/settings/accounts" { (text.text("form-cancel")) }
            }
        },
    )
}
