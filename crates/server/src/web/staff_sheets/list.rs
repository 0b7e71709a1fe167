//! The sheets of a 記名 round: who handed in, and when; the answers are one page further.

use std::collections::BTreeMap;

use axum::extract::Path;
use maud::{Markup, html};
use tenken_domain::calendar;
use tenken_domain::facts::GroupKey;
use tenken_domain::permission::{Object, Right};
use tenken_domain::round::Round;
use tenken_store::staff::{self, Asked, Axis};
use tenken_store::staff_sheet::{self, NamedSheet};
use tenken_store::{Conn, StoreError};

use crate::web::rounds::load;
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::reply::{self, Reply};

/// The names of departments and occupations as they were when the round opened, by id.
pub struct Names(BTreeMap<String, String>);

pub async fn page(person: Person, Path(id): Path<String>) -> Reply {
    let round = load(&person, &id).await?;
    let permit = person.may(Right::ReadStaffSheets, Object::Round(person.facility_id(), &round))?;
    let mut conn = person.app().db.reader().await?;
    let names = Names::load(&mut conn, &round).await?;
    let sheets = staff_sheet::all(&mut conn, &round.id).await?;
    reply::page(view(&permit, &round, &names, &sheets))
}

impl Names {
    pub async fn load(conn: &mut Conn, round: &Round) -> Result<Self, StoreError> {
        let mut groups = staff::asked(conn, &round.id, Axis::Department).await?;
        groups.extend(staff::asked(conn, &round.id, Axis::Occupation).await?);
        let named = |one: Asked| match one.key? {
            GroupKey::Department(id) => Some((id.to_string(), one.name)),
            GroupKey::Occupation(id) => Some((id.to_string(), one.name)),
        };
        Ok(Self(groups.into_iter().filter_map(named).collect()))
    }

    pub fn of(&self, id: &str) -> &str {
        self.0.get(id).map_or("", String::as_str)
    }
}

fn view(permit: &Permit<'_>, round: &Round, names: &Names, sheets: &[NamedSheet]) -> Markup {
    let text = permit.text;
    page::page(
        permit,
        &text.text("staff-sheets-title"),
        &html! {
            h1 { (text.text("staff-sheets-title")) }
            p { (round.name) }
            p.note { (text.text("staff-sheets-recorded")) }
            @if sheets.is_empty() { p { (text.text("staff-sheets-none")) } }
            @else {
                div.scroll role="region" tabindex="0" aria-label=(round.name) { table.list {
                    thead { tr {
                        th scope="col" { (text.text("staff-filler")) }
                        th scope="col" { (text.text("department")) }
                        th scope="col" { (text.text("staff-occupation")) }
                        th scope="col" { (text.text("staff-day")) }
                        th.number scope="col" { (text.text("staff-revision")) }
                    } }
                    tbody {
                        @for sheet in sheets {
                            tr {
                                th scope="row" {
                                    a href={ "/rounds/" (round.id) "/staff-sheets/" (sheet.id) } { (sheet.filler) }
                                }
                                td { (names.of(sheet.department.as_str())) }
                                td { (names.of(sheet.occupation.as_str())) }
                                td {
                                    (calendar::both(sheet.filled_on))
                                    @if sheet.entered_by.is_some() { " " small { (text.text("staff-by-clerk")) } }
                                }
                                td.number { (sheet.revision) }
                            }
                        }
                    }
                } }
            }
        },
    )
}
