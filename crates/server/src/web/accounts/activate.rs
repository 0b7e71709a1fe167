//! The owner of a new account uses the one-time code and chooses a password.

use maud::{Markup, html};
use tenken_domain::account::own_words;
use tenken_store::facility;

use crate::actions::logins::{InvitationRefusal, activate};
use crate::web::logins::{passwords, session_cookie};
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::{Field, Form};
use crate::web::support::page;
use crate::web::support::person::Visitor;
use crate::web::support::posted::PostedByVisitor;
use crate::web::support::reply::{self, Reply, refusal};

const LOGIN_NAME: Field = Field::new("login_name", "account-login-name");
const CODE: Field = Field::new("code", "activation-code").hint("activation-code-hint");

pub async fn page(visitor: Visitor) -> Reply {
    let form = Form { text: visitor.text, fields: &Fields::default(), problems: &Problems::default() };
    reply::page(view(&visitor, form))
}

pub async fn submit(PostedByVisitor { visitor, fields }: PostedByVisitor) -> Reply {
    let hospital = facility::only(&mut visitor.app.db.reader().await?).await?;
    let hospital = hospital.map(|facility| facility.name).unwrap_or_default();
    let mut problems = Problems::default();
    let login_name = passwords::login_name(&fields, &mut problems);
    let code = fields.required(CODE, 60, &mut problems);
    let password = passwords::chosen(&fields, &own_words(&login_name, "", &hospital), &mut problems);
    if let Some(password) = password.filter(|_| problems.is_empty()) {
        let begun = activate(&visitor.app.db, &visitor.means(), (login_name, code), password).await;
        match begun.map_err(refusal) {
            Ok(begun) => return session_cookie::set(&visitor.app, &begun, "/"),
            Err(Ok(InvitationRefusal::NotAccepted)) => problems.add(CODE, "activation-not-accepted"),
            Err(Ok(InvitationRefusal::Password(error))) => passwords::note(error, &mut problems),
            Err(Err(error)) => return Err(error),
        }
    }
    let form = Form { text: visitor.text, fields: &fields, problems: &problems };
    reply::refused(view(&visitor, form))
}

fn view(visitor: &Visitor, form: Form<'_>) -> Markup {
    let text = visitor.text;
    page::public(
        visitor,
        &text.text("activation-title"),
        &html! {
            h1 { (text.text("activation-title")) }
            p { (text.text("activation-intro")) }
            (form.summary())
            form method="post" action="/activation" {
                (form.line(LOGIN_NAME, "text", "username"))
                (form.line(CODE, "text", "off"))
                (passwords::new_password(form))
                (form.submit("activation-submit"))
            }
            p { a href="/login" { (text.text("activation-to-login")) } }
        },
    )
}
