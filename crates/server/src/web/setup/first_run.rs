//! Set-up: the code from the console, the hospital's name, and its first administrator.

use axum::extract::State;
use maud::{Markup, html};
use tenken_domain::account::own_words;
use tenken_store::facility;

use crate::actions::facilities::{FirstRun, FirstRunRefusal, set_up};
use crate::actions::{Failure, Means, Never, in_tx, logins};
use crate::app::App;
use crate::web::logins::passwords;
use crate::web::logins::session_cookie;
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::{Field, Form};
use crate::web::support::page;
use crate::web::support::person::Visitor;
use crate::web::support::posted::PostedByVisitor;
use crate::web::support::reply::{self, Reply, WebError, refusal};

const CODE: Field = Field::new("code", "setup-code").hint("setup-code-hint");
const HOSPITAL: Field = Field::new("hospital", "setup-hospital").hint("setup-hospital-hint");
const DISPLAY_NAME: Field = Field::new("display_name", "account-display-name");

/// Asks for everything; once there is a hospital this page is no more.
pub async fn page(State(app): State<App>, visitor: Visitor) -> Reply {
    if facility::only(&mut app.db.reader().await?).await?.is_some() {
        return reply::see("/login");
    }
    let form = Form { text: visitor.text, fields: &Fields::default(), problems: &Problems::default() };
    reply::page(view(&visitor, form))
}

/// Makes the hospital and logs its administrator in.
pub async fn submit(PostedByVisitor { visitor, fields }: PostedByVisitor) -> Reply {
    let (mut problems, means) = (Problems::default(), visitor.means());
    if !is_setup_code(&visitor.app, &means, &fields.get("code")).await? {
        problems.add(CODE, "setup-code-wrong");
    }
    let hospital = fields.one_line(HOSPITAL, 100, &mut problems);
    let login_name = passwords::login_name(&fields, &mut problems);
    let display_name = fields.one_line(DISPLAY_NAME, 60, &mut problems);
    let password =
        passwords::chosen(&fields, &own_words(&login_name, &display_name, &hospital), &mut problems);
    let Some(password) = password.filter(|_| problems.is_empty()) else {
        let form = Form { text: visitor.text, fields: &fields, problems: &problems };
        return reply::refused(view(&visitor, form));
    };
    let hashed = passwords::hashed(&means, password).await?;
    let wish = FirstRun {
        hospital,
        edition: visitor.app.edition,
        login_name,
        display_name,
        password_hash: hashed.hash,
        profile: hashed.profile,
        occupations: visitor.text.text("default-occupations").split('\n').map(str::to_owned).collect(),
    };
    let begun = in_tx(&visitor.app.db, move |tx| {
        Box::pin(async move {
            let (_, first) = set_up(tx, &means, wish).await?;
            logins::begin(tx, &means, &first, tenken_store::session::Stage::LoggedIn).await
        })
    })
    .await;
    match begun.map_err(refusal) {
        Ok(begun) => session_cookie::set(&visitor.app, &begun, "/settings/departments?first"),
        Err(Ok(FirstRunRefusal::AlreadySetUp)) => reply::see("/login"),
        Err(Err(error)) => Err(error),
    }
}

/// Guessing the code is as slow as guessing a password: the try is charged before it is checked.
async fn is_setup_code(app: &App, means: &Means, typed: &str) -> Result<bool, WebError> {
    let _turn = means.turn().map_err(|busy: Failure<Never>| WebError::from(busy))?;
    let charge = logins::charge_address(&app.db, means).await;
    let charge = charge.map_err(|failure: Failure<Never>| WebError::from(failure))?;
    let is_right = !charge.is_waiting() && app.is_setup_code(typed);
    if is_right {
        let taken_back: Result<(), Failure<Never>> = logins::take_back(&app.db, charge).await;
        taken_back?;
    }
    Ok(is_right)
}

fn view(visitor: &Visitor, form: Form<'_>) -> Markup {
    let text = visitor.text;
    page::public(
        visitor,
        &text.text("setup-title"),
        &html! {
            h1 { (text.text("setup-title")) }
            p { (text.text("setup-welcome")) }
            (form.summary())
            form method="post" action="/setup" {
                (form.line(CODE, "text", "off"))
                (form.line(HOSPITAL, "text", "organization"))
                h2 { (text.text("setup-administrator")) }
                (form.line(DISPLAY_NAME, "text", "name"))
                (form.line(passwords::LOGIN_NAME, "text", "username"))
                (passwords::new_password(form))
                (form.submit("setup-submit"))
            }
        },
    )
}
