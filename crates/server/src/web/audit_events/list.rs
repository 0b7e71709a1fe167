//! The audit log, newest first, by event and period.

use axum::extract::Query;
use maud::{Markup, html};
use tenken_domain::audit::AuditEvent;
use tenken_domain::calendar;
use tenken_domain::permission::{Object, Right};
use tenken_report::csv::AuditLine;
use tenken_store::audit;

use super::filter::{self, Filter};
use super::names::Names;
use super::wording;
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::{Field, Form};
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::reply::{self, Reply};

const EVENT: Field = Field::new("event", "audit-event-filter");
const FROM: Field = Field::new("from", "audit-from").hint("day-hint");
const UNTIL: Field = Field::new("until", "audit-until-day");

pub async fn page(person: Person, Query(pairs): Query<Vec<(String, String)>>) -> Reply {
    let permit = person.may(Right::ReadAuditEvents, Object::Facility(person.facility_id()))?;
    let mut problems = Problems::default();
    let today = calendar::day_of(person.app().clock.now());
    let filter = match filter::read(pairs, today, &mut problems) {
        Ok(filter) => filter,
        Err(fields) => return refused(&permit, &fields, &problems),
    };
    let mut conn = person.app().db.reader().await?;
    let mut entries = audit::list(&mut conn, person.facility_id(), &filter.this_page()).await?;
    drop(conn);
    let next = (entries.len() > Filter::per_page()).then_some(filter.page + 1);
    entries.truncate(Filter::per_page());
    let names = Names::load(&person).await?;
    let lines: Vec<_> = entries.iter().map(|entry| wording::line(permit.text, &names, entry)).collect();
    let form = Form { text: permit.text, fields: &filter.fields, problems: &problems };
    reply::page(framed(&permit, form, &found(&permit, &filter, &lines, next)))
}

/// The page of a filter that cannot be.
pub fn refused(permit: &Permit<'_>, fields: &Fields, problems: &Problems) -> Reply {
    let form = Form { text: permit.text, fields, problems };
    reply::refused(framed(permit, form, &Markup::default()))
}

fn framed(permit: &Permit<'_>, form: Form<'_>, found: &Markup) -> Markup {
    let text = permit.text;
    let mut events = vec![(String::new(), text.text("audit-all-events"))];
    events.extend(
        AuditEvent::ALL.iter().map(|event| (event.code().to_owned(), text.of("audit-event", event.code()))),
    );
    page::page(
        permit,
        &text.text("audit-title"),
        &html! {
            h1 { (text.text("audit-title")) }
            (form.summary())
            form method="get" action="/settings/audit-events" {
                (form.select(EVENT, &events))
                (form.line(FROM, "text", "off"))
                (form.line(UNTIL, "text", "off"))
                (form.submit("audit-show"))
            }
            (found)
        },
    )
}

fn found(permit: &Permit<'_>, filter: &Filter, lines: &[AuditLine], next: Option<u64>) -> Markup {
    let text = permit.text;
    html! {
        @if lines.is_empty() { p { (text.text("audit-none")) } }
        @else {
            p { a.button.quiet href={"/settings/audit-events.csv?" (filter.query(1))} download { (text.text("audit-csv")) } }
            (table(permit, lines))
        }
        nav.pages aria-label=(text.text("audit-pages")) {
            @if filter.page > 1 {
                a.button.quiet href={"/settings/audit-events?" (filter.query(filter.page - 1))} { (text.text("audit-newer")) }
            }
            @if let Some(next) = next {
                a.button.quiet href={"/settings/audit-events?" (filter.query(next))} { (text.text("audit-older")) }
            }
        }
    }
}

fn table(permit: &Permit<'_>, lines: &[AuditLine]) -> Markup {
    let text = permit.text;
    let headings = ["audit-at", "audit-actor", "audit-source", "audit-event", "audit-target", "audit-detail"];
    html! {
        div.scroll role="region" tabindex="0" aria-label=(text.text("audit-title")) {
            table.list.stacked {
                thead { tr { @for key in headings { th scope="col" { (text.text(key)) } } } }
                tbody {
                    @for line in lines {
                        tr {
                            @for (key, cell) in headings.iter().zip(cells(line)) {
                                td data-label=(text.text(key)) { (cell) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// In the order of the headings.
fn cells(line: &AuditLine) -> [&str; 6] {
    [&line.at, &line.actor, &line.source, &line.event, &line.target, &line.detail]
}
