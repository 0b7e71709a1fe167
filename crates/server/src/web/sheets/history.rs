//! Every change of one item of a sheet, the newest first, and what is discussed about it.

use axum::extract::Path;
use maud::{Markup, html};
use tenken_domain::catalog::Item;
use tenken_domain::departmental_system::SystemChange;
use tenken_domain::id::ItemId;
use tenken_domain::mark::Mark;
use tenken_domain::permission::{Denial, Right};
use tenken_domain::remark::Remark;
use tenken_store::answer::{self, Signed};
use tenken_store::{departmental_system, remark, sheet};

use super::contents::moment;
use super::{Place, item};
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::{self, Field, Form};
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::reply::{self, Reply, WebError};
use crate::web::support::text::Text;

pub const REMARK: Field = Field::new("remark", "sheet-remark").hint("sheet-remark-hint");

/// What the page shows of an item.
pub struct Shown {
    item: &'static Item,
    changes: Vec<Signed>,
    /// Of departmental systems, each with the system's name.
    of_systems: Vec<(String, SystemChange)>,
    remarks: Vec<Remark>,
}

impl Shown {
    pub async fn load(person: &Person, place: &Place, item: &'static Item) -> Result<Self, WebError> {
        let mut conn = person.app().db.reader().await?;
        let sheet =
            sheet::find(&mut conn, &place.round.id, &place.list.id).await?.ok_or(Denial::Invisible)?;
        let changes = answer::history(&mut conn, &sheet.id, &item.id).await?;
        let systems = departmental_system::all(&mut conn, person.facility_id()).await?;
        let name = |change: SystemChange| {
            let system = systems.iter().find(|one| one.id == change.system);
            (system.map_or_else(String::new, |one| one.name.clone()), change)
        };
        let of_systems = departmental_system::history(&mut conn, &sheet.id, &item.id).await?;
        let of_systems = of_systems.into_iter().map(name).collect();
        let remarks = remark::of_item(&mut conn, &sheet.id, &item.id).await?;
        Ok(Self { item, changes, of_systems, remarks })
    }
}

pub async fn page(person: Person, Path((round, list, id)): Path<(String, String, String)>) -> Reply {
    let place = super::place(&person, &round, &list).await?;
    let item = place.list.item(&ItemId::new(id)).ok_or(Denial::Invisible)?;
    let permit = place.permit_to_read_item(&person, &item.id)?;
    let shown = Shown::load(&person, &place, item).await?;
    let form = Form { text: permit.text, fields: &Fields::default(), problems: &Problems::default() };
    reply::page(view(&permit, &place, &shown, form))
}

pub fn view(permit: &Permit<'_>, place: &Place, shown: &Shown, form: Form<'_>) -> Markup {
    let (text, Shown { item, changes, of_systems, remarks }) = (permit.text, shown);
    page::page(
        permit,
        &text.text("sheet-history"),
        &html! {
            h1 { (text.text("sheet-history")) }
            p { (place.round.name) " ― " (place.list.title) }
            h2 { (item::number(text, item)) }
            p.ours { (text.text("sheet-our-title")) (item.title) }
            div.ministry lang="ja" { @for line in &item.text { p { (line) } } }
            h2 { (text.text("sheet-changes")) }
            @if changes.is_empty() { p { (text.text("sheet-history-none")) } } @else { (table(permit, changes)) }
            @if !of_systems.is_empty() {
                h2 { (text.text("systems-of-item")) }
                (table_of_systems(text, of_systems))
            }
            section #remarks {
                h2 { (text.text("sheet-remarks")) }
                (form.summary())
                @if remarks.is_empty() { p { (text.text("sheet-remarks-none")) } }
                @for remark in remarks { (said(remark)) }
                @if place.permit_on(permit.person, Right::Discuss, &item.id).is_ok() {
                    form method="post" action={ (place.address()) "/answers/" (item.id) "/remarks" } {
                        (form::token(permit))
                        (form.lines(REMARK, 3))
                        (form.submit("sheet-remark-submit"))
                    }
                }
            }
            p { a href={ (place.address()) "#item-" (item.id) } { (text.text("sheet-back")) } }
        },
    )
}

fn said(remark: &Remark) -> Markup {
    html! {
        article.card {
            p.hint { (remark.written_by) " " (moment(remark.written_at)) }
            @for line in remark.text.lines() { p { (line) } }
        }
    }
}

fn table(permit: &Permit<'_>, changes: &[Signed]) -> Markup {
    let headings = ["sheet-when", "sheet-who", "sheet-mark", "sheet-memo", "sheet-reason"];
    let text = permit.text;
    let rows: Vec<_> = changes.iter().map(|change| cells(text, change)).collect();
    rows_of(text, ("sheet-changes", headings), &rows)
}

fn table_of_systems(text: Text, changes: &[(String, SystemChange)]) -> Markup {
    let headings = ["sheet-when", "sheet-who", "systems-title", "sheet-mark", "sheet-memo"];
    let row = |(name, change): &(String, SystemChange)| {
        let mark = text.of("sheet-mark", change.mark.map_or("none", Mark::code));
        [moment(change.set_at), change.set_by.clone(), name.clone(), mark, change.memo.clone()]
    };
    let rows: Vec<_> = changes.iter().map(row).collect();
    rows_of(text, ("systems-of-item", headings), &rows)
}

fn rows_of(text: Text, (title, headings): (&str, [&str; 5]), rows: &[[String; 5]]) -> Markup {
    html! {
        div.scroll role="region" tabindex="0" aria-label=(text.text(title)) {
            table.list.stacked {
                thead { tr { @for heading in headings { th scope="col" { (text.text(heading)) } } } }
                tbody {
                    @for row in rows {
                        tr {
                            @for (heading, cell) in headings.iter().zip(row) {
                                td data-label=(text.text(heading)) { (cell) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// In the order of the headings.
fn cells(text: Text, Signed { answer, set_at, set_by_name, .. }: &Signed) -> [String; 5] {
    let mark = text.of("sheet-mark", answer.mark.map_or("none", Mark::code));
    [moment(*set_at), set_by_name.clone(), mark, answer.memo.clone(), answer.reason.clone()]
}
