//! One part of an explanation under its heading, and what stands at its foot: links, sources, who reviewed it.

use fluent_templates::fluent_bundle::FluentValue;
use maud::{Markup, html};
use tenken_domain::guidance::{Entry, Part};
use tenken_report::leaflet::with_furigana;

use super::words::Writer;
use super::{Reading, address};

/// How deep a part's heading lies on its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// On the item's own page.
    Second,
    /// Below an item of a sheet.
    Fourth,
}

/// The part under its heading; nothing where the item has no such part.
pub fn part(writer: &mut Writer<'_>, (entry, part): (&Entry, Part), depth: Depth) -> Markup {
    let text = writer.reading.text;
    let lines = entry.lines(part);
    if lines.is_empty() {
        return html! {};
    }
    html! {
        (heading(depth, &html! { (text.of("guidance-part", part.code())) (own(writer.reading, entry, part)) }))
        @if part == Part::VendorAsk { (vendor(writer, entry)) } @else { (self::lines(writer, part, lines)) }
    }
}

pub fn heading(depth: Depth, words: &Markup) -> Markup {
    match depth {
        Depth::Second => html! { h2 { (words) } },
        Depth::Fourth => html! { h4 { (words) } },
    }
}

/// Says so where the hospital put its own words in the place of ours.
pub fn own(reading: &Reading, entry: &Entry, part: Part) -> Markup {
    html! {
        @if entry.is_the_hospitals(part) { " " span.own { (reading.text.text("guidance-own")) } }
    }
}

/// One line is a paragraph, several are a list; steps are numbered.
pub fn lines(writer: &mut Writer<'_>, part: Part, lines: &[String]) -> Markup {
    match (part, lines) {
        (Part::Easy, [line, ..]) => html! { p.easy lang="ja" { (ruby(line)) } },
        (_, [line]) => html! { p lang="ja" { (writer.line(line)) } },
        (Part::Check, lines) => {
            html! { ol lang="ja" { @for line in lines { li { (writer.line(line)) } } } }
        }
        (_, lines) => html! { ul lang="ja" { @for line in lines { li { (writer.line(line)) } } } },
    }
}

/// The question as it can be sent, with whom it usually goes to.
fn vendor(writer: &mut Writer<'_>, entry: &Entry) -> Markup {
    let text = writer.reading.text;
    html! {
        @for who in entry.lines(Part::VendorWho) {
            p { (text.of("guidance-part", Part::VendorWho.code())) (own(writer.reading, entry, Part::VendorWho)) "："
                span lang="ja" { (writer.line(who)) } }
        }
        blockquote lang="ja" { @for line in entry.lines(Part::VendorAsk) { p { (writer.reading.filled(line)) } } }
    }
}

/// やさしい日本語 with furigana over its kanji.
pub fn ruby(line: &str) -> Markup {
    html! {
        @for piece in with_furigana(line) {
            @if piece.above.is_empty() { (piece.base) }
            @else { ruby { (piece.base) rp { "（" } rt { (piece.above) } rp { "）" } } }
        }
    }
}

/// Items of the other lists, sources, and the reviewer's name and day.
pub fn foot(reading: &Reading, entry: &Entry, depth: Depth) -> Markup {
    let text = reading.text;
    let see = entry.see.iter().filter_map(|id| reading.catalog.item(id));
    let see: Vec<_> = see.collect();
    html! {
        @if !see.is_empty() {
            (heading(depth, &html! { (text.text("guidance-see")) }))
            ul lang="ja" {
                @for (list, item) in see {
                    li { a href=(address(reading.catalog, &item.id)) { (item.title) } "（" (list.title) "）" }
                }
            }
        }
        @for source in &entry.sources {
            p.hint lang="ja" {
                (text.with(
                    "guidance-source",
                    [
                        ("source", FluentValue::from(source.source.as_str())),
                        ("checked", FluentValue::from(source.checked.as_str())),
                    ],
                ))
            }
        }
        p.hint { (reviewed(reading, entry)) }
    }
}

fn reviewed(reading: &Reading, entry: &Entry) -> String {
    match &entry.reviewed {
        Some(reviewed) => {
            reading.text.with("guidance-reviewed", [("reviewed", FluentValue::from(reviewed.as_str()))])
        }
        None => reading.text.text("guidance-not-reviewed"),
    }
}
