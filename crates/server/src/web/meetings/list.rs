//! The year's plan of meetings, and what was decided and when it is to be looked at.

use std::collections::BTreeMap;

use jiff::civil::Date;
use maud::{Markup, html};
use tenken_domain::calendar::{self, fiscal_year};
use tenken_domain::decision::Decision;
use tenken_domain::meeting::{Meeting, State};
use tenken_domain::permission::{Object, Right};
use tenken_store::{decision, meeting};

use super::{address, may_read};
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::reply::{self, Reply};
use crate::web::support::text::Text;

pub async fn page(person: Person) -> Reply {
    let permit = may_read(&person)?;
    let mut conn = person.app().db.reader().await?;
    let meetings = meeting::all(&mut conn, person.facility_id()).await?;
    let decisions = decision::all(&mut conn, person.facility_id()).await?;
    drop(conn);
    let today = calendar::day_of(person.app().clock.now());
    reply::page(view(&permit, (&meetings, &decisions), today))
}

fn view(permit: &Permit<'_>, (meetings, decisions): (&[Meeting], &[Decision]), today: Date) -> Markup {
    let text = permit.text;
    let mut years: BTreeMap<i16, Vec<&Meeting>> = BTreeMap::new();
    for one in meetings {
        years.entry(fiscal_year(one.held_on)).or_default().push(one);
    }
    let manages = permit.person.could(Right::ManageMeetings, Object::Facility(permit.person.facility_id()));
    page::page(
        permit,
        &text.text("meetings-title"),
        &html! {
            h1 { (text.text("meetings-title")) }
            p { (text.text("meetings-intro")) }
            @if manages { p { a.button.primary href="/meetings/new" { (text.text("meeting-new")) } } }
            @if meetings.is_empty() { p { (text.text("meetings-none")) } }
            @for (year, meetings) in years.iter().rev() {
                section {
                    h2 { (calendar::japanese_fiscal_year(*year)) }
                    (table(text, (meetings, decisions), today))
                }
            }
            (to_look_at(text, (meetings, decisions), today))
            p { a href="/plan" { (text.text("plan-title")) } }
        },
    )
}

fn table(text: Text, (meetings, decisions): (&[&Meeting], &[Decision]), today: Date) -> Markup {
    let state = |meeting: &Meeting| match meeting.state {
        State::Concluded { .. } => "meeting-concluded",
        State::Open if meeting.held_on > today => "meeting-planned",
        State::Open => "meeting-to-conclude",
    };
    let count = |meeting: &Meeting| decisions.iter().filter(|one| one.meeting == meeting.id).count();
    html! {
        table.list.stacked {
            thead { tr {
                th scope="col" { (text.text("meeting-title")) }
                th scope="col" { (text.text("meeting-held-on")) }
                th scope="col" { (text.text("meeting-place")) }
                th scope="col" { (text.text("meeting-state")) }
                th.number scope="col" { (text.text("decisions-heading")) }
            } }
            tbody { @for meeting in meetings {
                tr {
                    th scope="row" { a href=(address(meeting)) { (meeting.title) } }
                    td data-label=(text.text("meeting-held-on")) { (calendar::both(meeting.held_on)) " " (meeting.hours) }
                    td data-label=(text.text("meeting-place")) { (meeting.place) }
                    td data-label=(text.text("meeting-state")) { (text.text(state(meeting))) }
                    td.number data-label=(text.text("decisions-heading")) { (count(meeting)) }
                }
            } }
        }
    }
}

/// Decisions with a day, the nearest first: risks that were accepted and matters that were postponed come up again.
fn to_look_at(text: Text, (meetings, decisions): (&[Meeting], &[Decision]), today: Date) -> Markup {
    let mut dated: Vec<(Date, &Decision)> =
        decisions.iter().filter_map(|one| Some((one.until?, one))).collect();
    dated.sort_by_key(|(until, _)| *until);
    let meeting = |one: &Decision| meetings.iter().find(|meeting| meeting.id == one.meeting);
    html! {
        @if !dated.is_empty() {
            h2 { (text.text("decisions-by-day")) }
            table.list.stacked {
                thead { tr {
                    th scope="col" { (text.text("decision-until")) }
                    th scope="col" { (text.text("decision-verdict")) }
                    th scope="col" { (text.text("decision-content")) }
                    th scope="col" { (text.text("meeting-title")) }
                } }
                tbody { @for (until, decision) in dated {
                    tr {
                        td data-label=(text.text("decision-until")) {
                            (calendar::both(until))
                            @if until < today { " " strong.overdue { (text.text("decision-day-passed")) } }
                        }
                        td data-label=(text.text("decision-verdict")) { (text.of("decision-verdict", decision.verdict.code())) }
                        td.typed data-label=(text.text("decision-content")) { (decision.content) }
                        td data-label=(text.text("meeting-title")) {
                            @if let Some(meeting) = meeting(decision) { a href=(address(meeting)) { (meeting.title) } }
                        }
                    }
                } }
            }
        }
    }
}
