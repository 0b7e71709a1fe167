//! The mail server's page: where it is, how it is protected, who sends. A stored password is never shown again.

use axum::extract::Query;
use fluent_templates::fluent_bundle::FluentValue;
use maud::{Markup, html};
use serde::Deserialize;
use tenken_domain::mail::{Address, MailServer, Security, is_host};
use tenken_domain::mailing::Problem;
use tenken_domain::permission::{Object, Right};
use tenken_store::mail_server;

use crate::actions::in_tx;
use crate::actions::mail_servers::{self, MailServerRefusal, Password};
use crate::mail::are_certificates;
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::{self, Field, Form};
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply, WebError, refusal};

const HOST: Field = Field::new("host", "mail-host").hint("mail-host-hint");
const PORT: Field = Field::new("port", "mail-port").hint("mail-port-hint");
const SECURITY: Field = Field::new("security", "mail-security");
const PLAIN: Field = Field::new("plain", "mail-plain");
const SENDER: Field = Field::new("sender", "mail-sender").hint("mail-sender-hint");
const SENDER_NAME: Field = Field::new("sender_name", "mail-sender-name").hint("mail-sender-name-hint");
const LOGIN_NAME: Field = Field::new("login_name", "mail-login-name").hint("mail-login-name-hint");
const PASSWORD: Field = Field::new("password", "mail-password").hint("mail-password-hint");
const CERTIFICATES: Field = Field::new("certificates", "mail-certificates").hint("mail-certificates-hint");
/// Where the message to try the server out goes.
pub const TO: Field = Field::new("to", "mail-trial-to");

/// The longest certificates that are taken. Characters.
const LONGEST_CERTIFICATES: usize = 20_000;
const LONGEST_PASSWORD: usize = 500;

/// What the address says about the way here.
#[derive(Deserialize)]
pub struct Asked {
    saved: Option<String>,
    /// What came of the trial: `taken`, `unknown`, `sample` or a problem's code.
    tried: Option<String>,
}

pub async fn page(person: Person, Query(asked): Query<Asked>) -> Reply {
    let permit = person.may(Right::ManageFacility, Object::Facility(person.facility_id()))?;
    super::require_mail(&person).await?;
    let fields = stored(&person).await?.as_ref().map(fields_of);
    let is_set_up = fields.is_some();
    let fields = fields.unwrap_or_else(usual);
    let form = Form { text: permit.text, fields: &fields, problems: &Problems::default() };
    reply::page(framed(
        &permit,
        &html! {
            @if asked.saved.is_some() { p.done role="status" { (permit.text.text("settings-saved")) } }
            @if let Some(tried) = &asked.tried { (tried_out(&permit, tried)) }
            (inputs(&permit, form))
            @if is_set_up { (trial(&permit, form)) }
        },
    ))
}

pub async fn submit(Posted { person, fields }: Posted) -> Reply {
    let permit = person.may(Right::ManageFacility, Object::Facility(person.facility_id()))?;
    super::require_mail(&person).await?;
    let mut problems = Problems::default();
    let Some((server, password)) = read(&fields, &mut problems) else {
        return refused(&permit, (fields, problems));
    };
    let doing = permit.doing();
    let changed = in_tx(&person.app().db, move |tx| {
        Box::pin(async move { mail_servers::change(tx, &doing, server, password).await })
    });
    match changed.await.map_err(refusal) {
        Ok(()) => reply::see("/settings/mail?saved"),
        Err(Ok(MailServerRefusal::PasswordWanted)) => {
            problems.add(PASSWORD, "mail-password-wanted");
            refused(&permit, (fields, problems))
        }
        Err(Err(error)) => Err(error),
    }
}

/// The page with what was refused.
fn refused(permit: &Permit<'_>, (fields, problems): (Fields, Problems)) -> Reply {
    let form = Form { text: permit.text, fields: &fields, problems: &problems };
    reply::refused(framed(permit, &inputs(permit, form)))
}

/// The page of a server that is set up, with what is wrong with the trial's address.
pub async fn refused_trial(permit: &Permit<'_>, (fields, problems): (Fields, Problems)) -> Reply {
    let stands = stored(permit.person).await?.as_ref().map(fields_of).unwrap_or_else(usual);
    let nothing = Problems::default();
    let (main, below) = (
        Form { text: permit.text, fields: &stands, problems: &nothing },
        Form { text: permit.text, fields: &fields, problems: &problems },
    );
    let page = html! { (below.summary()) (inputs(permit, main)) (trial(permit, below)) };
    reply::refused(framed(permit, &page))
}

async fn stored(person: &Person) -> Result<Option<MailServer>, WebError> {
    let stored = mail_server::find(&mut person.app().db.reader().await?, person.facility_id()).await?;
    Ok(stored.map(|stored| stored.server))
}

fn read(fields: &Fields, problems: &mut Problems) -> Option<(MailServer, Password)> {
    let host = fields.one_line(HOST, 253, problems);
    if !is_host(&host) {
        problems.add(HOST, "mail-host-wrong");
    }
    let port = fields.count(PORT, u64::from(u16::MAX), &mut Problems::default()).filter(|port| *port > 0);
    if port.is_none() {
        problems.add(PORT, "mail-port-wrong");
    }
    let security = Security::from_code(&fields.get(SECURITY.name));
    match security {
        None => problems.add(SECURITY, "problem-required"),
        Some(Security::None) if fields.get(PLAIN.name) != "meant" => problems.add(PLAIN, "mail-plain-unsaid"),
        Some(Security::None | Security::StartTls | Security::Tls) => {}
    }
    let sender = Address::parse(&fields.get(SENDER.name));
    if sender.is_none() {
        problems.add(SENDER, "mail-address-wrong");
    }
    let sender_name = fields.optional(SENDER_NAME, 60, problems);
    if sender_name.contains('\n') {
        problems.add(SENDER_NAME, "problem-one-line");
    }
    let login_name = fields.optional(LOGIN_NAME, 200, problems);
    let own_certificates = fields.optional(CERTIFICATES, LONGEST_CERTIFICATES, problems);
    if !own_certificates.is_empty() && !are_certificates(&own_certificates) {
        problems.add(CERTIFICATES, "mail-certificates-wrong");
    }
    let password = match fields.secret(PASSWORD.name) {
        "" => Password::Kept,
        typed => Password::New(typed.to_owned()),
    };
    if fields.secret(PASSWORD.name).chars().count() > LONGEST_PASSWORD {
        problems.add(PASSWORD, "problem-too-long");
    }
    let (port, security, sender) = (u16::try_from(port?).ok()?, security?, sender?);
    let server = MailServer { host, port, security, sender, sender_name, login_name, own_certificates };
    problems.is_empty().then_some((server, password))
}

/// What most mail servers of a hospital want.
fn usual() -> Fields {
    Fields::new(vec![
        (PORT.name.to_owned(), "587".to_owned()),
        (SECURITY.name.to_owned(), Security::StartTls.code().to_owned()),
    ])
}

fn fields_of(server: &MailServer) -> Fields {
    let field = |field: Field, value: &str| (field.name.to_owned(), value.to_owned());
    let plain = if server.security == Security::None { "meant" } else { "" };
    Fields::new(vec![
        field(HOST, &server.host),
        field(PORT, &server.port.to_string()),
        field(SECURITY, server.security.code()),
        field(PLAIN, plain),
        field(SENDER, server.sender.as_str()),
        field(SENDER_NAME, &server.sender_name),
        field(LOGIN_NAME, &server.login_name),
        field(CERTIFICATES, &server.own_certificates),
    ])
}

fn framed(permit: &Permit<'_>, main: &Markup) -> Markup {
    let title = permit.text.text("settings-mail");
    let intro = permit.text.text("mail-intro");
    page::page(permit, &title, &html! { h1 { (title) } p { (intro) } (main) })
}

fn inputs(permit: &Permit<'_>, form: Form<'_>) -> Markup {
    let text = permit.text;
    let security = |one: Security| (one.code().to_owned(), text.of("mail-security", one.code()));
    html! {
        (form.summary())
        form method="post" action="/settings/mail" autocomplete="off" {
            (form::token(permit))
            (form.line(HOST, "text", "off"))
            (form.line(PORT, "text", "off"))
            (form.radios(SECURITY, &Security::ALL.map(security)))
            (form.checkboxes(PLAIN, &[("meant".to_owned(), text.text("mail-plain-meant"))]))
            (form.line(SENDER, "email", "off"))
            (form.line(SENDER_NAME, "text", "off"))
            (form.line(LOGIN_NAME, "text", "off"))
            (form.line(PASSWORD, "password", "new-password"))
            (form.lines(CERTIFICATES, 4))
            (form.submit("settings-save"))
        }
    }
}

fn trial(permit: &Permit<'_>, form: Form<'_>) -> Markup {
    let text = permit.text;
    html! {
        h2 { (text.text("mail-trial")) }
        p.hint { (text.text("mail-trial-explained")) }
        form.inline method="post" action="/settings/mail/trial" {
            (form::token(permit))
            (form.line(TO, "email", "off"))
            button type="submit" { (text.text("mail-trial-send")) }
        }
        p { a.button.quiet href="/settings/mail/removal" { (text.text("mail-remove")) } }
    }
}

/// What came of the trial, in a sentence; the mail server's own words are not shown.
fn tried_out(permit: &Permit<'_>, tried: &str) -> Markup {
    let text = permit.text;
    let sentence = match (tried, Problem::from_code(tried)) {
        (_, Some(problem)) => text.of("mailing-problem", problem.code()),
        ("taken", None) => text.text("mail-trial-taken"),
        ("sample", None) => text.text("mail-trial-sample"),
        (_, None) => text.text("mail-trial-unknown"),
    };
    let failed = || text.with("mail-trial-failed", [("problem", FluentValue::from(sentence.as_str()))]);
    html! {
        @if tried == "taken" {
            p.done role="status" { (sentence) }
        } @else {
            div.problems role="alert" { p { (failed()) } }
        }
    }
}
