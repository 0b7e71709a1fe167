//! All actions: what is late first, then what is to be done, what waits for its effect to be checked, and what is over.

use std::collections::BTreeSet;

use jiff::civil::Date;
use maud::{Markup, html};
use tenken_domain::action::{Action, State};
use tenken_domain::calendar::{self, fiscal_year};
use tenken_report::Report;

use super::Plan;
use super::{address, could_manage, may_read, show, timetable};
use crate::web::reports::list::files;
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::reply::{self, Reply};
use crate::web::support::text::Text;

/// In the table of reports.
pub const PLAN: &str = "improvement-plan";
pub const BUDGET: &str = "budget-request";

pub async fn page(person: Person) -> Reply {
    let permit = may_read(&person)?;
    let plan = Plan::load(&person).await?;
    let today = calendar::day_of(person.app().clock.now());
    reply::page(view(&permit, &plan, today))
}

fn view(permit: &Permit<'_>, plan: &Plan, today: Date) -> Markup {
    let text = permit.text;
    page::page(
        permit,
        &text.text("plan-title"),
        &html! {
            h1 { (text.text("plan-title")) }
            p { (text.text("plan-intro")) }
            (unanswered(permit, plan))
            p { a.button.quiet href="/priorities" { (text.text("priorities-title")) } }
            @if could_manage(permit.person) {
                p { a.button.primary href="/plan/actions/new" { (text.text("action-new")) } }
            }
            @if plan.actions.is_empty() { p { (text.text("plan-none")) } }
            @else {
                @for section in SECTIONS { (actions(permit, plan, (section, today))) }
                (over(permit, plan, today))
                h2 { (text.text("plan-timetable-heading")) }
                (timetable::view(text, today, &plan.planned(today)))
                (papers(permit, plan, today))
            }
            p { a href="/meetings" { (text.text("meetings-title")) } }
            p { a href="/findings" { (text.text("findings-title")) } }
        },
    )
}

/// How many findings nobody does anything about, and where they are.
fn unanswered(permit: &Permit<'_>, plan: &Plan) -> Markup {
    let count = plan.unanswered().len();
    html! {
        @if count > 0 {
            p.note { a href="/findings" { (permit.text.with("plan-unanswered", [("count", count.into())])) } }
        }
    }
}

/// A part of the list, by its heading.
type Section = (&'static str, fn(&Action, Date) -> bool);

const SECTIONS: [Section; 5] = [
    ("plan-overdue", |action, today| action.is_overdue(today)),
    ("plan-soon", |action, today| action.is_due_soon(today)),
    ("plan-under-way", |action, today| {
        matches!(action.state, State::UnderWay { .. }) && has_time(action, today)
    }),
    ("plan-planned", |action, today| action.state == State::Planned && has_time(action, today)),
    ("plan-done", |action, _| matches!(action.state, State::Done { .. })),
];

fn has_time(action: &Action, today: Date) -> bool {
    !action.is_overdue(today) && !action.is_due_soon(today)
}

/// What is confirmed or dropped lies folded.
const OVER: Section =
    ("plan-over", |action, _| matches!(action.state, State::Confirmed { .. } | State::Dropped { .. }));

fn actions(permit: &Permit<'_>, plan: &Plan, ((heading, belongs), today): (Section, Date)) -> Markup {
    let shown: Vec<&Action> = plan.actions.iter().filter(|action| belongs(action, today)).collect();
    html! {
        @if !shown.is_empty() {
            h2 { (permit.text.text(heading)) " (" (shown.len()) ")" }
            (table(permit, plan, (&shown, today)))
        }
    }
}

fn over(permit: &Permit<'_>, plan: &Plan, today: Date) -> Markup {
    let (heading, belongs) = OVER;
    let shown: Vec<&Action> = plan.actions.iter().filter(|action| belongs(action, today)).collect();
    html! {
        @if !shown.is_empty() {
            details {
                summary { (permit.text.text(heading)) " (" (shown.len()) ")" }
                (table(permit, plan, (&shown, today)))
            }
        }
    }
}

fn table(permit: &Permit<'_>, plan: &Plan, (shown, today): (&[&Action], Date)) -> Markup {
    let text = permit.text;
    html! {
        table.list.stacked.plan {
            thead { tr {
                th scope="col" { (text.text("action-title")) }
                th scope="col" { (text.text("action-findings")) }
                th scope="col" { (text.text("action-owner")) }
                th scope="col" { (text.text("action-due")) }
                th scope="col" { (text.text("action-state")) }
                th.number scope="col" { (text.text("action-cost-once")) }
                th.number scope="col" { (text.text("action-cost-yearly")) }
            } }
            tbody { @for action in shown { (row(permit, plan, (action, today))) } }
        }
    }
}

/// More findings than this are only counted.
const NAMED: usize = 3;

fn row(permit: &Permit<'_>, plan: &Plan, (action, today): (&Action, Date)) -> Markup {
    let text = permit.text;
    let more = action.findings.len().saturating_sub(NAMED);
    html! {
        tr {
            th scope="row" { a href=(address(action)) { (action.title) } }
            td data-label=(text.text("action-findings")) {
                @if action.findings.is_empty() { "-" }
                @else {
                    ul {
                        @for finding in action.findings.iter().take(NAMED) { li { (plan.known.title(finding)) } }
                        @if more > 0 { li { (text.with("action-more", [("count", more.into())])) } }
                    }
                }
            }
            td data-label=(text.text("action-owner")) { (show::owner(text, action)) }
            td data-label=(text.text("action-due")) {
                (due(text, action)) @if action.is_overdue(today) { " " (show::overdue(text)) }
            }
            td data-label=(text.text("action-state")) {
                (text.of("action-state", action.state.code()))
                @if let Some(latest) = plan.latest.get(&action.id) {
                    @if !latest.note.is_empty() { br; span.hint.typed { (latest.note) } }
                }
            }
            td.number data-label=(text.text("action-cost-once")) { (show::amount(text, action.cost.once)) }
            td.number data-label=(text.text("action-cost-yearly")) { (show::amount(text, action.cost.yearly)) }
        }
    }
}

/// In both calendars; a line ends between them only.
fn due(text: Text, action: &Action) -> Markup {
    html! {
        @match action.due {
            Some(day) => { span.together { (calendar::japanese(day)) } wbr; span.together { "（" (day) "）" } },
            None => (show::due(text, action)),
        }
    }
}

/// The plan, and a budget request for this year, the next, and every other year in which something is due.
fn papers(permit: &Permit<'_>, plan: &Plan, today: Date) -> Markup {
    let text = permit.text;
    let formats = |report| Report::find(report).map(Report::formats).unwrap_or_default();
    html! {
        h2 { (text.text("plan-papers")) }
        p.hint { (text.text("reports-recorded")) }
        h3 { (text.text("plan-title")) }
        (files(text, &format!("/plan/{PLAN}"), &formats(PLAN)))
        @for year in years(&plan.actions, today) {
            h3 { (text.with("plan-budget", [("year", calendar::japanese_fiscal_year(year).into())])) }
            (files(text, &format!("/plan/{BUDGET}/{year}"), &formats(BUDGET)))
        }
    }
}

/// The fiscal years of which a budget can be asked for.
pub fn years(actions: &[Action], today: Date) -> BTreeSet<i16> {
    let this = fiscal_year(today);
    let due = actions.iter().filter_map(|action| action.due).map(fiscal_year);
    due.filter(|year| *year >= this).chain([this, this + 1]).collect()
}
