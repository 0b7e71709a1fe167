//! Sending the file. It waits sealed until it is confirmed, given up, or an hour has passed.

use axum::http::StatusCode;
use axum::response::{Html, IntoResponse};
use fluent_templates::fluent_bundle::FluentValue;
use maud::{Markup, html};
use tenken_domain::grid::Unreadable;
use tenken_domain::permission::{Object, Right};

use super::PURPOSE;
use crate::actions::people::file::{Way, understand};
use crate::actions::uploads::{self, Sent};
use crate::web::support::form;
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::reply::{self, Reply};
use crate::web::support::text::Text;
use crate::web::support::upload::Uploaded;

/// The field of the file.
const FILE: &str = "file";

pub async fn page(person: Person) -> Reply {
    let permit = person.may(Right::ManagePeople, Object::Facility(person.facility_id()))?;
    reply::page(view(&permit, None))
}

pub async fn submit(Uploaded { person, files, .. }: Uploaded) -> Reply {
    let permit = person.may(Right::ManagePeople, Object::Facility(person.facility_id()))?;
    let Some(file) = files.into_iter().find(|file| file.field == FILE) else {
        return reply::refused(view(&permit, Some(&permit.text.text("people-no-file"))));
    };
    let sent = Sent { name: file.name, bytes: file.bytes };
    // Read once before it is kept: what cannot be read at all does not wait.
    if let Err(unreadable) = understand(sent.clone(), Way::Guess, 0).await {
        return reply::refused(view(&permit, Some(&sentence(permit.text, unreadable))));
    }
    let id = uploads::keep(&person.app().db, &permit.doing(), PURPOSE, &sent).await?;
    reply::see(&format!("/settings/people/import/{id}"))
}

/// The file waits no more, or is somebody else's: the page to choose one again.
pub fn gone(permit: &Permit<'_>) -> Reply {
    let page = view(permit, Some(&permit.text.text("people-file-gone")));
    Ok((StatusCode::NOT_FOUND, Html(page.into_string())).into_response())
}

/// Why a file cannot be read.
pub fn sentence(text: Text, Unreadable { row, reason }: Unreadable) -> String {
    let said = text.of("file", reason.code());
    match row {
        Some(row) => text.with("file-at-row", [("row", FluentValue::from(row)), ("said", said.into())]),
        None => said,
    }
}

fn view(permit: &Permit<'_>, problem: Option<&str>) -> Markup {
    let text = permit.text;
    page::page(
        permit,
        &text.text("people-import"),
        &html! {
            h1 { (text.text("people-import")) }
            @if let Some(problem) = problem {
                div.problems role="alert" { p { (text.text("people-nothing-stored")) } ul { li { a href="#file" { (problem) } } } }
            }
            p { (text.text("people-import-intro")) }
            ul {
                li { (text.text("people-import-columns")) }
                li { (text.text("people-import-preview")) }
                li { (text.text("people-import-waits")) }
            }
            form method="post" action="/settings/people/import" enctype="multipart/form-data" {
                (form::token(permit))
                div.field {
                    label for=(FILE) { (text.text("people-file")) }
                    div #file-notes { p.hint { (text.text("people-file-hint")) } }
                    input #file name=(FILE) type="file" accept=".csv,.xlsx,text/csv" aria-describedby="file-notes"
                        aria-invalid=[problem.map(|_| "true")];
                }
                button.primary type="submit" { (text.text("people-file-submit")) }
                a.button.quiet href="/settings/people" { (text.text("form-cancel")) }
            }
            p {
                (text.text("people-template"))
                " " a href="/settings/people/import/template.xlsx" { "Excel" }
                " / " a href="/settings/people/import/template.csv" { "CSV" }
            }
        },
    )
}
