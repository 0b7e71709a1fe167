//! All mailings of a round, and the ways to a new one.

use axum::extract::Path;
use maud::{Markup, html};
use tenken_domain::calendar;
use tenken_domain::mailing::{Fate, Kind, Mailing};
use tenken_domain::permission::{Object, Right};
use tenken_domain::round::Round;
use tenken_store::mailing;

use crate::web::mail_server::require_mail;
use crate::web::rounds::load;
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::reply::{self, Reply};

/// A mailing with how many messages it is and how many have left.
struct Row {
    mailing: Mailing,
    all: u64,
    sent: u64,
}

pub async fn page(person: Person, Path(id): Path<String>) -> Reply {
    let round = load(&person, &id).await?;
    let permit = person.may(Right::ReadMissing, Object::Round(person.facility_id(), &round))?;
    require_mail(&person).await?;
    let mut conn = person.app().db.reader().await?;
    let mut rows = Vec::new();
    for mailing in mailing::of_round(&mut conn, &round.id).await? {
        let tally = mailing::tally(&mut conn, &mailing.id).await?;
        let all = tally.iter().map(|(_, number)| number).sum();
        let sent = tally.iter().filter(|(fate, _)| *fate == Fate::Sent).map(|(_, number)| number).sum();
        rows.push(Row { mailing, all, sent });
    }
    drop(conn);
    reply::page(view(&permit, &round, &rows))
}

fn view(permit: &Permit<'_>, round: &Round, rows: &[Row]) -> Markup {
    let (text, person) = (permit.text, permit.person);
    let here = format!("/rounds/{}/mailings", round.id);
    page::page(
        permit,
        &text.text("mailings-title"),
        &html! {
            h1 { (text.text("mailings-title")) }
            p { a href={"/rounds/" (round.id)} { (round.name) } "　" a href={"/rounds/" (round.id) "/reminders"} { (text.text("reminders-title")) } }
            @if person.could(Right::Remind, Object::Round(person.facility_id(), round)) {
                div.steps {
                    @for kind in Kind::ALL {
                        p { a.button href={ (here) "/new?kind=" (kind.code()) } { (text.of("mailing-write", kind.code())) } }
                    }
                }
            }
            @if rows.is_empty() {
                p { (text.text("mailings-none")) }
            } @else {
                table.list {
                    thead { tr {
                        th scope="col" { (text.text("mailing-due-at")) }
                        th scope="col" { (text.text("mailing-kind")) }
                        th scope="col" { (text.text("mailing-state")) }
                        th.number scope="col" { (text.text("mailing-sent-of")) }
                    } }
                    tbody { @for row in rows { (line(permit, &here, row)) } }
                }
            }
        },
    )
}

fn line(permit: &Permit<'_>, here: &str, Row { mailing, all, sent }: &Row) -> Markup {
    let text = permit.text;
    html! {
        tr {
            th scope="row" { a href={ (here) "/" (mailing.id) } { (calendar::moment(mailing.due_at)) } }
            td { (text.of("mailing-kind", mailing.kind.code())) }
            td { (text.of("mailing-state", mailing.state.code())) }
            td.number { (sent) "/" (all) }
        }
    }
}
