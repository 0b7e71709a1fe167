//! The second step of logging in: a one-time code, or a printed recovery code.

use maud::{Markup, html};

use super::session_cookie;
use crate::actions::logins::{LoginRefusal, pass_second_factor};
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::{Field, Form};
use crate::web::support::page;
use crate::web::support::person::{HalfOpen, Visitor};
use crate::web::support::posted::PostedHalfOpen;
use crate::web::support::reply::{self, Reply, refusal};

const CODE: Field = Field::new("code", "second-factor-code").hint("second-factor-code-hint");

pub async fn page(half_open: HalfOpen) -> Reply {
    let (fields, problems) = (Fields::default(), Problems::default());
    let form = Form { text: half_open.visitor.text, fields: &fields, problems: &problems };
    reply::page(view(&half_open.visitor, form))
}

pub async fn submit(PostedHalfOpen { half_open, fields }: PostedHalfOpen) -> Reply {
    let HalfOpen { visitor, session } = half_open;
    let passed = pass_second_factor(&visitor.app.db, &visitor.means(), &session, fields.get("code")).await;
    match passed.map_err(refusal) {
        Ok(begun) => session_cookie::set(&visitor.app, &begun, "/"),
        Err(Ok(LoginRefusal::NotAccepted)) => {
            let mut problems = Problems::default();
            problems.add(CODE, "second-factor-not-accepted");
            let form = Form { text: visitor.text, fields: &Fields::default(), problems: &problems };
            reply::refused(view(&visitor, form))
        }
        Err(Err(error)) => Err(error),
    }
}

fn view(visitor: &Visitor, form: Form<'_>) -> Markup {
    let text = visitor.text;
    page::public(
        visitor,
        &text.text("second-factor-title"),
        &html! {
            h1 { (text.text("second-factor-title")) }
            (form.summary())
            form method="post" action="/login/second-factor" {
                (form.line(CODE, "text", "one-time-code"))
                (form.submit("login-submit"))
            }
        },
    )
}
