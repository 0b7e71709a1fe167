//! Everything about one item: the ministry's words first, then ours, part by part.

use axum::extract::Path;
use maud::{Markup, html};
use tenken_domain::catalog::Audience;
use tenken_domain::guidance::{Entry, Part};
use tenken_domain::permission::Denial;

use super::parts::{self, Depth};
use super::words::{self, Writer};
use super::{Place, Reading, address, beside, staff};
use crate::web::sheets::number;
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::reply::{self, Reply};

/// Below the sentence and the marks: what is folded on the sheets, then what only the staff's items have.
fn parts_in_order() -> impl Iterator<Item = Part> {
    beside::FOLDED.into_iter().chain(staff::LESSON).chain([Part::Leaflet, Part::Easy])
}

pub async fn page(person: Person, Path((catalog, item)): Path<(String, String)>) -> Reply {
    let permit = person.own()?;
    let place = super::place(&person, &catalog, &item)?;
    let reading = Reading::new(person.app(), permit.text, &person.facility, place.catalog);
    let reading = reading.ok_or(Denial::Invisible)?;
    let entry = reading.guide.entry(&place.item.id).ok_or(Denial::Invisible)?;
    reply::page(view(&permit, &place, &reading, entry))
}

fn view(permit: &Permit<'_>, place: &Place, reading: &Reading, entry: &Entry) -> Markup {
    let text = permit.text;
    let item = place.item;
    let writer = &mut Writer::new(reading);
    page::page_with_script(
        permit,
        (&item.title, "read-aloud.js"),
        &html! {
            h1 lang="ja" { (item.title) }
            p { span lang="ja" { (place.list.title) } " " (number(text, item)) " "
                @if let Some(viewpoint) = item.viewpoint { span.viewpoint { (viewpoint.label()) } } }
            p.hint { (text.text("result-titles-are-ours")) }
            div.ministry lang="ja" { @for line in &item.text { p { (line) } } }
            @if let Some(note) = &item.note { p.ours { (text.text("sheet-our-note")) span lang="ja" { (note) } } }
            div.explanation {
                p.whose { (text.text("guidance-whose")) }
                (beside::sentence(writer, entry))
                (beside::aid(writer, entry, third_mark(place)))
                @for part in parts_in_order() { (parts::part(writer, (entry, part), Depth::Second)) }
                (staff::translations(reading, &item.id))
                (parts::foot(reading, entry, Depth::Second))
            }
            @if place.list.audience == Audience::Staff {
                p { a.button href={ (address(place.catalog, &item.id)) "/leaflet.pdf" } download { (text.text("guidance-leaflet")) } }
            }
            p { a href="/guidance" { (text.text("guidance-all")) } }
            (words::meanings(reading, [&item.id]))
        },
    )
}

fn third_mark(place: &Place) -> &'static str {
    match place.list.audience {
        Audience::Executive | Audience::Administrator => "sheet-mark-not-applicable",
        Audience::Staff => "staff-not-applicable",
    }
}
