//! Stopping an account at once: its sessions end at the next click.

use axum::extract::Path;
use fluent_templates::fluent_bundle::FluentValue;
use maud::{Markup, html};
use tenken_domain::account::Account;
use tenken_domain::permission::{Object, Right};

use super::note;
use crate::actions::{accounts, in_tx};
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::{self, Form};
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply, refusal};

/// Says first what will happen.
pub async fn page(person: Person, Path(id): Path<String>) -> Reply {
    let account = super::load(&person, &id).await?;
    let permit = person.may(Right::ManageAccounts, Object::Account(&account))?;
    reply::page(view(&permit, &account, &Problems::default()))
}

pub async fn submit(Path(id): Path<String>, Posted { person, .. }: Posted) -> Reply {
    let account = super::load(&person, &id).await?;
    let permit = person.may(Right::ManageAccounts, Object::Account(&account))?;
    let (doing, id) = (permit.doing(), account.id.clone());
    let done =
        in_tx(&person.app().db, move |tx| Box::pin(async move { accounts::suspend(tx, &doing, &id).await }));
    match done.await.map_err(refusal) {
        Ok(()) => reply::see(&format!("/settings/accounts/{}?saved", account.id)),
        Err(Ok(refused)) => {
            let mut problems = Problems::default();
            note(refused, &mut problems);
            reply::refused(view(&permit, &account, &problems))
        }
        Err(Err(error)) => Err(error),
    }
}

fn view(permit: &Permit<'_>, account: &Account, problems: &Problems) -> Markup {
    let text = permit.text;
    let form = Form { text, fields: &Fields::default(), problems };
    let name = FluentValue::from(account.display_name.as_str());
    page::page(
        permit,
        &text.text("account-suspend"),
        &html! {
            h1 { (text.text("account-suspend")) }
            (form.summary())
            p { (text.with("account-suspend-what", [("name", name)])) }
            p.hint { (text.text("account-suspend-hint")) }
            form method="post" action={"/settings/accounts/" (account.id) "/suspension"} {
                (form::token(permit))
                (form.submit("account-suspend-submit"))
                a.button.quiet href={"/settings/accounts/" (account.id)} { (text.text("form-cancel")) }
            }
        },
    )
}
