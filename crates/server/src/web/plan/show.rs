//! One action: what it answers and how that stands now, what is planned, the next step, and its history.

use std::collections::BTreeSet;

use axum::extract::Path;
use fluent_templates::fluent_bundle::FluentValue;
use maud::{Markup, html};
use tenken_domain::action::{Action, Entry, Step, What};
use tenken_domain::calendar;
use tenken_domain::catalog;
use tenken_domain::money::yen;
use tenken_domain::permission::{Object, Right};
use tenken_store::action;

use super::{Known, address, could_manage, could_read_all, load, may_read_one, write};
use crate::web::assignments::Assignees;
use crate::web::audit_events::changed;
use crate::web::audit_events::names::Names;
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::{self, Form};
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::reply::{self, Reply, WebError};
use crate::web::support::text::Text;

/// Everything the page is made from.
pub struct Shown {
    pub action: Action,
    /// Who is told of it, by name.
    charge: String,
    /// How its findings stand; nothing for those who are only told of it, because they see no hospital's results.
    known: Option<Known>,
    /// With changes of the plan already in words.
    history: Vec<Entry>,
}

impl Shown {
    pub async fn load(person: &Person, id: &str) -> Result<Self, WebError> {
        let action = load(person, id).await?;
        let known = if could_read_all(person) { Some(Known::load(person).await?) } else { None };
        let mut conn = person.app().db.reader().await?;
        let assignees = Assignees::load(&mut conn, person.facility_id()).await?;
        let charge = action.charge.as_ref().map(|charge| assignees.name(charge)).unwrap_or_default();
        let history = action::history(&mut conn, &action.id).await?;
        drop(conn);
        let history = in_words(person, history).await?;
        Ok(Self { action, charge, known, history })
    }
}

/// Puts changes into words: from what to what.
async fn in_words(person: &Person, mut history: Vec<Entry>) -> Result<Vec<Entry>, WebError> {
    if history.iter().any(|entry| entry.what == What::Change) {
        let names = Names::load(person).await?;
        for entry in history.iter_mut().filter(|entry| entry.what == What::Change) {
            entry.note = changed::words(person.visitor.text, &names, &entry.note);
        }
    }
    Ok(history)
}

pub async fn page(person: Person, Path(id): Path<String>) -> Reply {
    let shown = Shown::load(&person, &id).await?;
    let permit = may_read_one(&person, &shown.action)?;
    let form = Form { text: permit.text, fields: &Fields::default(), problems: &Problems::default() };
    reply::page(view(&permit, &shown, form))
}

pub fn view(permit: &Permit<'_>, shown: &Shown, form: Form<'_>) -> Markup {
    let (text, action) = (permit.text, &shown.action);
    page::page(
        permit,
        &action.title,
        &html! {
            h1 { (action.title) }
            (form.summary())
            (facts(permit, shown))
            @if could_manage(permit.person) {
                p { a.button.quiet href={ (address(action)) "/edit" } { (text.text("action-change")) } }
            }
            (findings(text, shown))
            (next(permit, action, form))
            (history(text, &shown.history))
            @if could_read_all(permit.person) { p { a href="/plan" { (text.text("plan-title")) } } }
            @else { p { a href="/plan/own" { (text.text("own-actions-title")) } } }
        },
    )
}

fn facts(permit: &Permit<'_>, Shown { action, charge, .. }: &Shown) -> Markup {
    let text = permit.text;
    let today = calendar::day_of(permit.person.app().clock.now());
    html! {
        dl.facts {
            dt { (text.text("action-state")) } dd { (state(text, action)) }
            dt { (text.text("action-owner")) } dd { (owner(text, action)) }
            @if !charge.is_empty() { dt { (text.text("action-charge")) } dd { (charge) } }
            dt { (text.text("action-due")) }
            dd { (due(text, action)) @if action.is_overdue(today) { " " (overdue(text)) } }
            dt { (text.text("action-cost-once")) } dd { (amount(text, action.cost.once)) }
            dt { (text.text("action-cost-yearly")) } dd { (amount(text, action.cost.yearly)) }
            dt { (text.text("action-effort")) } dd { (effort(text, action)) }
            @if !action.content.is_empty() {
                dt { (text.text("action-content")) } dd.typed { (action.content) }
            }
        }
    }
}

/// 「実施中（令和8年11月22日（2026-11-22）から）」
pub fn state(text: Text, action: &Action) -> String {
    let state = text.of("action-state", action.state.code());
    match action.state.since() {
        None => state,
        Some(day) => {
            let (state, day) = (FluentValue::from(state), FluentValue::from(calendar::both(day)));
            text.with("action-state-since", [("state", state), ("day", day)])
        }
    }
}

pub fn owner(text: Text, action: &Action) -> String {
    if action.owner.is_empty() { text.text("action-owner-none") } else { action.owner.clone() }
}

pub fn due(text: Text, action: &Action) -> String {
    action.due.map_or_else(|| text.text("action-due-none"), calendar::both)
}

/// Said in words and in a frame, because a colour alone says nothing.
pub fn overdue(text: Text) -> Markup {
    html! { strong.overdue { (text.text("action-overdue")) } }
}

pub fn amount(text: Text, yen_or_unknown: Option<u64>) -> String {
    yen_or_unknown.map_or_else(|| text.text("action-not-estimated"), yen)
}

fn effort(text: Text, action: &Action) -> String {
    match action.effort {
        Some(days) => text.with("action-days", [("days", days.into())]),
        None => text.text("action-not-estimated"),
    }
}

/// Each finding as it was found, and what the latest round says of it; or only which items it is about.
fn findings(text: Text, shown: &Shown) -> Markup {
    let action = &shown.action;
    html! {
        h2 { (text.text("action-findings")) }
        @if action.findings.is_empty() { p { (text.text("action-findings-none")) } }
        @else if let Some(known) = &shown.known {
            table.list.stacked {
                thead { tr {
                    th scope="col" { (text.text("result-item")) }
                    th scope="col" { (text.text("action-found-in")) }
                    th scope="col" { (text.text("action-now")) @if let Some((round, _)) = known.latest() { br; (round.name) } }
                } }
                tbody { @for finding in &action.findings {
                    tr {
                        th scope="row" { (known.title(finding)) br; span.hint { (known.place(text, finding)) } }
                        td data-label=(text.text("action-found-in")) { (known.round_name(&finding.round)) }
                        td data-label=(text.text("action-now")) {
                            (known.now(text, finding).unwrap_or_else(|| text.text("action-not-asked")))
                            @if let Some(round) = known.heard_before(finding) { br; span.hint { (round) } }
                        }
                    }
                } }
            }
        } @else { ul { @for title in titles(action) { li { (title) } } } }
    }
}

/// The titles of the items that an action is about, each once.
pub fn titles(action: &Action) -> BTreeSet<&'static str> {
    action.findings.iter().filter_map(|finding| catalog::item_title(&finding.item)).collect()
}

/// What can come next, for those who say how far it is; a note alone is always possible.
fn next(permit: &Permit<'_>, action: &Action, form: Form<'_>) -> Markup {
    let (text, person) = (permit.text, permit.person);
    if !person.could(Right::ReportAction, Object::Action(person.facility_id(), action.charge.as_ref())) {
        return html! {};
    }
    let is_theirs = |step: &&Step| could_manage(person) || step.is_of_the_work();
    let step = |step: &Step| (step.code().to_owned(), text.of("action-step", step.code()));
    let mut options: Vec<_> = action.state.steps().iter().filter(is_theirs).map(step).collect();
    options.push((write::ONLY_NOTE.to_owned(), text.text("action-step-none")));
    html! {
        h2 { (text.text("action-next")) }
        form method="post" action={ (address(action)) "/history" } {
            (form::token(permit))
            (form.radios(write::STEP, &options))
            (form.lines(write::NOTE, 3))
            (form.submit("action-write"))
        }
    }
}

fn history(text: Text, history: &[Entry]) -> Markup {
    html! {
        h2 { (text.text("action-history")) }
        @if history.is_empty() { p { (text.text("action-history-none")) } }
        @else {
            ol.history { @for entry in history { li {
                p {
                    (calendar::moment(entry.at)) " " (entry.by)
                    @match entry.what {
                        What::Note => {}
                        What::Step(step) => { " " strong { (text.of("action-stepped", step.code())) } }
                        What::Change => { " " strong { (text.text("action-stepped-change")) } }
                    }
                }
                @if !entry.note.is_empty() { p.typed { (entry.note) } }
            } } }
        }
    }
}
