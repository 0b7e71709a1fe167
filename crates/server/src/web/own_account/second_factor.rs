//! Enrolling an authenticator app. The secret travels sealed in the form until a code proves that the app has it.

use maud::{Markup, html};
use tenken_domain::account::Account;
use tenken_report::qr::Qr;
use tenken_store::account;

use super::{check_old_password, old_password, recovery_codes};
use crate::actions::accounts::{self, EnrolRefusal, Enrolled};
use crate::actions::in_tx;
use crate::secrets::totp::SharedSecret;
use crate::web::logins::session_cookie;
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::{self, Field, Form};
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply, WebError, refusal};

const CODE: Field = Field::new("code", "second-factor-code").hint("enrol-code-hint");

/// Somebody before the enrolment, with the secret that is on offer.
struct Offer {
    account: Account,
    standing: Standing,
    secret: SharedSecret,
}

/// How this enrolment stands to what was before.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// May go on without, and must show not to be a stranger at an unattended screen.
    Voluntary,
    /// No other page opens before; the password was typed a moment ago.
    Required,
    /// The app that was enrolled before stops working.
    Replacement,
}

pub async fn page(person: Person) -> Reply {
    let permit = person.own()?;
    let offer = offer(&person, SharedSecret::new(&person.app().random)).await?;
    let form = Form { text: permit.text, fields: &Fields::default(), problems: &Problems::default() };
    reply::page(view(&permit, &offer, form))
}

pub async fn submit(Posted { person, fields }: Posted) -> Reply {
    let permit = person.own()?;
    let mut problems = Problems::default();
    let Some(secret) = pending(&person, fields.secret("pending")) else {
        problems.add("", "enrol-begin-again");
        let offer = offer(&person, SharedSecret::new(&person.app().random)).await?;
        let form = Form { text: permit.text, fields: &Fields::default(), problems: &problems };
        return reply::refused(view(&permit, &offer, form));
    };
    let offer = offer(&person, secret).await?;
    if offer.standing.asks_for_the_password() {
        check_old_password(&person, &fields, &mut problems).await?;
    }
    if problems.is_empty() {
        let (doing, secret, code) = (permit.doing(), offer.secret.clone(), fields.get("code"));
        let own = person.session.clone();
        let enrolled = in_tx(&person.app().db, move |tx| {
            Box::pin(async move { accounts::enrol(tx, &doing, (&secret, &code), &own).await })
        });
        match enrolled.await.map_err(refusal) {
            Ok(enrolled) => return shown(person, &enrolled),
            Err(Ok(EnrolRefusal::WrongCode)) => problems.add(CODE, "enrol-wrong-code"),
            Err(Err(error)) => return Err(error),
        }
    }
    let form = Form { text: permit.text, fields: &Fields::default(), problems: &problems };
    reply::refused(view(&permit, &offer, form))
}

/// The codes, on a page whose forms already belong to the session's new id.
fn shown(person: Person, enrolled: &Enrolled) -> Reply {
    let person = Person { session: enrolled.begun.session.clone(), ..person };
    let page = reply::page(recovery_codes::view(&person.own()?, &enrolled.codes))?;
    session_cookie::renew(person.app(), &enrolled.begun, page)
}

impl Standing {
    fn asks_for_the_password(self) -> bool {
        match self {
            Self::Voluntary | Self::Replacement => true,
            Self::Required => false,
        }
    }
}

async fn offer(person: &Person, secret: SharedSecret) -> Result<Offer, WebError> {
    let (account, credentials) = super::load(person).await?;
    let mut conn = person.app().db.reader().await?;
    let standing = if credentials.totp_sealed.is_some() {
        Standing::Replacement
    } else if account::lacks_second_factor(&mut conn, &account.id).await? {
        Standing::Required
    } else {
        Standing::Voluntary
    };
    Ok(Offer { account, standing, secret })
}

/// What the pending secret is sealed for: this account and nothing else.
fn purpose(person: &Person) -> String {
    format!("totp-pending/{}", person.principal.account)
}

fn pending(person: &Person, sealed: &str) -> Option<SharedSecret> {
    let opened = person.app().keys.secret.open_sealed(&purpose(person), sealed);
    opened.map(SharedSecret::from_bytes)
}

fn view(permit: &Permit<'_>, offer: &Offer, form: Form<'_>) -> Markup {
    let (text, app) = (permit.text, permit.person.app());
    let sealed = app.keys.secret.seal(&purpose(permit.person), offer.secret.as_bytes(), &app.random);
    page::page(
        permit,
        &text.text("enrol-title"),
        &html! {
            h1 { (text.text("enrol-title")) }
            @match offer.standing {
                Standing::Voluntary => p { (text.text("enrol-intro")) },
                Standing::Required => p { (text.text("enrol-required")) },
                Standing::Replacement => p { (text.text("enrol-replacement")) },
            }
            (form.summary())
            ol {
                li { (text.text("enrol-step-app")) }
                li { (text.text("enrol-step-scan")) (qr(permit, offer)) }
                li { (text.text("enrol-step-code")) }
            }
            form method="post" action="/account/second-factor" {
                (form::token(permit))
                input type="hidden" name="pending" value=(sealed);
                @if offer.standing.asks_for_the_password() { (old_password(form)) }
                (form.line(CODE, "text", "one-time-code"))
                (form.submit("enrol-submit"))
            }
        },
    )
}

/// The secret as a QR code, and as text for those without a camera.
fn qr(permit: &Permit<'_>, offer: &Offer) -> Markup {
    let code = Qr::new(&offer.secret.url(&offer.account.login_name));
    html! {
        @if let Some(Qr { side, path }) = code {
            p.qr {
                svg width="240" height="240" viewBox={"0 0 " (side) " " (side)} shape-rendering="crispEdges"
                    role="img" aria-label=(permit.text.text("enrol-qr")) {
                    rect width=(side) height=(side) fill="#ffffff" {}
                    path d=(path) fill="#000000" {}
                }
            }
        }
        p { (permit.text.text("enrol-secret")) " " code.secret { (in_fours(&offer.secret.base32())) } }
    }
}

/// In groups of four, for typing in.
fn in_fours(secret: &str) -> String {
    let characters: Vec<char> = secret.chars().filter(|c| *c != '=').collect();
    characters.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}
