//! What shows that one item is done, and the form for more.

use axum::extract::Path;
use maud::{Markup, html};
use tenken_domain::calendar;
use tenken_domain::catalog::{Checklist, Item};
use tenken_domain::evidence::Evidence;
use tenken_domain::permission::{Object, Right};
use tenken_store::evidence;

use super::{address, in_one_line, may_read, place, record};
use crate::web::stored_files;
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::{self, Form};
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::reply::{self, Reply, WebError};
use crate::web::support::text::Text;

/// Everything the page is made from.
pub struct Shown {
    pub list: &'static Checklist,
    pub item: &'static Item,
    /// All that was ever recorded, the latest first.
    all: Vec<Evidence>,
}

impl Shown {
    pub async fn load(person: &Person, list: &str, item: &str) -> Result<Self, WebError> {
        let (list, item) = place(person, list, item)?;
        let all = evidence::all(&mut person.app().db.reader().await?, person.facility_id()).await?;
        let all = all.into_iter().filter(|one| one.is_of(&list.id, &item.id)).collect();
        Ok(Self { list, item, all })
    }
}

pub async fn page(person: Person, Path((list, item)): Path<(String, String)>) -> Reply {
    let permit = may_read(&person)?;
    let shown = Shown::load(&person, &list, &item).await?;
    let form = Form { text: permit.text, fields: &Fields::default(), problems: &Problems::default() };
    reply::page(view(&permit, &shown, form))
}

pub fn view(permit: &Permit<'_>, shown: &Shown, form: Form<'_>) -> Markup {
    let (text, Shown { list, item, all }) = (permit.text, shown);
    let title = format!("{}：{}", text.text("evidence-title"), item.title);
    let manages = permit.person.could(Right::ManageEvidence, Object::Facility(permit.person.facility_id()));
    let (withdrawn, standing): (Vec<&Evidence>, Vec<&Evidence>) =
        all.iter().partition(|one| one.withdrawn_at.is_some());
    page::page(
        permit,
        &title,
        &html! {
            h1 { (title) }
            p.hint { (text.of("action-audience", list.audience.code())) }
            @for paragraph in &item.text { p lang="ja" { (paragraph) } }
            @if standing.is_empty() { p { strong { (text.text("evidence-none")) } } }
            @for one in &standing { (piece(permit, one, manages)) }
            @if manages {
                h2 { (text.text("evidence-new")) }
                (form.summary())
                form method="post" action=(address(&list.id, &item.id)) enctype="multipart/form-data" {
                    (form::token(permit))
                    (record::inputs(form))
                    (form.submit("evidence-record"))
                }
            }
            @if !withdrawn.is_empty() {
                details {
                    summary { (text.text("evidence-withdrawn")) " (" (withdrawn.len()) ")" }
                    ul { @for one in withdrawn { li { (gone(text, one)) } } }
                }
            }
            p { a href="/evidence" { (text.text("evidence-title")) } }
        },
    )
}

fn piece(permit: &Permit<'_>, one: &Evidence, manages: bool) -> Markup {
    let text = permit.text;
    let today = calendar::day_of(permit.person.app().clock.now());
    let own = format!("{}/{}", address(&one.list, &one.item), one.id);
    html! {
        section.card {
            p { (in_one_line(text, one, one.validity(today))) }
            @if let Some(file) = &one.file {
                p.stored { (stored_files::facts(text, file)) }
                p { a.button.quiet href={ (own) "/file" } { (text.text("evidence-download")) } }
            }
            p.hint { (calendar::moment(one.recorded_at)) " " (one.recorded_by) }
            @if manages { (withdrawal(permit, one, &own)) }
        }
    }
}

/// Where bytes go with it, the button stands behind the sentence that says so.
fn withdrawal(permit: &Permit<'_>, one: &Evidence, own: &str) -> Markup {
    let text = permit.text;
    let button = |key: &str| {
        html! {
            form method="post" action={ (own) "/withdrawal" } {
                (form::token(permit))
                button.quiet type="submit" { (text.text(key)) }
            }
        }
    };
    html! {
        @if one.file.is_some() {
            details {
                summary { (text.text("evidence-withdraw")) }
                p { (text.text("evidence-withdraw-file")) }
                (button("evidence-withdraw-now"))
            }
        } @else { (button("evidence-withdraw")) }
    }
}

/// What was withdrawn, when, and the hash that is left of its file.
fn gone(text: Text, one: &Evidence) -> Markup {
    html! {
        (one.name()) " "
        @if let Some(at) = one.withdrawn_at { span.hint { (text.with("evidence-withdrawn-at", [("at", calendar::moment(at).into())])) } }
        @if let Some(file) = &one.file { p.stored { (stored_files::facts(text, file)) } }
    }
}
