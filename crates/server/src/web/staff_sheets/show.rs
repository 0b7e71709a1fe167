//! One sheet of a 記名 round. Looking at it is recorded, and the page says so.

use axum::extract::Path;
use maud::{Markup, html};
use tenken_domain::calendar;
use tenken_domain::catalog::Checklist;
use tenken_domain::id::SheetId;
use tenken_domain::mark::Mark;
use tenken_domain::permission::{Denial, Object, Right};
use tenken_store::staff_sheet::NamedSheet;

use super::list::Names;
use crate::actions::in_tx;
use crate::actions::rounds::staff_list;
use crate::actions::staff_sheets::{self, Marks};
use crate::web::rounds::load;
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::reply::{self, Reply};

pub async fn page(person: Person, Path((id, sheet)): Path<(String, String)>) -> Reply {
    let round = load(&person, &id).await?;
    let permit = person.may(Right::ReadStaffSheets, Object::Round(person.facility_id(), &round))?;
    let catalog = person.app().catalog(&round.catalog).ok_or(Denial::Invisible)?;
    let list = staff_list(catalog, &round).ok_or(Denial::Invisible)?;
    let names = Names::load(&mut person.app().db.reader().await?, &round).await?;
    let (doing, id, sheet) = (permit.doing(), round.id.clone(), SheetId::new(sheet));
    let found = in_tx(&person.app().db, move |tx| {
        Box::pin(async move { staff_sheets::read(tx, &doing, &id, &sheet).await })
    })
    .await?;
    reply::page(view(&permit, list, &names, &found))
}

fn view(
    permit: &Permit<'_>,
    list: &Checklist,
    names: &Names,
    (sheet, marks): &(NamedSheet, Marks),
) -> Markup {
    let text = permit.text;
    page::page(
        permit,
        &sheet.filler,
        &html! {
            h1 { (sheet.filler) }
            p.note { (text.text("staff-sheet-recorded")) }
            dl.facts {
                dt { (text.text("department")) } dd { (names.of(sheet.department.as_str())) }
                dt { (text.text("staff-occupation")) } dd { (names.of(sheet.occupation.as_str())) }
                dt { (text.text("staff-day")) } dd { (calendar::both(sheet.filled_on)) }
                dt { (text.text("staff-revision")) } dd { (sheet.revision) }
            }
            div.scroll role="region" tabindex="0" aria-label=(text.text("staff-mark")) { table.list {
                thead { tr {
                    th.number scope="col" { (text.text("staff-number")) }
                    th scope="col" { (text.text("staff-item")) }
                    th scope="col" { (text.text("staff-mark")) }
                } }
                tbody {
                    @for item in list.items_by_number() {
                        tr {
                            td.number { (item.number) }
                            th scope="row" { @for line in &item.text { p { (line) } } }
                            td {
                                (marks.get(&item.id).copied().flatten().map_or_else(|| text.text("staff-blank"), |mark| Mark::symbol(mark).to_owned()))
                            }
                        }
                    }
                }
            } }
        },
    )
}
