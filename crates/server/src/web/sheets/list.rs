//! 答える: every official sheet of every open round, how far it is, and the way to it.

use maud::{Markup, html};
use tenken_domain::calendar;
use tenken_domain::catalog::{Catalog, Checklist};
use tenken_domain::permission::{Object, Right};
use tenken_domain::round::Round;
use tenken_store::{Conn, StoreError, round};

use super::contents::Marked;
use super::{address, summary};
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::reply::{self, Reply};

/// One sheet of an open round.
struct Listed {
    list: &'static Checklist,
    marked: Marked,
}

pub async fn page(person: Person) -> Reply {
    let permit = person.may(Right::ReadSheets, Object::Facility(person.facility_id()))?;
    let mut conn = person.app().db.reader().await?;
    let mut open = Vec::new();
    for round in round::all(&mut conn, person.facility_id()).await? {
        if round.is_open() {
            let sheets = sheets(&mut conn, person.app().catalog(&round.catalog), &round).await?;
            open.push((round, sheets));
        }
    }
    reply::page(view(&permit, &open))
}

async fn sheets(
    conn: &mut Conn,
    catalog: Option<&'static Catalog>,
    round: &Round,
) -> Result<Vec<Listed>, StoreError> {
    let lists = catalog.map_or(&[][..], |catalog| &catalog.checklists);
    let mut sheets = Vec::new();
    for list in lists {
        if let Some(marked) = Marked::load(conn, round, list).await? {
            sheets.push(Listed { list, marked });
        }
    }
    Ok(sheets)
}

fn view(permit: &Permit<'_>, open: &[(Round, Vec<Listed>)]) -> Markup {
    let text = permit.text;
    page::page(
        permit,
        &text.text("menu-answering"),
        &html! {
            h1 { (text.text("menu-answering")) }
            p { a href="/guidance" { (text.text("guidance-open")) } }
            @if open.is_empty() { p { (text.text("home-nothing-runs")) } }
            @for (round, sheets) in open {
                section {
                    h2 { (round.name) }
                    p { (calendar::both(round.period.from)) " ～ " (calendar::both(round.period.until)) }
                    @if sheets.is_empty() { p { (text.text("answering-no-sheets")) } }
                    @for sheet in sheets { (card(permit, round, sheet)) }
                }
            }
        },
    )
}

fn card(permit: &Permit<'_>, round: &Round, Listed { list, marked }: &Listed) -> Markup {
    let (text, person) = (permit.text, permit.person);
    let sheet = &marked.sheet;
    let may = person.could(Right::AnswerSheet(list.audience), Object::Round(person.facility_id(), round));
    let verb = if may && !sheet.is_handed_in() { "answering-answer" } else { "answering-read" };
    let state = if sheet.is_handed_in() { "answering-handed-in" } else { "answering-in-progress" };
    html! {
        section.card {
            h3 { (list.title) }
            @if list.title_is_ours { p.ours { (text.text("sheet-title-is-ours")) } }
            dl.facts {
                dt { (text.text("answering-state")) }
                dd { (text.text(state)) }
                dt { (text.text("answering-progress")) }
                dd { (summary::progress(text, marked.progress(list))) }
                dt { (text.text("sheet-result")) }
                dd { (summary::both(text, &marked.result(list))) }
                dt { (text.text("sheet-filler")) }
                dd { (sheet.filler) }
                dt { (text.text("sheet-date")) }
                dd { @if let Some(day) = sheet.filled_on { (calendar::both(day)) } }
            }
            p { a.button href=(address(round, list)) { (text.text(verb)) } }
        }
    }
}
