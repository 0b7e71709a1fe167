//! Every change of one item of a sheet, the newest first.

use axum::extract::Path;
use maud::{Markup, html};
use tenken_domain::catalog::Item;
use tenken_domain::id::ItemId;
use tenken_domain::mark::Mark;
use tenken_domain::permission::Denial;
use tenken_store::answer::{self, Signed};
use tenken_store::sheet;

use super::contents::moment;
use super::{Place, item};
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::reply::{self, Reply};
use crate::web::support::text::Text;

pub async fn page(person: Person, Path((round, list, id)): Path<(String, String, String)>) -> Reply {
    let place = super::place(&person, &round, &list).await?;
    let permit = place.permit_to_read(&person)?;
    let item = place.list.item(&ItemId::new(id)).ok_or(Denial::Invisible)?;
    let mut conn = person.app().db.reader().await?;
    let sheet = sheet::find(&mut conn, &place.round.id, &place.list.id).await?.ok_or(Denial::Invisible)?;
    let changes = answer::history(&mut conn, &sheet.id, &item.id).await?;
    reply::page(view(&permit, &place, item, &changes))
}

fn view(permit: &Permit<'_>, place: &Place, item: &Item, changes: &[Signed]) -> Markup {
    let text = permit.text;
    page::page(
        permit,
        &text.text("sheet-history"),
        &html! {
            h1 { (text.text("sheet-history")) }
            p { (place.round.name) " ― " (place.list.title) }
            h2 { (item::number(text, item)) }
            p.ours { (text.text("sheet-our-title")) (item.title) }
            div.ministry lang="ja" { @for line in &item.text { p { (line) } } }
            @if changes.is_empty() { p { (text.text("sheet-history-none")) } } @else { (table(permit, changes)) }
            p { a href={ (place.address()) "#item-" (item.id) } { (text.text("sheet-back")) } }
        },
    )
}

fn table(permit: &Permit<'_>, changes: &[Signed]) -> Markup {
    let text = permit.text;
    let headings = ["sheet-when", "sheet-who", "sheet-mark", "sheet-memo", "sheet-reason"];
    html! {
        div.scroll role="region" tabindex="0" aria-label=(text.text("sheet-history")) {
            table.list.stacked {
                thead { tr { @for heading in headings { th scope="col" { (text.text(heading)) } } } }
                tbody {
                    @for change in changes {
                        tr {
                            @for (heading, cell) in headings.iter().zip(cells(text, change)) {
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
