//! The answer sheet that came back by mail. What cannot be read is said at once; what can waits for a yes.

use axum::extract::Path;
use maud::{Markup, html};
use tenken_domain::filled::inquiry_form::{self, InquiryForm};
use tenken_domain::filled::staff_form::Refused;
use tenken_domain::inquiry::Inquiry;
use tenken_domain::permission::Denial;

use super::{Asked, show};
use crate::actions::uploads::{self, Sent};
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::{self, Form};
use crate::web::support::page;
use crate::web::support::person::Permit;
use crate::web::support::reply::{self, Reply, WebError};
use crate::web::support::text::Text;
use crate::web::support::upload::Uploaded;
use crate::web::vendors::may_manage;

/// What the whole form may have, in bytes; an answer sheet has under 100 KB.
const LIMIT: usize = 3 << 20;
const FILE: &str = "file";
/// What a waiting file is for.
pub const PURPOSE: &str = "inquiry";
/// More mistakes than this are only counted.
const SHOWN: usize = 20;

pub async fn submit(Path(id): Path<String>, upload: Uploaded<LIMIT>) -> Reply {
    let Uploaded { person, files, .. } = upload;
    let permit = may_manage(&person)?;
    let asked = Asked::load(&person, &id).await?;
    if !asked.inquiry.is_waiting() {
        return Err(Denial::WrongState.into());
    }
    let Some(file) = files.into_iter().find(|file| file.field == FILE) else {
        let mut problems = Problems::default();
        problems.add(FILE, "inquiry-no-file");
        return show::refused(&permit, &asked, (&Fields::default(), &problems)).await;
    };
    let sent = Sent { name: file.name, bytes: file.bytes };
    if let Err(refused) = understand(sent.clone(), asked.inquiry.clone()).await? {
        return reply::refused(unreadable(&permit, &asked, (&sent.name, &refused)));
    }
    let kept = uploads::keep(&person.app().db, &permit.doing(), PURPOSE, &sent).await?;
    reply::see(&format!("{}/upload/{kept}", asked.address()))
}

/// Reads a file as the answer sheet of this inquiry.
pub async fn understand(sent: Sent, inquiry: Inquiry) -> Result<Result<InquiryForm, Refused>, WebError> {
    let read = move || inquiry_form::read((&sent.name, &sent.bytes), &inquiry);
    Ok(tokio::task::spawn_blocking(read).await.map_err(anyhow::Error::from)?)
}

/// Why nothing of a file was taken, cell by cell.
fn unreadable(permit: &Permit<'_>, asked: &Asked, (file, refused): (&str, &Refused)) -> Markup {
    let text = permit.text;
    let title = text.text("inquiry-file-refused");
    page::page(
        permit,
        &title,
        &html! {
            h1 { (title) }
            p { (asked.name()) " ― " (file) }
            div.problems role="alert" {
                p { (text.text("inquiry-file-nothing-taken")) }
                ul { (mistakes(text, refused)) }
            }
            p { a.button href=(asked.address()) { (text.text("inquiry-back")) } }
        },
    )
}

fn mistakes(text: Text, refused: &Refused) -> Markup {
    html! {
        @match refused {
            Refused::File(reason) => li { (text.of("file", reason.code())) },
            Refused::Items(problems) => {
                @for problem in problems.iter().take(SHOWN) {
                    li {
                        @if let Some(place) = &problem.place { (text.with("workbook-place", [("place", place.as_str().into())])) }
                        span lang="ja" { (problem.sentence) }
                    }
                }
                @if problems.len() > SHOWN {
                    li { (text.with("workbook-more", [("more", (problems.len() - SHOWN).into())])) }
                }
            }
        }
    }
}

pub fn view(permit: &Permit<'_>, asked: &Asked, form: Form<'_>) -> Markup {
    let text = permit.text;
    let problem = form.problems.at(FILE, text);
    html! {
        form method="post" action={ (asked.address()) "/upload" } enctype="multipart/form-data" {
            (form::token(permit))
            div.field {
                label for=(FILE) { (text.text("inquiry-file")) }
                p.hint { (text.text("inquiry-file-hint")) }
                @if let Some(problem) = &problem { p.problem { (problem) } }
                input #file name=(FILE) type="file" accept=".xlsx" aria-invalid=[problem.as_ref().map(|_| "true")];
            }
            button type="submit" { (text.text("inquiry-file-submit")) }
        }
    }
}
