//! The sheet's own texts, word for word, marked as the ministry's; ours stand beside them and look different.

use maud::{Markup, html};
use tenken_domain::catalog::{Catalog, Checklist, builtin};

use crate::web::support::page;
use crate::web::support::person::{Person, Visitor};
use crate::web::support::reply::{self, Reply, WebError};
use crate::web::support::text::Text;

/// Whose work is in this program, as the file beside the licence says it.
const NOTICE: &str = include_str!("../../../../../NOTICE");
const LICENCES: &str = include_str!("../../../../../docs/third-party-licences.md");

/// Open to everybody; the version is told to those who are logged in only.
pub async fn page(visitor: Visitor, person: Result<Person, WebError>) -> Reply {
    let text = visitor.text;
    let title = text.text("settings-about");
    let Ok(person) = person else {
        return reply::page(page::public(&visitor, &title, &content(text, &Markup::default())));
    };
    let permit = person.own()?;
    reply::page(page::page(&permit, &title, &content(text, &program(text))))
}

fn content(text: Text, program: &Markup) -> Markup {
    html! {
        h1 { (text.text("settings-about")) }
        p.hint { (text.text("about-intro")) }
        @for catalog in builtin() { (sheet(text, catalog)) }
        (program)
    }
}

/// One catalog.
fn sheet(text: Text, catalog: &Catalog) -> Markup {
    let texts = &catalog.texts;
    html! {
        h2 lang="ja" { (catalog.title) }
        p { (texts.source_line) }
        @if let Some(not_for) = &texts.not_for { p { (not_for) } }
        div.official lang="ja" {
            h3 { (texts.composition_title) }
            (paragraphs(&texts.composition))
            (paragraphs(&texts.introduction))
            ul { @for reference in &texts.references { li { (reference) } } }
            (paragraphs(&texts.caveat))
            p { (texts.closing) }
        }
        h3 { (text.text("about-viewpoints")) }
        dl.facts.official lang="ja" {
            @for definition in &catalog.viewpoints {
                dt { (definition.viewpoint.label()) }
                dd { (definition.text) }
            }
        }
        @for list in &catalog.checklists { (usage(list)) }
    }
}

/// 使い方 of one list; an annex has an instruction instead.
fn usage(list: &Checklist) -> Markup {
    html! {
        h3 lang="ja" { (list.title) }
        div.official lang="ja" {
            @if let Some(title) = &list.usage_title { h4 { (title) } }
            (paragraphs(&list.usage))
            @if let Some(instruction) = &list.instruction { p { (instruction) } }
        }
    }
}

fn paragraphs(texts: &[String]) -> Markup {
    html! { @for text in texts { p { (text) } } }
}

/// The program itself: its version and whose work is inside.
fn program(text: Text) -> Markup {
    html! {
        h2 { (text.text("about-program")) }
        dl.facts {
            dt { (text.text("about-version")) }
            dd { (env!("CARGO_PKG_VERSION")) }
        }
        pre lang="en" { (NOTICE) }
        details {
            summary { (text.text("about-licences")) }
            pre lang="en" { (LICENCES) }
        }
    }
}
