//! The first page: what is running, what is asked of this person next, and what the hospital has not said yet.

use axum::extract::State;
use maud::{Markup, html};
use tenken_domain::calendar;
use tenken_domain::collection::Progress;
use tenken_domain::evidence::Validity;
use tenken_domain::permission::{Object, Right};
use tenken_domain::round::Round;
use tenken_store::{action, department, evidence, facility, inquiry, round};

use super::executive::{self, Brief};
use super::tasks::{self, Tasks};
use crate::app::App;
use crate::web::collection;
use crate::web::meetings::own_report;
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
    /// The latest closed round.
    last: Option<Round>,
    brief: Option<Brief>,
    open: Vec<Open>,
    /// Status reports that this person is asked for and has not written.
    reports: usize,
    /// Actions that are late, where nothing else says so.
    overdue: usize,
    /// Pieces of evidence that have ended or end soon, for whoever may replace them.
    ending: usize,
    /// Inquiries that vendors should have answered.
    unanswered: usize,
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
    let last = rounds.iter().find(|round| round.is_closed()).cloned();
    let brief = executive::load(&person, &rounds).await?;
    let mut running = Vec::new();
    for round in rounds.into_iter().filter(Round::is_open) {
        let tasks = tasks::load(&permit, &round).await?;
        running.push(Running { staff: collection::progress(&person, &round).await?, round, tasks });
    }
    let open = still_open(&permit).await?;
    // An executive's brief says it already.
    let overdue = if brief.is_none() { overdue(&permit).await? } else { 0 };
    let reports = own_report::asked(&person).await?.iter().filter(|one| one.written.is_none()).count();
    let ending = ending(&permit).await?;
    let unanswered = unanswered(&permit).await?;
    let shown = Shown { running, last, brief, open, reports, overdue, ending, unanswered };
    reply::page(view(&permit, &shown))
}

/// How many actions are late; nothing for those who may not know of the plan.
async fn overdue(permit: &Permit<'_>) -> Result<usize, WebError> {
    let person = permit.person;
    if !person.could(Right::ReadPlan, Object::Facility(person.facility_id())) {
        return Ok(0);
    }
    let today = calendar::day_of(person.app().clock.now());
    let actions = action::all(&mut person.app().db.reader().await?, person.facility_id()).await?;
    Ok(actions.iter().filter(|one| one.is_overdue(today)).count())
}

async fn ending(permit: &Permit<'_>) -> Result<usize, WebError> {
    let person = permit.person;
    if !person.could(Right::ManageEvidence, Object::Facility(person.facility_id())) {
        return Ok(0);
    }
    let today = calendar::day_of(person.app().clock.now());
    let standing = evidence::standing(&mut person.app().db.reader().await?, person.facility_id()).await?;
    Ok(standing.iter().filter(|one| one.validity(today) != Validity::Valid).count())
}

/// How many inquiries are late, for those who chase them.
async fn unanswered(permit: &Permit<'_>) -> Result<usize, WebError> {
    let person = permit.person;
    if !person.could(Right::ManageVendors, Object::Facility(person.facility_id())) {
        return Ok(0);
    }
    let today = calendar::day_of(person.app().clock.now());
    let inquiries = inquiry::all(&mut person.app().db.reader().await?, person.facility_id()).await?;
    Ok(inquiries.iter().filter(|one| one.is_overdue(today)).count())
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
            @if shown.reports > 0 {
                p.warning { a href="/status-reports" { (text.with("own-reports-asked", [("count", shown.reports.into())])) } }
            }
            @if shown.overdue > 0 {
                p.warning { a href="/plan" { (text.with("plan-overdue-count", [("count", shown.overdue.into())])) } }
            }
            @if shown.ending > 0 {
                p.warning { a href="/evidence" { (text.with("evidence-ending-count", [("count", shown.ending.into())])) } }
            }
            @if shown.unanswered > 0 {
                p.warning { a href="/vendors" { (text.with("inquiries-overdue-count", [("count", shown.unanswered.into())])) } }
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
