//! Everybody who can log in. Auditors read it; only administrators find buttons and links to change anything.

use maud::{Markup, html};
use tenken_domain::account::AccountState;
use tenken_domain::calendar;
use tenken_domain::permission::{Object, Right};
use tenken_store::account::{self, Listed};

use super::Groups;
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::reply::{self, Reply};

const HEADINGS: [&str; 6] = [
    "account-display-name",
    "account-login-name",
    "account-role",
    "account-state",
    "account-second-factor",
    "account-last-login",
];

pub async fn page(person: Person) -> Reply {
    let permit = person.may(Right::ReadAccounts, Object::Facility(person.facility_id()))?;
    let all = account::all(&mut person.app().db.reader().await?, person.facility_id()).await?;
    reply::page(view(&permit, &all, &super::groups(&person).await?))
}

fn view(permit: &Permit<'_>, all: &[Listed], groups: &Groups) -> Markup {
    let text = permit.text;
    page::page(
        permit,
        &text.text("accounts-title"),
        &html! {
            h1 { (text.text("accounts-title")) }
            @if manages(permit) {
                p.hint { (text.text("accounts-intro")) }
                p { a.button href="/settings/accounts/new" { (text.text("accounts-invite")) } }
            }
            div.scroll role="region" tabindex="0" aria-label=(text.text("accounts-title")) {
                table.list.stacked {
                    thead { tr { @for key in HEADINGS { th scope="col" { (text.text(key)) } } } }
                    tbody { @for listed in all { (row(permit, listed, groups)) } }
                }
            }
        },
    )
}

fn row(permit: &Permit<'_>, listed: &Listed, groups: &Groups) -> Markup {
    let (text, account) = (permit.text, &listed.account);
    let cells = [
        account.login_name.clone(),
        groups.role_name(text, &account.role),
        text.of("account-state", account.state.code()),
        text.of("second-factor-state", second_factor(listed)),
        last_login(listed).unwrap_or_else(|| text.text("account-never")),
    ];
    html! {
        tr {
            th scope="row" {
                @if manages(permit) {
                    a href={"/settings/accounts/" (account.id)} { (account.display_name) }
                } @else {
                    (account.display_name)
                }
            }
            @for (heading, cell) in HEADINGS.iter().skip(1).zip(cells) {
                td data-label=(text.text(heading)) { (cell) }
            }
        }
    }
}

fn manages(permit: &Permit<'_>) -> bool {
    permit.person.could(Right::ManageAccounts, Object::Facility(permit.person.facility_id()))
}

fn second_factor(listed: &Listed) -> &'static str {
    match (listed.has_second_factor, listed.account.state) {
        (true, AccountState::Invited | AccountState::Active | AccountState::Suspended) => "enrolled",
        (false, AccountState::Invited) => "not-yet",
        (false, AccountState::Active | AccountState::Suspended) => "missing",
    }
}

fn last_login(listed: &Listed) -> Option<String> {
    let at = jiff::Timestamp::from_millisecond(listed.last_login_at?).ok()?;
    Some(calendar::moment(at))
}
