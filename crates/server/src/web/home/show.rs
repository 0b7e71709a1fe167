//! The first page: what is running, what is asked of this person next, and what the hospital has not said yet.

use axum::extract::State;
use maud::{Markup, html};
use tenken_domain::calendar;
use tenken_domain::collection::Progress;
use tenken_domain::permission::{Object, Right};
use tenken_domain::round::Round;
use tenken_store::{department, facility, round};

use super::executive::{self, Brief};
use super::reminders::{self, Reminder};
use super::tasks::{self, Tasks};
use crate::app::App;
use crate::web::collection;
use crate::web::results::list::has_something_to_show;
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::reply::{self, Reply, WebError};

/// A round with how many sheets of the staff came back, for those who may know: a head of the own department's.
struct Running {
    round: Round,
    staff: Option<Progress>,
    tasks: Tasks,
}

/// Everything the page is made from.
struct Shown {
    running: Vec<Running>,
    /// The latest closed round, for those who may read its result.
    last: Option<Round>,
    brief: Option<Brief>,
    open: Vec<Open>,
    reminders: Vec<Reminder>,
}

/// Something that is still to be said, and where.
struct Open {
    key: &'static str,
    address: &'static str,
}

/// Leads to set-up or login where that comes first.
pub async fn page(State(app): State<App>, person: Result<Person, WebError>) -> Reply {
    if facility::only(&mut app.db.reader().await?).await?.is_none() {
        return reply::see("/setup");
    }
    let person = person?;
    let permit = person.own()?;
    let rounds = round::all(&mut app.db.reader().await?, person.facility_id()).await?;
    let last = last_result(&person, &rounds).await?;
    let brief = executive::load(&person, &rounds).await?;
    let mut running = Vec::new();
    for round in rounds.into_iter().filter(Round::is_open) {
        let tasks = tasks::load(&permit, &round).await?;
        running.push(Running { staff: collection::progress(&person, &round).await?, round, tasks });
    }
    let open = still_open(&permit).await?;
    let reminders = reminders::load(&permit, brief.as_ref()).await?;
    let shown = Shown { running, last, brief, open, reminders };
    reply::page(view(&permit, &shown))
}

async fn last_result(person: &Person, rounds: &[Round]) -> Result<Option<Round>, WebError> {
    let Some(last) = rounds.iter().find(|round| round.is_closed()) else { return Ok(None) };
    Ok(has_something_to_show(person, last).await?.then(|| last.clone()))
}

/// What an administrator has not entered yet.
async fn still_open(permit: &Permit<'_>) -> Result<Vec<Open>, WebError> {
    let person = permit.person;
    if !person.could(Right::ManageFacility, Object::Facility(person.facility_id())) {
        return Ok(Vec::new());
    }
    let mut conn = person.app().db.reader().await?;
    let mut open = Vec::new();
    if department::all(&mut conn, person.facility_id()).await?.iter().all(|one| one.people() == 0) {
        open.push(Open { key: "home-no-headcounts", address: "/settings/departments" });
    }
    let asked: usize = person.app().catalogs().iter().map(|catalog| catalog.conditions.len()).sum();
    if facility::circumstances(&mut conn, person.facility_id()).await?.len() < asked {
        open.push(Open { key: "home-circumstances-open", address: "/settings/circumstances" });
    }
    Ok(open)
}

fn view(permit: &Permit<'_>, shown: &Shown) -> Markup {
    let text = permit.text;
    let here = Object::Facility(permit.person.facility_id());
    page::page(
        permit,
        &text.text("home-title"),
        &html! {
            h1 { (text.text("home-title")) }
            @if let Some(brief) = &shown.brief { (executive::asked(text, brief)) }
            @for one in &shown.running { (card(permit, one)) }
            @if shown.running.is_empty() {
                p { (text.text("home-nothing-runs")) }
                @if permit.person.could(Right::ManageFacility, here) {
                    p { a.button href="/rounds/new" { (text.text("rounds-new")) } }
                }
            }
            @if let Some(brief) = &shown.brief { (executive::result(text, brief)) }
            @if let Some(round) = shown.last.as_ref().filter(|_| shown.brief.is_none()) {
                h2 { (text.text("home-last-result")) }
                p { a href={"/rounds/" (round.id) "/result"} { (round.name) } }
            }
            @for one in &shown.reminders {
                p.warning { a href=(one.address) { (text.with(one.key, [("count", one.count.into())])) } }
            }
            p { a href="/guidance" { (text.text("guidance-open")) } }
            @if !shown.open.is_empty() {
                h2 { (text.text("home-still-open")) }
                ul { @for one in &shown.open { li { a href=(one.address) { (text.text(one.key)) } } } }
            }
        },
    )
}

fn card(permit: &Permit<'_>, Running { round, staff, tasks }: &Running) -> Markup {
    let (text, person) = (permit.text, permit.person);
    let could = |action| person.could(action, Object::Round(person.facility_id(), round));
    html! {
        section.card {
            h2 { (round.name) }
            p { (calendar::both(round.period.from)) " ～ " (calendar::both(round.period.until)) }
            @if let Some(staff) = staff {
                p { (text.text("home-staff")) "： " (collection::in_one_line(text, *staff)) }
            }
            (tasks::view(permit, round, tasks))
            p {
                @if could(Right::ReadOwnItems) { a.button href="/answering" { (text.text("menu-answering")) } " " }
                @if could(Right::HandOut) {
                    a.button href={"/rounds/" (round.id) "/handout"} { (text.text("round-handout")) } " "
                }
                @if staff.is_some() {
                    a.button href={"/rounds/" (round.id) "/collection"} { (text.text("collection-open")) } " "
                }
                a.button href={"/rounds/" (round.id)} { (text.text("home-open-round")) }
            }
        }
    }
}
