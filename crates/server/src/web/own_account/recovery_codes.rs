//! Recovery codes: shown once when they are made, and as a page to be printed in the same moment.

use jiff::{SignedDuration, Timestamp};
use maud::{Markup, html};
use serde::{Deserialize, Serialize};
use tenken_domain::calendar;
use tenken_domain::facts::Issuer;
use tenken_domain::permission::Denial;
use tenken_report::recovery_codes::{RecoveryCodes, pdf};

use super::{check_old_password, old_password};
use crate::actions::{accounts, exports, in_tx};
use crate::web::support::download;
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::{self, Form};
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply, WebError};

/// How long the page with the codes can be turned into a file.
const FILE_FOR: SignedDuration = SignedDuration::from_mins(30);

/// Codes as they travel, sealed, from the page that shows them to the file.
#[derive(Serialize, Deserialize)]
struct Shown {
    codes: Vec<String>,
    made_at: i64,
}

/// Asks for the password before the codes of before stop working.
pub async fn page(person: Person) -> Reply {
    let permit = person.own()?;
    enrolled_only(&person).await?;
    let form = Form { text: permit.text, fields: &Fields::default(), problems: &Problems::default() };
    reply::page(question(&permit, form))
}

pub async fn submit(Posted { person, fields }: Posted) -> Reply {
    let permit = person.own()?;
    enrolled_only(&person).await?;
    let mut problems = Problems::default();
    check_old_password(&person, &fields, &mut problems).await?;
    if !problems.is_empty() {
        let form = Form { text: permit.text, fields: &Fields::default(), problems: &problems };
        return reply::refused(question(&permit, form));
    }
    let doing = permit.doing();
    let codes = in_tx(&person.app().db, move |tx| {
        Box::pin(async move { accounts::print_recovery_codes(tx, &doing).await })
    })
    .await?;
    reply::page(view(&permit, &codes))
}

/// The codes of the page just shown, as PDF.
pub async fn file(Posted { person, fields }: Posted) -> Reply {
    let permit = person.own()?;
    let shown = opened(&person, fields.secret("sealed")).ok_or(WebError::Denied(Denial::WrongState))?;
    let (account, _) = super::load(&person).await?;
    let issuer = Issuer { hospital: person.facility.name.clone(), edition: person.facility.edition };
    let made_at = Timestamp::from_millisecond(shown.made_at).map_err(anyhow::Error::from)?;
    let made = tokio::task::spawn_blocking(move || {
        pdf(&RecoveryCodes {
            issuer: &issuer,
            name: &account.display_name,
            login_name: &account.login_name,
            codes: &shown.codes,
            made_on: calendar::day_of(made_at),
        })
    });
    let bytes = made.await.map_err(anyhow::Error::from)?.map_err(anyhow::Error::from)?;
    let doing = permit.doing();
    in_tx(&person.app().db, move |tx| {
        Box::pin(async move { exports::record_recovery_codes(tx, &doing).await })
    })
    .await?;
    download::attachment(bytes, "application/pdf", &format!("{}.pdf", permit.text.text("codes-title")))
}

/// Without a second factor there is nothing to recover from.
async fn enrolled_only(person: &Person) -> Result<(), WebError> {
    let (_, credentials) = super::load(person).await?;
    credentials.totp_sealed.map(|_| ()).ok_or(WebError::Denied(Denial::WrongState))
}

fn purpose(person: &Person) -> String {
    format!("recovery-codes/{}", person.principal.account)
}

fn sealed(person: &Person, codes: &[String]) -> String {
    let app = person.app();
    let shown = Shown { codes: codes.to_vec(), made_at: app.clock.now().as_millisecond() };
    let plain = serde_json::to_vec(&shown).unwrap_or_default();
    app.keys.secret.seal(&purpose(person), &plain, &app.random)
}

fn opened(person: &Person, sealed: &str) -> Option<Shown> {
    let plain = person.app().keys.secret.open_sealed(&purpose(person), sealed)?;
    let shown: Shown = serde_json::from_slice(&plain).ok()?;
    let age = SignedDuration::from_millis(person.app().clock.now().as_millisecond() - shown.made_at);
    Some(shown).filter(|_| age <= FILE_FOR)
}

/// The page with the codes; it cannot be had again.
pub fn view(permit: &Permit<'_>, codes: &[String]) -> Markup {
    let text = permit.text;
    page::page(
        permit,
        &text.text("codes-title"),
        &html! {
            h1 { (text.text("codes-title")) }
            p { strong { (text.text("codes-once")) } }
            p { (text.text("codes-what")) }
            ul.codes { @for code in codes { li { code.secret { (code) } } } }
            form method="post" action="/account/recovery-codes.pdf" {
                (form::token(permit))
                input type="hidden" name="sealed" value=(sealed(permit.person, codes));
                button.primary type="submit" { (text.text("codes-file")) }
            }
            p { a.button.quiet href="/" { (text.text("codes-done")) } }
        },
    )
}

fn question(permit: &Permit<'_>, form: Form<'_>) -> Markup {
    let text = permit.text;
    page::page(
        permit,
        &text.text("own-codes-new"),
        &html! {
            h1 { (text.text("own-codes-new")) }
            p { (text.text("codes-replace")) }
            (form.summary())
            form method="post" action="/account/recovery-codes" {
                (form::token(permit))
                (old_password(form))
                (form.submit("codes-submit"))
                a.button.quiet href="/account" { (text.text("form-cancel")) }
            }
        },
    )
}
