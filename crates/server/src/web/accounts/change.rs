//! One account: name and role, and what else can be done with it.

use axum::extract::{Path, Query};
use maud::{Markup, html};
use tenken_domain::account::{Account, AccountState};
use tenken_domain::id::{DepartmentId, SystemId};
use tenken_domain::permission::{Object, Right};

use super::{Groups, inputs, note};
use crate::actions::{accounts, in_tx};
use crate::web::settings::Asked;
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::{self, Form};
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply, refusal};

pub async fn page(person: Person, Path(id): Path<String>, Query(asked): Query<Asked>) -> Reply {
    let account = super::load(&person, &id).await?;
    let permit = person.may(Right::ManageAccounts, Object::Account(&account))?;
    let groups = super::groups(&person).await?;
    let (fields, problems) = (fields_of(&account), Problems::default());
    let form = Form { text: permit.text, fields: &fields, problems: &problems };
    reply::page(view(&permit, &account, &groups, (form, asked.saved(permit.text))))
}

pub async fn submit(Path(id): Path<String>, Posted { person, fields }: Posted) -> Reply {
    let account = super::load(&person, &id).await?;
    let permit = person.may(Right::ManageAccounts, Object::Account(&account))?;
    let mut problems = Problems::default();
    if let Some(wish) = inputs::read(&fields, &mut problems) {
        let (doing, id) = (permit.doing(), account.id.clone());
        let changed = in_tx(&person.app().db, move |tx| {
            Box::pin(async move { accounts::change(tx, &doing, &id, wish).await })
        });
        match changed.await.map_err(refusal) {
            Ok(()) => return reply::see(&format!("/settings/accounts/{}?saved", account.id)),
            Err(Ok(refused)) => note(refused, &mut problems),
            Err(Err(error)) => return Err(error),
        }
    }
    let groups = super::groups(&person).await?;
    let form = Form { text: permit.text, fields: &fields, problems: &problems };
    reply::refused(view(&permit, &account, &groups, (form, Markup::default())))
}

fn fields_of(account: &Account) -> Fields {
    let department = account.role.department().map_or_else(String::new, DepartmentId::to_string);
    let system = account.role.system().map_or_else(String::new, SystemId::to_string);
    Fields::new(vec![
        ("display_name".to_owned(), account.display_name.clone()),
        ("role".to_owned(), account.role.code().to_owned()),
        ("department".to_owned(), department),
        ("system".to_owned(), system),
    ])
}

fn view(
    permit: &Permit<'_>,
    account: &Account,
    groups: &Groups,
    (form, saved): (Form<'_>, Markup),
) -> Markup {
    let text = permit.text;
    page::page(
        permit,
        &account.display_name,
        &html! {
            h1 { (account.display_name) }
            (saved)
            dl.facts {
                dt { (text.text("account-login-name")) }
                dd { (account.login_name) }
                dt { (text.text("account-state")) }
                dd { (text.of("account-state", account.state.code())) }
            }
            (form.summary())
            form method="post" action={"/settings/accounts/" (account.id)} {
                (form::token(permit))
                (inputs::inputs(form, groups))
                (form.submit("settings-save"))
                a.button.quiet href="/settings/accounts" { (text.text("accounts-back")) }
            }
            (steps(permit, account))
        },
    )
}

/// What can be done with an account in its state.
fn steps(permit: &Permit<'_>, account: &Account) -> Markup {
    let text = permit.text;
    let address = format!("/settings/accounts/{}", account.id);
    html! {
        div.steps {
            h2 { (text.text("account-more")) }
            @match account.state {
                AccountState::Invited | AccountState::Active => {
                    p { a.button.quiet href={(address) "/invitation"} { (text.text("account-invite-again")) } }
                    p { a.button.quiet href={(address) "/suspension"} { (text.text("account-suspend")) } }
                }
                AccountState::Suspended => {
                    p.hint { (text.text("account-resume-hint")) }
                    form method="post" action={(address) "/resumption"} {
                        (form::token(permit))
                        button type="submit" { (text.text("account-resume")) }
                    }
                }
            }
        }
    }
}
