//! One's own new password.

use maud::{Markup, html};
use tenken_domain::account::own_words;

use super::{check_old_password, old_password};
use crate::actions::{accounts, in_tx};
use crate::web::logins::{passwords, session_cookie};
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::{self, Form};
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply};

pub async fn page(person: Person) -> Reply {
    let permit = person.own()?;
    let (_, credentials) = super::load(&person).await?;
    let profile = credentials.profile.map_or("", |profile| profile.code());
    let fields = Fields::new(vec![("profile".to_owned(), profile.to_owned())]);
    let form = Form { text: permit.text, fields: &fields, problems: &Problems::default() };
    reply::page(view(&permit, form))
}

/// The old password is asked for first: guessing it here is as slow as at the login page.
pub async fn submit(Posted { person, fields }: Posted) -> Reply {
    let permit = person.own()?;
    let (account, _) = super::load(&person).await?;
    let mut problems = Problems::default();
    let words = own_words(&account.login_name, &account.display_name, &person.facility.name);
    let chosen = passwords::chosen(&fields, &words, &mut problems);
    if problems.is_empty() {
        check_old_password(&person, &fields, &mut problems).await?;
    }
    let Some(chosen) = chosen.filter(|_| problems.is_empty()) else {
        let form = Form { text: permit.text, fields: &fields, problems: &problems };
        return reply::refused(view(&permit, form));
    };
    let (doing, own) = (permit.doing(), person.session.clone());
    let password = passwords::hashed(&doing.means, chosen).await?;
    let begun = in_tx(&person.app().db, move |tx| {
        Box::pin(async move { accounts::change_password(tx, &doing, password, &own).await })
    })
    .await?;
    session_cookie::set(person.app(), &begun, "/account?saved")
}

fn view(permit: &Permit<'_>, form: Form<'_>) -> Markup {
    let text = permit.text;
    page::page(
        permit,
        &text.text("own-password-change"),
        &html! {
            h1 { (text.text("own-password-change")) }
            p.hint { (text.text("own-password-hint")) }
            (form.summary())
            form method="post" action="/account/password" {
                (form::token(permit))
                (old_password(form))
                (passwords::new_password(form))
                (form.submit("own-password-submit"))
                a.button.quiet href="/account" { (text.text("form-cancel")) }
            }
        },
    )
}
