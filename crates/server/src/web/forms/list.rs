//! Every list of every catalog, each as a blank form in every format.

use maud::{Markup, html};
use tenken_domain::catalog::{Catalog, Checklist};
use tenken_domain::permission::{Object, Right};
use tenken_report::{Format, Report};

use crate::web::reports::list::files;
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::reply::{self, Reply};

pub async fn page(person: Person) -> Reply {
    let permit = person.may(Right::ReadForms, Object::Facility(person.facility_id()))?;
    reply::page(view(&permit, person.app().catalogs()))
}

fn view(permit: &Permit<'_>, catalogs: &[Catalog]) -> Markup {
    let text = permit.text;
    let formats = Report::find(super::REPORT).map(Report::formats).unwrap_or_default();
    page::page(
        permit,
        &text.text("forms-title"),
        &html! {
            h1 { (text.text("forms-title")) }
            p { (text.text("forms-hint")) }
            @for catalog in catalogs {
                section {
                    h2 { (catalog.title) }
                    @for list in catalog.checklists.iter().filter(|list| list.annex_of.is_none()) {
                        (of_list(permit, catalog, list, &formats))
                    }
                }
            }
        },
    )
}

fn of_list(permit: &Permit<'_>, catalog: &Catalog, list: &Checklist, formats: &[Format]) -> Markup {
    let text = permit.text;
    html! {
        h3 { (list.title) }
        @if let Some(annex) = catalog.annex_of(&list.id) {
            p.hint { (text.text("forms-with-annex")) " " (annex.title) }
        }
        (files(text, &format!("/forms/{}/{}/{}", catalog.id, list.id, super::REPORT), formats))
    }
}
