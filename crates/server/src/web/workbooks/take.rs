//! Reading in sheets that were filled in as files: many at once, or all in one ZIP; then what became of each.

use std::collections::{BTreeMap, BTreeSet};

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse};
use fluent_templates::fluent_bundle::FluentValue;
use futures_util::future::join_all;
use maud::{Markup, html};
use tenken_domain::id::IdempotencyKey;
use tenken_domain::permission::{Object, Right};
use tenken_domain::round::{Naming, Round};
use tokio::sync::Semaphore;

use super::choices::Choices;
use super::fate::Fate;
use super::receive::{self, Received};
use super::understand::{Desk, understand};
use crate::actions::staff_sheets::workbooks::{self, Outcome};
use crate::actions::staff_sheets::{Filled, HandInRefusal};
use crate::actions::{in_tx, staff_sheets};
use crate::secrets::token;
use crate::web::rounds::load;
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::{self, Field, Form};
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::reply::{self, Reply, WebError};
use crate::web::support::upload::Uploaded;

/// What all files of one upload may have together, in bytes: two thousand forms in one ZIP.
const LIMIT: usize = 32 << 20;
const FILES: Field = Field::new("files", "workbook-files").hint("workbook-files-hint");
const TWINS: Field = Field::new("twins", "workbook-twins").hint("workbook-twins-hint");
/// So many sheets on their way at once share the disk's syncs, as sheets of different people do.
const AT_ONCE: usize = 8;
/// Files are unpacked one upload after the other, because that takes memory; further ones wait.
static ONE_AT_A_TIME: Semaphore = Semaphore::const_new(1);
const ACCEPTED: &str = ".xlsx,.csv,.zip";

/// What two files of the same content are. A copy of a file that somebody saved is the same to the last bit.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Twins {
    /// One sheet that was chosen twice.
    OneSheet,
    /// 別の人の記入票として数える
    SeveralPeople,
}

/// A file and what became of it.
struct Told {
    name: String,
    fate: Fate,
}

pub async fn page(person: Person, Path(id): Path<String>) -> Reply {
    let round = load(&person, &id).await?;
    let permit = person.may(Right::EnterPaper, Object::Round(person.facility_id(), &round))?;
    super::must_be_used(&person).await?;
    crate::web::handout::list_of(&person, &round)?;
    let nothing = (Fields::default(), Problems::default());
    let form = Form { text: permit.text, fields: &nothing.0, problems: &nothing.1 };
    reply::page(view(&permit, &round, form, &[]))
}

pub async fn submit(Path(id): Path<String>, upload: Uploaded<LIMIT>) -> Reply {
    let Uploaded { person, fields, files } = upload;
    let round = load(&person, &id).await?;
    let permit = person.may(Right::EnterPaper, Object::Round(person.facility_id(), &round))?;
    super::must_be_used(&person).await?;
    let (catalog, list) = crate::web::handout::list_of(&person, &round)?;
    let mut problems = Problems::default();
    if files.is_empty() {
        problems.add(FILES, "problem-required");
        let form = Form { text: permit.text, fields: &fields, problems: &problems };
        return reply::refused(view(&permit, &round, form, &[]));
    }
    // The permit goes along: who leaves the page while files are read does not make room for the next ones.
    let turn = ONE_AT_A_TIME.acquire().await.map_err(anyhow::Error::from)?;
    let read = tokio::task::spawn_blocking(move || {
        let _turn = turn;
        receive::all(files, catalog, list)
    });
    let received = read.await.map_err(anyhow::Error::from)?;
    let twins = if fields.get(TWINS.name) == "several" { Twins::SeveralPeople } else { Twins::OneSheet };
    let told = take(&permit, &round, received, twins).await?;
    let is_saved = !told.iter().any(|one| matches!(one.fate, Fate::NotSaved));
    let status = if is_saved { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    // What copies are is asked anew each time.
    let form = Form { text: permit.text, fields: &Fields::default(), problems: &problems };
    Ok((status, Html(view(&permit, &round, form, &told).into_string())).into_response())
}

/// Understands what was received and takes in what can be, some at a time.
async fn take(
    permit: &Permit<'_>,
    round: &Round,
    received: Vec<Received>,
    twins: Twins,
) -> Result<Vec<Told>, WebError> {
    let (mut told, mut waiting) = (Vec::new(), Vec::new());
    let mut cards = BTreeSet::new();
    for (name, fate) in sort_out(permit, round, received, twins).await? {
        match fate {
            // Of two files with one card the first one counts, however they overtake each other below.
            Ok(Filled { slip: Some(slip), .. }) if !cards.insert(slip.clone()) => {
                told.push(Told { name, fate: Fate::Refused(HandInRefusal::SlipUsed) });
            }
            Ok(filled) => waiting.push((name, filled)),
            Err(fate) => told.push(Told { name, fate }),
        }
    }
    if !waiting.is_empty() {
        announce(permit, round, waiting.len()).await?;
    }
    let mut waiting = waiting.into_iter().peekable();
    let mut is_broken = false;
    while waiting.peek().is_some() {
        let some: Vec<(String, Filled)> = waiting.by_ref().take(AT_ONCE).collect();
        let fates = some.into_iter().map(async |(name, filled)| {
            let fate = if is_broken { Fate::NotSaved } else { take_one(permit, round, filled).await };
            Told { name, fate }
        });
        let fates = join_all(fates).await;
        is_broken |= fates.iter().any(|one| matches!(one.fate, Fate::NotSaved));
        told.extend(fates);
    }
    Ok(told)
}

async fn announce(permit: &Permit<'_>, round: &Round, sheets: usize) -> Result<(), WebError> {
    let (doing, id) = (permit.doing(), round.id.clone());
    let announced = in_tx(&permit.person.app().db, move |tx| {
        Box::pin(async move { workbooks::announce(tx, &doing, &id, sheets).await })
    });
    Ok(announced.await?)
}

/// What is in already must be told, whatever keeps out the rest.
async fn take_one(permit: &Permit<'_>, round: &Round, filled: Filled) -> Fate {
    let place = (permit.person.facility_id(), round);
    let taken = workbooks::take(&permit.person.app().db, permit.doing(), place, filled).await;
    taken.map(fate).unwrap_or_else(|error| {
        tracing::error!(%error, "a sheet that came as a file was not saved");
        Fate::NotSaved
    })
}

const fn fate(outcome: Outcome) -> Fate {
    match outcome {
        Outcome::Taken => Fate::Taken,
        Outcome::TakenBefore => Fate::TakenBefore,
        Outcome::Refused(refusal) => Fate::Refused(refusal),
    }
}

/// Which files are sheets to be taken in.
async fn sort_out(
    permit: &Permit<'_>,
    round: &Round,
    received: Vec<Received>,
    twins: Twins,
) -> Result<Vec<(String, Result<Filled, Fate>)>, WebError> {
    let app = permit.person.app();
    let mut conn = app.db.reader().await?;
    let choices = Choices::load(&mut conn, permit.person.facility_id(), round).await?;
    let desk = Desk { round, choices: &choices, secret: &app.keys.secret };
    let mut seen: BTreeMap<[u8; 32], (String, usize)> = BTreeMap::new();
    let mut sorted = Vec::new();
    for Received { name, content, form } in received {
        let fate = match form {
            Err(fate) => Err(fate),
            Ok(form) => {
                let (first, copies) = seen.entry(content).or_insert_with(|| (name.clone(), 0));
                let may_be_anothers = twins == Twins::SeveralPeople && form.code.text.is_empty();
                if *copies > 0 && !(may_be_anothers && round.naming == Naming::Anonymous) {
                    Err(Fate::SameAs(first.clone()))
                } else {
                    let key = key(permit, round, &content, *copies);
                    *copies += 1;
                    if staff_sheets::earlier(&mut conn, &round.id, &key).await?.is_some() {
                        Err(Fate::TakenBefore)
                    } else {
                        understand(&mut conn, desk, &form, key).await?
                    }
                }
            }
        };
        sorted.push((name, fate));
    }
    Ok(sorted)
}

/// In 無記名 rounds under a key that only this process has: whoever gets hold of the database and all other keys later
/// cannot try which answers would give what is stored.
fn key(permit: &Permit<'_>, round: &Round, content: &[u8; 32], copy: usize) -> IdempotencyKey {
    let keys = &permit.person.app().keys;
    let key = match round.naming {
        Naming::Anonymous => &keys.passing,
        Naming::Named => &keys.secret,
    };
    token::workbook_key(key, &round.id, content, copy)
}

fn view(permit: &Permit<'_>, round: &Round, form: Form<'_>, told: &[Told]) -> Markup {
    let text = permit.text;
    let title = text.text("workbook-title");
    page::page(
        permit,
        &title,
        &html! {
            h1 { (title) }
            p { (round.name) }
            (form.summary())
            @if !told.is_empty() { (outcome(permit, round, told)) }
            p { (text.text("workbook-explained")) }
            p.hint { (text.of("workbook-privacy", round.naming.code())) }
            form method="post" action={ "/rounds/" (round.id) "/workbooks" } enctype="multipart/form-data" {
                (form::token(permit))
                (form.files(FILES, ACCEPTED))
                @match round.naming {
                    Naming::Anonymous => (twins_field(form)),
                    Naming::Named => {}
                }
                (form.submit("workbook-submit"))
            }
            p { a href={ "/rounds/" (round.id) "/handout" } { (text.text("round-handout")) } }
        },
    )
}

fn twins_field(form: Form<'_>) -> Markup {
    let choice = |code: &str| (code.to_owned(), form.text.of("workbook-twins", code));
    let usual = Fields::new(vec![(TWINS.name.to_owned(), "one".to_owned())]);
    let fields = if form.fields.get(TWINS.name).is_empty() { &usual } else { form.fields };
    Form { fields, ..form }.radios(TWINS, &[choice("one"), choice("several")])
}

/// What was refused comes first: that is what there is to do.
fn outcome(permit: &Permit<'_>, round: &Round, told: &[Told]) -> Markup {
    let text = permit.text;
    let (taken, refused): (Vec<&Told>, Vec<&Told>) = told.iter().partition(|one| one.fate.is_in());
    let new = told.iter().filter(|one| matches!(one.fate, Fate::Taken)).count();
    let count = |key: &str, files: usize| text.with(key, [("files", FluentValue::from(files))]);
    html! {
        div.done role="status" {
            p {
                (text.with("workbook-taken", [
                    ("files", FluentValue::from(told.len())), ("sheets", FluentValue::from(new)),
                ]))
            }
            @if new > 0 { p { (text.of("workbook-afterwards", round.naming.code())) } }
        }
        @if !refused.is_empty() {
            h2 { (count("workbook-refused-files", refused.len())) }
            p { (text.text("workbook-refused-again")) }
            (table(permit, &refused))
        }
        @if !taken.is_empty() {
            details open[refused.is_empty()] {
                summary { (count("workbook-taken-files", taken.len())) }
                (table(permit, &taken))
            }
        }
        p.hint { (text.text("workbook-shown-once")) }
        h2 { (text.text("workbook-further")) }
    }
}

fn table(permit: &Permit<'_>, told: &[&Told]) -> Markup {
    let text = permit.text;
    html! {
        div.scroll role="region" tabindex="0" aria-label=(text.text("workbook-fate")) { table.list.stacked {
            thead { tr {
                th scope="col" { (text.text("workbook-file")) }
                th scope="col" { (text.text("workbook-fate")) }
            } }
            tbody {
                @for one in told {
                    tr {
                        th scope="row" { (one.name) }
                        td { (one.fate.words(text)) }
                    }
                }
            }
        } }
    }
}
