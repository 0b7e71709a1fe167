//! The login page.

use axum::extract::Query;
use maud::{Markup, html};
use serde::Deserialize;
use tenken_store::session::Stage;

use super::session_cookie;
use crate::actions::logins::{Attempt, LoginRefusal, log_in};
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::{Field, Form};
use crate::web::support::page;
use crate::web::support::person::Visitor;
use crate::web::support::posted::PostedByVisitor;
use crate::web::support::reply::{self, Reply, refusal};

const LOGIN_NAME: Field = Field::new("login_name", "account-login-name");
const PASSWORD: Field = Field::new("password", "login-password");

/// Where to go after logging in: a path of ours.
#[derive(Deserialize)]
pub struct Back {
    back: Option<String>,
}

pub async fn page(visitor: Visitor, Query(Back { back }): Query<Back>) -> Reply {
    let fields = Fields::new(vec![("back".to_owned(), back.unwrap_or_default())]);
    let form = Form { text: visitor.text, fields: &fields, problems: &Problems::default() };
    reply::page(view(&visitor, form))
}

pub async fn submit(PostedByVisitor { visitor, fields }: PostedByVisitor) -> Reply {
    let login_name = fields.get("login_name").to_lowercase();
    let attempt = Attempt { login_name, password: fields.secret("password").to_owned() };
    match log_in(&visitor.app.db, &visitor.means(), attempt).await.map_err(refusal) {
        Ok(begun) => {
            let then = match begun.session.stage {
                Stage::SecondFactor => "/login/second-factor".to_owned(),
                Stage::LoggedIn => safe(&fields.get("back")).to_owned(),
            };
            session_cookie::set(&visitor.app, &begun, &then)
        }
        Err(Ok(LoginRefusal::NotAccepted)) => {
            let mut problems = Problems::default();
            problems.add("", "login-not-accepted");
            let form = Form { text: visitor.text, fields: &fields, problems: &problems };
            reply::refused(view(&visitor, form))
        }
        Err(Err(error)) => Err(error),
    }
}

/// Only paths of ours: two slashes would lead to another host.
pub fn safe(back: &str) -> &str {
    if back.starts_with('/') && !back.starts_with("//") && !back.contains('\\') { back } else { "/" }
}

fn view(visitor: &Visitor, form: Form<'_>) -> Markup {
    let text = visitor.text;
    page::public(
        visitor,
        &text.text("login-title"),
        &html! {
            h1 { (text.text("login-title")) }
            (form.summary())
            form method="post" action="/login" {
                input type="hidden" name="back" value=(form.fields.get("back"));
                (form.line(LOGIN_NAME, "text", "username"))
                (form.line(PASSWORD, "password", "current-password"))
                (form.submit("login-submit"))
            }
            p.hint { (text.text("login-no-account")) }
            p { a href="/activation" { (text.text("login-activate")) } }
        },
    )
}

#[cfg(test)]
mod tests {
    use super::safe;

    #[test]
    fn after_login_nobody_is_sent_elsewhere() {
        assert_eq!(safe("/rounds"), "/rounds");
        for elsewhere in ["//evil.example", "https://evil.example", "/\\evil.example", "", "rounds"] {
            assert_eq!(safe(elsewhere), "/", "{elsewhere}");
        }
    }
}
