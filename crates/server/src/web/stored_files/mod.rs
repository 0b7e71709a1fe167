//! Stored files (保管したファイル) as pages show and send them, whatever uses them: always as an attachment of no type that a
//! browser would open, and only where the hash is still what it was.

use axum::http::StatusCode;
use axum::response::{Html, IntoResponse};
use maud::{Markup, html};
use tenken_domain::audit::Target;
use tenken_domain::permission::Denial;
use tenken_domain::stored_file::{StoredFile, StoredFileRefusal, in_words};

use crate::actions::Means;
use crate::actions::stored_files::{self, OpenError, Sealed};
use crate::actions::uploads::Sent;
use crate::web::support::download;
use crate::web::support::fields::Problems;
use crate::web::support::form::Field;
use crate::web::support::page;
use crate::web::support::person::Permit;
use crate::web::support::reply::{Reply, WebError};
use crate::web::support::text::Text;
use crate::web::support::upload::UploadedFile;

/// What a form with one file may have, in bytes: more than the largest file, so that a file that is a little too large
/// is refused at its field.
pub const FORM_LIMIT: usize = 24 << 20;
/// Nothing that a browser opens by itself, whatever the name says.
const MEDIA: &str = "application/octet-stream";

/// The file of a form, sealed; a problem at its field where it cannot be kept.
pub async fn sealed(
    means: &Means,
    files: Vec<UploadedFile>,
    field: Field,
    problems: &mut Problems,
) -> Result<Option<Sealed>, WebError> {
    let Some(file) = files.into_iter().find(|file| file.field == field.name) else { return Ok(None) };
    let sent = Sent { name: file.name, bytes: file.bytes };
    match stored_files::seal(means, sent).await? {
        Ok(sealed) => Ok(Some(sealed)),
        Err(refusal) => {
            problems.add(field, sentence(refusal));
            Ok(None)
        }
    }
}

/// The sentence for what is not kept.
pub const fn sentence(refusal: StoredFileRefusal) -> &'static str {
    match refusal {
        StoredFileRefusal::Empty => "stored-file-empty",
        StoredFileRefusal::TooLarge => "stored-file-too-large",
        StoredFileRefusal::Full => "stored-file-full",
    }
}

/// Size and hash, as people compare them with a paper.
pub fn facts(text: Text, file: &StoredFile) -> Markup {
    html! {
        span.size { (in_words(file.size)) } " "
        span.hash { (text.text("stored-file-hash")) " " code { (file.sha256.in_groups()) } }
    }
}

/// Hands the bytes of a file out and records it; what is damaged is named instead.
pub async fn send(permit: &Permit<'_>, target: Target, file: &StoredFile) -> Reply {
    if !file.is_kept() {
        return Err(Denial::Invisible.into());
    }
    let app = permit.person.app();
    let opened = stored_files::open(&mut app.db.reader().await?, &app.keys.secret, file).await;
    let bytes = match opened {
        Ok(bytes) => bytes,
        Err(OpenError::Store(error)) => return Err(error.into()),
        Err(damaged @ OpenError::Damaged(_)) => {
            tracing::error!(%damaged, "a stored file cannot be handed out");
            let page = damaged_page(permit, file).into_string();
            return Ok((StatusCode::INTERNAL_SERVER_ERROR, Html(page)).into_response());
        }
    };
    stored_files::record_reading(&app.db, permit.doing(), target, file.clone()).await?;
    download::attachment(bytes, MEDIA, &file.name)
}

fn damaged_page(permit: &Permit<'_>, file: &StoredFile) -> Markup {
    let text = permit.text;
    let title = text.text("stored-file-damaged");
    page::page(
        permit,
        &title,
        &html! {
            h1 { (title) }
            div.problems role="alert" {
                p { (text.with("stored-file-damaged-what", [("name", file.name.clone().into())])) }
            }
            p { (facts(text, file)) }
        },
    )
}
