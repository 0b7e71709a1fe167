//! All occupations, and the form that adds one.

use maud::{Markup, html};
use tenken_domain::occupation::Occupation;
use tenken_domain::permission::{Object, Right};
use tenken_store::occupation;

use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::{self, Field, Form};
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::reply::{self, Reply};

pub const NAME: Field = Field::new("name", "occupation-name").hint("occupation-name-hint");

pub async fn page(person: Person) -> Reply {
    let permit = person.may(Right::ReadFacility, Object::Facility(person.facility_id()))?;
    let all = occupation::all(&mut person.app().db.reader().await?, person.facility_id()).await?;
    let form = Form { text: permit.text, fields: &Fields::default(), problems: &Problems::default() };
    reply::page(view(&permit, &all, form))
}

pub fn view(permit: &Permit<'_>, all: &[Occupation], form: Form<'_>) -> Markup {
    let text = permit.text;
    let may_change =
        permit.person.could(Right::ManageFacility, Object::Facility(permit.person.facility_id()));
    page::page(
        permit,
        &text.text("occupations-title"),
        &html! {
            h1 { (text.text("occupations-title")) }
            p.hint { (text.text("occupations-intro")) }
            (form.summary())
            @if all.is_empty() { p { (text.text("occupations-none")) } }
            @else {
                table.list.stacked {
                    thead { tr {
                        th scope="col" { (text.text("occupation")) }
                        th scope="col" { (text.text("occupation-affiliation")) }
                        th scope="col" { (text.text("occupation-responsible")) }
                        @if may_change { th scope="col" { (text.text("settings-change")) } }
                    } }
                    tbody {
                        @for one in all {
                            tr {
                                th scope="row" {
                                    @if may_change { a href={"/settings/occupations/" (one.id)} { (one.name) } }
                                    @else { (one.name) }
                                }
                                td data-label=(text.text("occupation-affiliation")) { (text.of("affiliation", one.affiliation.code())) }
                                td data-label=(text.text("occupation-responsible")) { (one.responsible) }
                                @if may_change {
                                    td {
                                        a href={"/settings/occupations/" (one.id) "/removal"}
                                            aria-label={(text.text("occupation-remove")) " " (one.name)} { (text.text("occupation-remove")) }
                                    }
                                }
                            }
                        }
                    }
                }
            }
            @if may_change {
                h2 { (text.text("occupations-add")) }
                form method="post" action="/settings/occupations" {
                    (form::token(permit))
                    (form.line(NAME, "text", "off"))
                    (form.submit("occupations-add-submit"))
                }
            }
            p { a href="/settings/departments" { (text.text("occupations-to-departments")) } }
        },
    )
}
