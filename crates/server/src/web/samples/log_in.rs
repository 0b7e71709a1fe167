//! Logging in to the sample hospital: a button for each of its people.

use maud::{Markup, html};
use tenken_domain::account::{Account, AccountState};
use tenken_store::session::Stage;
use tenken_store::{account, facility};

use crate::actions::{Failure, Never, in_tx, logins};
use crate::web::accounts::Groups;
use crate::web::logins::session_cookie;
use crate::web::support::page;
use crate::web::support::person::Visitor;
use crate::web::support::posted::PostedByVisitor;
use crate::web::support::reply::{self, Reply, WebError};
use tenken_domain::permission::Denial;

pub async fn page(visitor: Visitor) -> Reply {
    let mut conn = visitor.app.db.reader().await?;
    let hospital = facility::only(&mut conn).await?.ok_or(Denial::Invisible)?;
    let people = account::all(&mut conn, &hospital.id).await?.into_iter().map(|listed| listed.account);
    let people: Vec<Account> = people.filter(|one| one.state == AccountState::Active).collect();
    let groups = Groups::load(&mut conn, &hospital.id).await?;
    drop(conn);
    reply::page(view(&visitor, &people, &groups))
}

/// Begins a session for whoever was clicked on.
pub async fn submit(PostedByVisitor { visitor, fields }: PostedByVisitor) -> Reply {
    let found =
        account::find_by_login(&mut visitor.app.db.reader().await?, &fields.get("login_name")).await?;
    let account = found.filter(|one| one.state == AccountState::Active).ok_or(Denial::Invisible)?;
    let means = visitor.means();
    let begun: Result<_, Failure<Never>> = in_tx(&visitor.app.db, move |tx| {
        Box::pin(async move { logins::begin(tx, &means, &account, Stage::LoggedIn).await })
    })
    .await;
    session_cookie::set(&visitor.app, &begun.map_err(WebError::from)?, "/")
}

fn view(visitor: &Visitor, people: &[Account], groups: &Groups) -> Markup {
    let text = visitor.text;
    page::public(
        visitor,
        &text.text("demo-title"),
        &html! {
            h1 { (text.text("demo-title")) }
            p { (text.text("demo-what")) }
            @for person in people {
                form method="post" action="/demo/login" {
                    input type="hidden" name="login_name" value=(person.login_name);
                    p {
                        button.primary type="submit" { (person.display_name) }
                        " " (text.of("demo-role", person.role.code()))
                        @if let Some(group) = groups.answers_for(&person.role) { "（" (group) "）" }
                    }
                }
            }
            p.hint { (text.text("demo-keeps-nothing")) }
        },
    )
}
