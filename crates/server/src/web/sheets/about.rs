//! What the sheet itself says before the first item: how to use it, what the viewpoints mean, where it comes from.

use maud::{Markup, html};
use tenken_domain::catalog::{Catalog, Checklist};

use super::Place;
use crate::web::support::text::Text;

/// Whether the texts lie open: before the first answer they do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfolded {
    Yes,
    No,
}

/// The list's own instructions and everything the sheet prints above all lists.
pub fn view(text: Text, place: &Place, unfolded: Unfolded) -> Markup {
    let open = unfolded == Unfolded::Yes;
    let (catalog, list) = (place.catalog, place.list);
    html! {
        @if let Some(instruction) = &list.instruction { p.instruction { (instruction) } }
        details.about open[open] {
            summary { (text.text("sheet-usage")) }
            @if let Some(title) = &list.usage_title { h2 { (title) } }
            (paragraphs(&list.usage))
            @if list.has_viewpoints() {
                h2 { (text.text("sheet-viewpoints")) }
                dl.facts {
                    @for definition in &catalog.viewpoints {
                        dt { (definition.viewpoint.label()) }
                        dd { (definition.text) }
                    }
                }
            }
        }
        (whole(text, catalog))
        (our_remarks(text, list))
    }
}

fn whole(text: Text, catalog: &Catalog) -> Markup {
    let texts = &catalog.texts;
    html! {
        details.about {
            summary { (text.text("sheet-about")) }
            h2 { (catalog.title) }
            (paragraphs(&texts.introduction))
            ul { @for reference in &texts.references { li { (reference) } } }
            (paragraphs(&texts.caveat))
            h2 { (texts.composition_title) }
            (paragraphs(&texts.composition))
        }
    }
}

fn our_remarks(text: Text, list: &Checklist) -> Markup {
    html! {
        aside.ours aria-label=(text.text("sheet-ours-label")) {
            p { (text.text("sheet-ours")) }
            @if let Some(note) = &list.note { p { (note) } }
            @if list.has_uncertain_numbers() { p { (text.text("sheet-numbers-are-ours")) } }
        }
    }
}

fn paragraphs(texts: &[String]) -> Markup {
    html! { @for paragraph in texts { p { (paragraph) } } }
}
