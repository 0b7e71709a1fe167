//! The first page of one's own account.

use axum::extract::Query;
use fluent_templates::fluent_bundle::FluentValue;
use maud::{Markup, html};
use tenken_domain::account::Account;
use tenken_domain::calendar;
use tenken_store::account::{self, Credentials};
use tenken_store::session::{self, Session};

use crate::actions::logins;
use crate::web::accounts::Groups;
use crate::web::settings::Asked;
use crate::web::support::form;
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::reply::{self, Reply};

/// What the page shows.
struct Own {
    account: Account,
    role: String,
    credentials: Credentials,
    codes_left: u64,
    sessions: Vec<Session>,
}

pub async fn page(person: Person, Query(asked): Query<Asked>) -> Reply {
    let permit = person.own()?;
    let (account, credentials) = super::load(&person).await?;
    let mut conn = person.app().db.reader().await?;
    let groups = Groups::load(&mut conn, person.facility_id()).await?;
    let now = person.app().clock.now();
    let sessions = session::of_account(&mut conn, &account.id).await?;
    let own = Own {
        role: groups.role_name(permit.text, &account.role),
        codes_left: account::recovery_codes_left(&mut conn, &account.id).await?,
        sessions: sessions.into_iter().filter(|session| logins::is_alive(session, now)).collect(),
        account,
        credentials,
    };
    reply::page(view(&permit, &own, &asked))
}

fn view(permit: &Permit<'_>, own: &Own, asked: &Asked) -> Markup {
    let text = permit.text;
    page::page(
        permit,
        &text.text("own-title"),
        &html! {
            h1 { (text.text("own-title")) }
            (asked.saved(text))
            dl.facts {
                dt { (text.text("account-display-name")) }
                dd { (own.account.display_name) }
                dt { (text.text("account-login-name")) }
                dd { (own.account.login_name) }
                dt { (text.text("account-role")) }
                dd { (own.role) }
            }
            p.hint { (text.text("own-name-hint")) }
            h2 { (text.text("own-password")) }
            @if let Some(profile) = own.credentials.profile {
                p { (text.of("password-profile", profile.code())) }
            }
            p { a.button href="/account/password" { (text.text("own-password-change")) } }
            (second_factor(permit, own))
            (sessions(permit, own))
        },
    )
}

fn second_factor(permit: &Permit<'_>, own: &Own) -> Markup {
    let text = permit.text;
    let enrolled = own.credentials.totp_sealed.is_some();
    html! {
        h2 { (text.text("account-second-factor")) }
        @if enrolled {
            p { (text.text("own-second-factor-enrolled")) }
            p { (text.with("own-codes-left", [("codes", FluentValue::from(own.codes_left))])) }
            p { a.button href="/account/recovery-codes" { (text.text("own-codes-new")) } }
            p { a.button.quiet href="/account/second-factor" { (text.text("own-second-factor-again")) } }
        } @else {
            p { (text.text("own-second-factor-missing")) }
            p { a.button href="/account/second-factor" { (text.text("own-second-factor-enrol")) } }
        }
    }
}

fn sessions(permit: &Permit<'_>, own: &Own) -> Markup {
    let text = permit.text;
    let moment = |millis| jiff::Timestamp::from_millisecond(millis).map(calendar::moment).unwrap_or_default();
    let is_this = |session: &Session| session.id_hash == permit.person.session.id_hash;
    html! {
        h2 { (text.text("own-sessions")) }
        table.list.stacked {
            thead { tr {
                th scope="col" { (text.text("own-session-source")) }
                th scope="col" { (text.text("own-session-began")) }
                th scope="col" { (text.text("own-session-seen")) }
            } }
            tbody {
                @for session in &own.sessions {
                    tr {
                        th scope="row" {
                            (session.source) @if is_this(session) { " " (text.text("own-session-this")) }
                        }
                        td data-label=(text.text("own-session-began")) { (moment(session.created_at)) }
                        td data-label=(text.text("own-session-seen")) { (moment(session.seen_at)) }
                    }
                }
            }
        }
        @if own.sessions.len() > 1 {
            form method="post" action="/account/sessions/ending" {
                (form::token(permit))
                button type="submit" { (text.text("own-sessions-end")) }
            }
        }
    }
}
