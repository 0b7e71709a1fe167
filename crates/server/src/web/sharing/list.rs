//! Every group with its sheet, the day on which its result was shared last, and what was agreed then.

use axum::extract::Path;
use maud::{Markup, html};
use tenken_domain::calendar;
use tenken_domain::facts::{Figures, Group};
use tenken_domain::occupation::Affiliation;
use tenken_domain::sharing::Sharing;
use tenken_store::sharing;

use super::Told;
use crate::web::results::Sight;
use crate::web::support::page;
use crate::web::support::person::Person;
use crate::web::support::reply::{self, Reply};

pub async fn page(person: Person, Path(id): Path<String>) -> Reply {
    let told = Told::load(&person, &id).await?;
    let records = sharing::all(&mut person.app().db.reader().await?, &told.round.id).await?;
    reply::page(view(&told, &records))
}

fn view(told: &Told<'_>, records: &[Sharing]) -> Markup {
    let (text, staff) = (told.permit.text, &told.staff);
    let title = format!("{} {}", text.text("sharing-title"), told.round.name);
    let of = |affiliation| staff.occupations_of(affiliation).collect::<Vec<_>>();
    page::page(
        &told.permit,
        &title,
        &html! {
            h1 { (title) }
            p { a href={"/rounds/" (told.round.id) "/result"} { (text.text("round-result")) } }
            p { (text.text("sharing-explained")) }
            @match told.sight {
                Sight::Everything => (files(told)),
                Sight::Department(_) => {}
            }
            (table(told, ("sharing-departments", &staff.departments.iter().collect::<Vec<_>>()), records))
            (table(told, ("sharing-occupations", &of(Affiliation::Staff)), records))
            (table(told, ("sharing-contractors", &of(Affiliation::Contractor)), records))
        },
    )
}

/// All sheets at once, and the poster.
fn files(told: &Told<'_>) -> Markup {
    let (text, base) = (told.permit.text, format!("/rounds/{}", told.round.id));
    html! {
        p {
            @if !told.staff.departments.is_empty() {
                a.button href={ (base) "/result-sheets/department.pdf" } { (text.text("sharing-all-departments")) } " "
            }
            @if !told.staff.occupations.is_empty() {
                a.button href={ (base) "/result-sheets/occupation.pdf" } { (text.text("sharing-all-occupations")) } " "
            }
            a.button href={ (base) "/wall-poster.pdf" } { (text.text("sharing-wall-poster")) }
        }
        p.hint { (text.text("sharing-wall-poster-hint")) " " (text.text("reports-recorded")) }
    }
}

fn table(told: &Told<'_>, (title, groups): (&str, &[&Group]), records: &[Sharing]) -> Markup {
    let text = told.permit.text;
    let title = text.text(title);
    html! {
        @if !groups.is_empty() {
            h2 { (title) }
            div.scroll tabindex="0" role="region" aria-label=(title) {
                table.list.stacked {
                    thead { tr {
                        th scope="col" { (text.text("sharing-group")) }
                        th.number scope="col" { (text.text("collection-handed-in")) }
                        th scope="col" { (text.text("sharing-sheet")) }
                        th scope="col" { (text.text("sharing-shared-on")) }
                        th scope="col" { (text.text("sharing-agreed")) }
                        th scope="col" { (text.text("sharing-records")) }
                    } }
                    tbody { @for group in groups { (row(told, group, records)) } }
                }
            }
        }
    }
}

fn row(told: &Told<'_>, group: &Group, records: &[Sharing]) -> Markup {
    let text = told.permit.text;
    let latest = records.iter().find(|record| record.group == group.key);
    html! {
        tr {
            th scope="row" {
                (group.name)
                @if group.figures == Figures::TooFew { br; span.hint { (text.text("result-too-few")) } }
            }
            td.number data-label=(text.text("collection-handed-in")) { (group.handed_in) "/" (group.asked) }
            td {
                a href=(told.sheet_of(group)) {
                    (text.text("sharing-sheet-pdf"))
                    span.visually-hidden { "（" (group.name) "）" }
                }
                br;
                span.hint { (told.answers_for(text, group)) }
            }
            @match latest {
                Some(record) => {
                    td data-label=(text.text("sharing-shared-on")) { (calendar::both(record.shared_on)) }
                    td.typed data-label=(text.text("sharing-agreed")) { (record.agreed) }
                }
                None => {
                    td data-label=(text.text("sharing-shared-on")) { (text.text("sharing-not-yet")) }
                    td {}
                }
            }
            td {
                a href=(told.address_of(group)) {
                    (text.text("sharing-open"))
                    span.visually-hidden { "（" (group.name) "）" }
                }
            }
        }
    }
}
