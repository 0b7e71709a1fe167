//! The box on the staff's sheet: one sentence in sight; folded the marks, the lesson of 30 seconds, やさしい日本語 with
//! furigana, and every other language that somebody has reviewed.

use fluent_templates::fluent_bundle::FluentValue;
use maud::{Markup, html};
use tenken_domain::catalog::Item;
use tenken_domain::guidance::{Entry, Part, Translation};
use tenken_domain::id::ItemId;

use super::words::Writer;
use super::{Reading, beside, parts};
use crate::web::support::text::Language;

/// What may happen, what to do, whom to call.
pub const LESSON: [Part; 3] = [Part::MayHappen, Part::Do, Part::Call];

pub fn view(reading: &Reading, item: &Item) -> Markup {
    let Some(entry) = reading.guide.entry(&item.id) else { return html! {} };
    let text = reading.text;
    let writer = &mut Writer::new(reading);
    html! {
        div.explanation {
            p.whose { (text.text("guidance-whose")) }
            (beside::sentence(writer, entry))
            details {
                summary { (text.text("guidance-staff-more")) (languages(reading, item)) }
                (beside::aid(writer, entry, "staff-not-applicable"))
                (lesson(writer, entry))
                (easy(reading, entry))
                (translations(reading, &item.id))
            }
        }
    }
}

/// For whoever has handed in: the lesson in sight, and folded only the item in other words.
pub fn lesson_in_sight(reading: &Reading, item: &Item) -> Markup {
    let Some(entry) = reading.guide.entry(&item.id) else { return html! {} };
    let text = reading.text;
    html! {
        div.explanation {
            p.whose { (text.text("guidance-whose")) }
            (lesson(&mut Writer::new(reading), entry))
            details {
                summary { (text.text("guidance-other-words")) (languages(reading, item)) }
                (easy(reading, entry))
                (translations(reading, &item.id))
            }
        }
    }
}

/// The names of the languages in which the item can be read.
fn languages(reading: &Reading, item: &Item) -> Markup {
    html! {
        @for (translation, _) in reviewed(reading, &item.id) {
            " " span lang=(translation.code) { (translation.name) }
        }
    }
}

fn lesson(writer: &mut Writer<'_>, entry: &Entry) -> Markup {
    let text = writer.reading.text;
    html! {
        dl.aid {
            @for part in LESSON {
                dt { (text.of("guidance-part", part.code())) (parts::own(writer.reading, entry, part)) }
                dd { (parts::lines(writer, part, entry.lines(part))) }
            }
        }
    }
}

fn easy(reading: &Reading, entry: &Entry) -> Markup {
    let language = Language::Japanese;
    html! {
        @for line in entry.lines(Part::Easy) {
            div.translation lang=(language.code()) data-read-aloud=(read_aloud(reading, language.name())) {
                p { b { (reading.text.of("guidance-part", Part::Easy.code())) } (parts::own(reading, entry, Part::Easy)) }
                p.easy { (parts::ruby(line)) }
            }
        }
    }
}

/// The item in every language in which somebody has reviewed it.
pub fn translations(reading: &Reading, item: &ItemId) -> Markup {
    html! {
        @for (translation, entry) in reviewed(reading, item) { (in_language(reading, translation, entry)) }
    }
}

fn reviewed<'r>(reading: &'r Reading, item: &ItemId) -> Vec<(&'r Translation, &'r Entry)> {
    let all = &reading.guide.book.translations;
    all.iter().filter_map(|translation| Some((translation, translation.entry(item)?))).collect()
}

fn in_language(reading: &Reading, translation: &Translation, entry: &Entry) -> Markup {
    html! {
        div.translation lang=(translation.code) data-read-aloud=(read_aloud(reading, translation.name)) {
            p { b { (translation.name) } }
            @for part in std::iter::once(Part::Sentence).chain(LESSON) {
                @for line in entry.lines(part) { p { (reading.filled(line)) (parts::own(reading, entry, part)) } }
            }
        }
    }
}

/// The label of the button that a script adds where the device itself has a voice of this language.
fn read_aloud(reading: &Reading, language: &str) -> String {
    reading.text.with("guidance-read-aloud", [("language", FluentValue::from(language))])
}
