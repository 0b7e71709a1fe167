//! One mailing: when it leaves, how far it is, whom it did not reach.

use std::collections::BTreeMap;

use axum::extract::Path;
use maud::{Markup, html};
use tenken_domain::calendar;
use tenken_domain::facts::Edition;
use tenken_domain::id::PersonId;
use tenken_domain::mailing::{Fate, Mailing, Recipient, State};
use tenken_domain::permission::{Object, Right};
use tenken_domain::round::Round;
use tenken_store::{mailing, slip};

use crate::actions::mail_servers::is_ready;
use crate::actions::mailings::{due_at, is_over};
use crate::web::mail_server::require_mail;
use crate::web::rounds::load;
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::{self, Form};
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::reply::{self, Reply, WebError};

/// What the page is made from.
struct Progress {
    round: Round,
    mailing: Mailing,
    recipients: Vec<Recipient>,
    names: BTreeMap<PersonId, String>,
    /// Whether mail can leave at all.
    is_ready: bool,
}

pub async fn page(person: Person, Path((round, id)): Path<(String, String)>) -> Reply {
    let round = load(&person, &round).await?;
    let permit = person.may(Right::ReadMissing, Object::Round(person.facility_id(), &round))?;
    require_mail(&person).await?;
    let mailing = super::load(&person, &round, &id).await?;
    let progress = progress(&permit, (round.clone(), mailing)).await?;
    reply::page(view(&permit, &progress, &Problems::default()))
}

/// The same page with why something could not be done.
pub async fn refused(permit: &Permit<'_>, (round, mailing): (Round, Mailing), problems: &Problems) -> Reply {
    reply::refused(view(permit, &progress(permit, (round, mailing)).await?, problems))
}

/// Loads what the page shows; that it names people is recorded first.
async fn progress(permit: &Permit<'_>, (round, mailing): (Round, Mailing)) -> Result<Progress, WebError> {
    let person = permit.person;
    if sees_names(person, &round) {
        super::record_names(permit, &round).await?;
    }
    let mut conn = person.app().db.reader().await?;
    let recipients = mailing::recipients(&mut conn, &mailing.id).await?;
    let names = slip::people(&mut conn, &round.id).await?.into_iter().map(|one| (one.id, one.name)).collect();
    let is_ready = is_ready(&mut conn, person.facility_id()).await?;
    Ok(Progress { round, mailing, recipients, names, is_ready })
}

fn view(permit: &Permit<'_>, progress: &Progress, problems: &Problems) -> Markup {
    let (text, mailing) = (permit.text, &progress.mailing);
    let title = text.of("mailing-kind", mailing.kind.code());
    let form = Form { text, fields: &Fields::default(), problems };
    let made_by =
        if mailing.made_by.is_empty() { text.text("mailing-made-by-plan") } else { mailing.made_by.clone() };
    page::page(
        permit,
        &title,
        &html! {
            h1 { (title) }
            (form.summary())
            p { a href={"/rounds/" (progress.round.id) "/mailings"} { (text.text("mailings-title")) } "　" (progress.round.name) }
            @if !progress.is_ready && !mailing.is_over() { p.warning { (text.text("mailing-no-server")) } }
            dl.facts {
                dt { (text.text("mailing-state")) }
                dd { (text.of("mailing-state", mailing.state.code())) }
                dt { (text.text("mailing-due-at")) }
                dd { (calendar::moment(mailing.due_at)) }
                dt { (text.text("mailing-made-by")) }
                dd { (made_by) }
                @for fate in Fate::ALL {
                    @let people = of_fate(progress, fate).count();
                    @if people > 0 { dt { (text.of("mailing-fate", fate.code())) } dd { (people) } }
                }
            }
            @if permit.person.app().edition == Edition::Sample { p.hint { (text.text("mail-trial-sample")) } }
            @if mailing.state == State::Cancelled { p.hint { (text.text("mailing-cancelled-why")) } }
            (steps(permit, progress))
            (lists(permit, progress))
            h2 { (text.text("mailing-text")) }
            div.letter { p { strong { (mailing.subject) } } pre { (mailing.body) } }
        },
    )
}

fn of_fate(progress: &Progress, fate: Fate) -> impl Iterator<Item = &Recipient> {
    progress.recipients.iter().filter(move |one| one.fate == fate)
}

/// What can still be done.
fn steps(permit: &Permit<'_>, progress: &Progress) -> Markup {
    let (text, person) = (permit.text, permit.person);
    let (round, mailing) = (&progress.round, &progress.mailing);
    let here = format!("/rounds/{}/mailings/{}", round.id, mailing.id);
    let may = person.could(Right::Remind, Object::Round(person.facility_id(), round));
    let failed = of_fate(progress, Fate::Failed).count();
    let is_over = is_over(round, due_at(person.app().clock.now()));
    html! {
        @if may && !mailing.is_over() {
            form method="post" action={ (here) "/cancellation" } {
                (form::token(permit))
                button.primary type="submit" { (text.of("mailing-cancel", mailing.state.code())) }
            }
            p { a.button.quiet href=(here) { (text.text("mailing-look-again")) } }
        }
        @if may && mailing.state == State::Sent && failed > 0 && !is_over {
            form method="post" action={ (here) "/repetition" } {
                (form::token(permit))
                button type="submit" { (text.text("mailing-send-again")) }
            }
        }
    }
}

/// Names are for those who may write; others look at the list of who is missing.
fn sees_names(person: &Person, round: &Round) -> bool {
    person.could(Right::Remind, Object::Round(person.facility_id(), round))
}

/// Whom it did not reach stands in sight, the rest on request.
fn lists(permit: &Permit<'_>, progress: &Progress) -> Markup {
    let text = permit.text;
    if !sees_names(permit.person, &progress.round) {
        return html! {};
    }
    let quiet = [Fate::Sent, Fate::Waiting, Fate::Leaving, Fate::Dropped, Fate::Cancelled];
    html! {
        @for fate in [Fate::Unknown, Fate::Failed] {
            @if of_fate(progress, fate).next().is_some() {
                h2 { (text.of("mailing-fate", fate.code())) }
                p.hint { (text.of("mailing-fate-explained", fate.code())) }
                (people(permit, progress, fate))
            }
        }
        @for fate in quiet {
            @if of_fate(progress, fate).next().is_some() {
                details { summary { (text.of("mailing-fate", fate.code())) } (people(permit, progress, fate)) }
            }
        }
    }
}

fn people(permit: &Permit<'_>, progress: &Progress, fate: Fate) -> Markup {
    html! {
        ul {
            @for one in of_fate(progress, fate) {
                li {
                    (progress.names.get(&one.person).map_or("", String::as_str)) "　" code.address { (one.address.as_str()) }
                    @if let Some(problem) = one.problem { "　" (permit.text.of("mailing-problem", problem.code())) }
                }
            }
        }
    }
}
