//! The frame around every page: title, header, menu, main part, footer.

use maud::{DOCTYPE, Markup, html};
use tenken_domain::catalog;
use tenken_domain::facts::Edition;
use tenken_domain::permission::{Object, Right};

use super::form;
use super::person::{Permit, Visitor};
use super::reply::login_address;
use super::statics;
use super::text::{Language, Text};
use crate::actions::logins;

/// A page for somebody who is allowed to see it.
pub fn page(permit: &Permit<'_>, title: &str, main: &Markup) -> Markup {
    framed(permit, title, &[], main)
}

/// The same with a script of its own.
pub fn page_with_script(permit: &Permit<'_>, (title, script): (&str, &str), main: &Markup) -> Markup {
    framed(permit, title, &[script], main)
}

fn framed(permit: &Permit<'_>, title: &str, scripts: &[&str], main: &Markup) -> Markup {
    let (text, facility) = (permit.text, &permit.person.facility);
    let header = html! {
        div.who {
            span.facility { (facility.name) }
            a href="/account" { (permit.person.principal.name) }
            form method="post" action="/logout" { (form::token(permit)) button.plain type="submit" { (text.text("menu-logout")) } }
        }
        (menu(permit))
        (hidden_page(permit))
    };
    let scripts: Vec<&str> = std::iter::once("session.js").chain(scripts.iter().copied()).collect();
    frame(text, (title, facility.edition), &scripts, &header, main)
}

/// What `session.js` shows in place of a page that nobody uses, and when.
fn hidden_page(permit: &Permit<'_>) -> Markup {
    let (text, person) = (permit.text, permit.person);
    let now = person.app().clock.now();
    html! {
        template #hidden-page data-person=(person.principal.account)
            data-left=(logins::left(&person.session, now).as_secs()) {
            main #main tabindex="-1" {
                h1 { (text.text("hidden-title")) }
                div data-when="nothing-typed" {
                    p { a.button href=(login_address(&person.visitor.path)) { (text.text("hidden-login")) } }
                }
                div data-when="typed" {
                    p { (text.text("hidden-typed")) }
                    p { a.button href="/login" target="_blank" { (text.text("hidden-login-elsewhere")) } }
                }
            }
        }
    }
}

/// A page for anybody: login, set-up, the staff's pages.
pub fn public(visitor: &Visitor, title: &str, main: &Markup) -> Markup {
    frame(visitor.text, (title, visitor.app.edition), &[], &html! {}, main)
}

/// The same with scripts of its own.
pub fn public_with_scripts(visitor: &Visitor, (title, scripts): (&str, &[&str]), main: &Markup) -> Markup {
    frame(visitor.text, (title, visitor.app.edition), scripts, &html! {}, main)
}

/// 配る・答える・結果・改善, and what administrators set.
fn menu(permit: &Permit<'_>) -> Markup {
    let (text, person) = (permit.text, permit.person);
    let could = |right| person.could(right, Object::Facility(&person.facility.id));
    let main = [
        ("/rounds", "menu-rounds", could(Right::ManageFacility) || could(Right::ReadFacility)),
        ("/answering", "menu-answering", could(Right::ReadOwnItems)),
        ("/results", "menu-results", true),
        ("/findings", "menu-findings", could(Right::ReadSheets)),
        ("/settings", "menu-settings", could(Right::ReadFacility)),
    ];
    let path = person.visitor.path.as_str();
    let current =
        |address: &str| (address == section(path)).then_some(if address == path { "page" } else { "true" });
    html! {
        nav.menu aria-label=(text.text("menu-label")) {
            a href="/" aria-current=[current("/")] { (text.text("menu-home")) }
            @for (address, key, visible) in main {
                @if visible { a href=(address) aria-current=[current(address)] { (text.text(key)) } }
            }
        }
    }
}

/// The menu's address that a page belongs to: its first part, but a round's sheets belong to 答える, its result to 結果.
fn section(path: &str) -> &str {
    let parts: Vec<&str> = path.split('/').collect();
    match parts.as_slice() {
        ["", "rounds", _, "sheets", ..] | ["", "assignments", ..] => "/answering",
        ["", "rounds", _, "result" | "reports" | "sharing", ..]
        | ["", "forms" | "trainings" | "trend" | "perception", ..] => "/results",
        ["", "plan" | "meetings" | "evidence" | "priorities" | "vendors" | "inquiries", ..] => "/findings",
        ["", first, ..] => &path[..=first.len()],
        _ => path,
    }
}

fn frame(
    text: Text,
    (title, edition): (&str, Edition),
    scripts: &[&str],
    header: &Markup,
    main: &Markup,
) -> Markup {
    let product = text.text("product-name");
    html! {
        (DOCTYPE)
        html lang=(text.language.code()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " | " (product) }
                link rel="stylesheet" href=(statics::address("tokens.css"));
                link rel="stylesheet" href=(statics::address("tenken.css"));
                link rel="icon" href=(statics::address("icon.svg"));
                script src=(statics::address("tenken.js")) defer {}
                @for script in scripts { script src=(statics::address(script)) defer {} }
            }
            body {
                a.skip href="#main" { (text.text("skip-to-main")) }
                @if edition == Edition::Sample { aside.sample aria-label=(text.text("sample-label")) { (text.text("sample-notice")) } }
                header.top { a.product href="/" { img src=(statics::address("icon.svg")) alt=""; (product) } (header) }
                main #main { (main) }
                (footer(text))
            }
        }
    }
}

fn footer(text: Text) -> Markup {
    html! {
        footer.bottom {
            @for catalog in catalog::builtin() {
                p lang="ja" { (catalog.texts.source_line) }
                @if let Some(not_for) = &catalog.texts.not_for { p lang="ja" { (not_for) } }
            }
            p { a href="/about" { (text.text("settings-about")) } }
            form.languages method="post" action="/language" {
                @for language in Language::ALL.into_iter().filter(|language| *language != text.language) {
                    button.plain type="submit" name="language" value=(language.code()) lang=(language.code()) { (language.name()) }
                }
            }
        }
    }
}
