//! All items by list and topic, or those in which everything is found that was typed; and the handbook to take along.

use axum::extract::Query;
use fluent_templates::fluent_bundle::FluentValue;
use maud::{Markup, html};
use serde::Deserialize;
use tenken_domain::catalog::{Catalog, Checklist, Item};
use tenken_report::leaflet::with_furigana;
use tenken_report::{Format, Report};

use super::{Reading, address};
use crate::web::sheets::number;
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::reply::{self, Reply};
use crate::web::support::text::Text;

/// What the address says.
#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    q: String,
}

/// An item in which everything was found, and the line that fits best.
struct Found<'r> {
    reading: &'r Reading,
    list: &'static Checklist,
    item: &'static Item,
    line: String,
}

/// Most characters that are looked for.
const LONGEST: usize = 100;

pub async fn page(person: Person, Query(asked): Query<Asked>) -> Reply {
    let permit = person.own()?;
    let app = person.app();
    let reading = |catalog| Reading::new(app, permit.text, &person.facility, catalog);
    let readings: Vec<Reading> = app.catalogs().iter().filter_map(reading).collect();
    let typed: String = asked.q.trim().chars().take(LONGEST).collect();
    reply::page(view(&permit, &readings, &typed))
}

fn view(permit: &Permit<'_>, readings: &[Reading], typed: &str) -> Markup {
    let text = permit.text;
    page::page(
        permit,
        &text.text("guidance-title"),
        &html! {
            h1 { (text.text("guidance-title")) }
            p.hint { (text.text("guidance-whose")) }
            p.hint { (text.text("result-titles-are-ours")) }
            form.inline method="get" action="/guidance" role="search" {
                div.field {
                    label for="q" { (text.text("guidance-search")) }
                    input #q name="q" type="search" value=(typed) maxlength=(LONGEST) autocomplete="off";
                }
                button.primary type="submit" { (text.text("guidance-search-submit")) }
            }
            @if typed.is_empty() {
                @for reading in readings { (everything(permit, reading)) }
            } @else {
                (results(permit, &found(readings, typed), typed))
                p { a href="/guidance" { (text.text("guidance-all")) } }
            }
        },
    )
}

fn found<'r>(readings: &'r [Reading], typed: &str) -> Vec<Found<'r>> {
    let of_one = |reading: &'r Reading| {
        reading.guide.index.search(typed).into_iter().filter_map(move |hit| {
            let (list, item) = reading.catalog.item(&hit.item)?;
            let plain: String = with_furigana(&hit.line).into_iter().map(|piece| piece.base).collect();
            Some(Found { reading, list, item, line: reading.filled(&plain) })
        })
    };
    readings.iter().flat_map(of_one).collect()
}

fn results(permit: &Permit<'_>, found: &[Found<'_>], typed: &str) -> Markup {
    let text = permit.text;
    let values = [("typed", FluentValue::from(typed)), ("count", FluentValue::from(found.len()))];
    html! {
        h2 { (text.with("guidance-found", values)) }
        @if found.is_empty() { p { (text.text("guidance-nothing-found")) } }
        @for Found { reading, list, item, line } in found {
            section.card {
                h3 lang="ja" { a href=(address(reading.catalog, &item.id)) { (item.title) } }
                p { span lang="ja" { (list.title) } " " (number(text, item)) }
                p.hint lang="ja" { (line) }
            }
        }
    }
}

fn everything(permit: &Permit<'_>, reading: &Reading) -> Markup {
    let text = permit.text;
    html! {
        h2 lang="ja" { (reading.catalog.title) }
        (handbook(permit, reading.catalog))
        @for list in &reading.catalog.checklists {
            section {
                h3 lang="ja" { (list.title) }
                @for topic in &reading.catalog.topics {
                    @let items: Vec<_> = list.items_by_number().into_iter().filter(|item| item.topic == topic.id).collect();
                    @if !items.is_empty() {
                        h4 lang="ja" { (topic.title) }
                        ul {
                            @for item in items {
                                li { a lang="ja" href=(address(reading.catalog, &item.id)) { (item.title) } " " (number(text, item)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A link to the page about an item, named after it for whoever only hears the link.
pub fn explained(text: Text, catalog: &Catalog, item: &Item) -> Markup {
    let explained = text.text("guidance-explained");
    html! { a href=(address(catalog, &item.id)) aria-label={ (explained) " " (item.title) } { (explained) } }
}

/// A leaflet for each item of the staff's list, to be handed out with it; nothing where nothing is said.
pub fn leaflets(permit: &Permit<'_>, catalog: &Catalog, list: &Checklist) -> Markup {
    html! {
        @if permit.person.app().guide(&catalog.id).is_some() {
            h2 { (permit.text.text("guidance-leaflet")) }
            ul lang="ja" {
                @for item in list.items_by_number() {
                    li { a href={ (address(catalog, &item.id)) "/leaflet.pdf" } download { (item.title) } }
                }
            }
        }
    }
}

/// The whole as a file, in every format.
fn handbook(permit: &Permit<'_>, catalog: &Catalog) -> Markup {
    let text = permit.text;
    let formats = Report::find(super::handbook::REPORT).map(Report::formats).unwrap_or_default();
    let file =
        |format: &Format| format!("/guidance/{}/{}.{}", catalog.id, super::handbook::REPORT, format.code());
    html! {
        p { (text.text("guidance-handbook")) }
        p.inline {
            @for format in &formats {
                a.button.quiet href=(file(format)) download { (text.of("format", format.code())) } " "
            }
        }
    }
}
