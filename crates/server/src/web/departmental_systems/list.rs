//! All departmental systems, and the form that adds one.

use maud::{Markup, html};
use tenken_domain::departmental_system::DepartmentalSystem;
use tenken_domain::permission::{Object, Right};
use tenken_store::departmental_system;

use super::ADDRESS;
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::{self, Field, Form};
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::reply::{self, Reply};

pub const NAME: Field = Field::new("name", "system-name").hint("system-name-hint");

pub async fn page(person: Person) -> Reply {
    let permit = person.may(Right::ReadFacility, Object::Facility(person.facility_id()))?;
    let all = departmental_system::all(&mut person.app().db.reader().await?, person.facility_id()).await?;
    let form = Form { text: permit.text, fields: &Fields::default(), problems: &Problems::default() };
    reply::page(view(&permit, &all, form))
}

pub fn view(permit: &Permit<'_>, all: &[DepartmentalSystem], form: Form<'_>) -> Markup {
    let text = permit.text;
    let may_change =
        permit.person.could(Right::ManageFacility, Object::Facility(permit.person.facility_id()));
    page::page(
        permit,
        &text.text("systems-title"),
        &html! {
            h1 { (text.text("systems-title")) }
            p.hint { (text.text("systems-intro")) }
            (form.summary())
            @if all.is_empty() { p { (text.text("systems-none")) } }
            @else {
                ul {
                    @for one in all {
                        li {
                            @if may_change { a href={ (ADDRESS) "/" (one.id) } { (one.name) } }
                            @else { (one.name) }
                        }
                    }
                }
            }
            @if may_change {
                h2 { (text.text("systems-add")) }
                form method="post" action=(ADDRESS) {
                    (form::token(permit))
                    (form.line(NAME, "text", "off"))
                    (form.submit("systems-add-submit"))
                }
            }
        },
    )
}
