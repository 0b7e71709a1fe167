//! A form with files, sent by somebody logged in. Nothing of it is kept in memory before session and form token are
//! known to be right, and never more than the form's limit.

use axum::body::Body;
use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{DefaultBodyLimit, FromRequest, FromRequestParts, Multipart, Request};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use futures_util::StreamExt;
use tenken_domain::file_name;

use super::failure::is_multipart;
use super::fields::Fields;
use super::person::Person;
use super::posted;
use super::reply::WebError;
use crate::app::App;
use crate::secrets::token;

/// What all parts of a form with files may have together, in bytes, where the page says nothing else.
pub const USUAL_LIMIT: usize = 10 << 20;
/// How much of a refused form is read and thrown away, so that the browser hears the answer. Bytes.
const MOST_THROWN_AWAY: usize = 100 << 20;
/// The most parts of a form; a page of ours has a few dozen fields.
const MOST_PARTS: usize = 1_000;

/// A form with files sent by somebody logged in; `LIMIT` is what it may have as a whole, in bytes. The form's token must
/// stand before its first file.
pub struct Uploaded<const LIMIT: usize = USUAL_LIMIT> {
    pub person: Person,
    pub fields: Fields,
    /// In the order of the form; a field in which no file was chosen has none.
    pub files: Vec<UploadedFile>,
}

/// One file of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UploadedFile {
    /// The name of the field.
    pub field: String,
    /// The last part of its name on the sender's machine, without control characters; for showing, never for opening.
    pub name: String,
    pub bytes: Vec<u8>,
}

impl<const LIMIT: usize> FromRequest<App> for Uploaded<LIMIT> {
    type Rejection = WebError;

    async fn from_request(request: Request, app: &App) -> Result<Self, WebError> {
        let (mut parts, body) = request.into_parts();
        let person = match Person::from_request_parts(&mut parts, app).await {
            Ok(person) => person,
            Err(refused) => return throw_away(body, refused).await,
        };
        if is_multipart(&parts) && length(&parts).is_some_and(|length| length > LIMIT) {
            return throw_away(body, WebError::TooLarge).await;
        }
        let has_files = is_multipart(&parts);
        let request = Request::from_parts(parts, body);
        let own = person.form_token();
        let mut arrived = Arrived { token: Some(own.clone()), ..Arrived::default() };
        let fields = if has_files {
            arrived.read(request, LIMIT).await?;
            Fields::new(arrived.fields)
        } else {
            posted::fields(request).await?
        };
        if !token::same(fields.secret("token"), &own) {
            return Err(WebError::Forged);
        }
        Ok(Self { person, fields, files: arrived.files })
    }
}

/// The form of somebody who is not logged in, and whom a sealed cookie let through before anything of it was read.
pub async fn of_visitor(request: Request, limit: usize) -> Result<(Fields, Vec<UploadedFile>), WebError> {
    let (parts, body) = request.into_parts();
    if !is_multipart(&parts) {
        return Err(WebError::BadForm);
    }
    if length(&parts).is_some_and(|length| length > limit) {
        return throw_away(body, WebError::TooLarge).await;
    }
    let mut arrived = Arrived::default();
    arrived.read(Request::from_parts(parts, body), limit).await?;
    Ok((Fields::new(arrived.fields), arrived.files))
}

/// What has arrived of a form so far.
#[derive(Default)]
struct Arrived {
    /// What its token must be; `None` where nobody is logged in.
    token: Option<String>,
    fields: Vec<(String, String)>,
    files: Vec<UploadedFile>,
}

impl Arrived {
    async fn read(&mut self, mut request: Request, limit: usize) -> Result<(), WebError> {
        DefaultBodyLimit::max(limit).apply(&mut request);
        let mut form = Multipart::from_request(request, &()).await.map_err(|_| WebError::BadForm)?;
        for _ in 0..MOST_PARTS {
            match form.next_field().await.map_err(unreadable)? {
                Some(part) => self.take(part).await?,
                None => return Ok(()),
            }
        }
        Err(WebError::BadForm)
    }

    async fn take(&mut self, part: Field<'_>) -> Result<(), WebError> {
        let field = part.name().unwrap_or_default().to_owned();
        let Some(name) = part.file_name().map(file_name::plain) else {
            let text = String::from_utf8(bytes(part).await?).map_err(|_| WebError::BadForm)?;
            self.fields.push((field, text));
            return Ok(());
        };
        let sent = self.fields.iter().find(|(name, _)| name == "token").map_or("", |(_, value)| value);
        if self.token.as_ref().is_some_and(|own| !token::same(sent, own)) {
            return Err(WebError::Forged);
        }
        let bytes = bytes(part).await?;
        // Browsers send an empty file without a name where none was chosen.
        if !(name.is_empty() && bytes.is_empty()) {
            self.files.push(UploadedFile { field, name, bytes });
        }
        Ok(())
    }
}

async fn bytes(part: Field<'_>) -> Result<Vec<u8>, WebError> {
    Ok(part.bytes().await.map_err(unreadable)?.into())
}

fn unreadable(error: MultipartError) -> WebError {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE { WebError::TooLarge } else { WebError::BadForm }
}

/// What the sender says the form has, in bytes.
fn length(parts: &Parts) -> Option<usize> {
    parts.headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// Reads on, keeping nothing: a browser whose line is closed while it is still sending shows no page at all.
async fn throw_away<T>(body: Body, refused: WebError) -> Result<T, WebError> {
    let mut pieces = body.into_data_stream();
    let mut thrown = 0;
    while let Some(Ok(piece)) = pieces.next().await {
        thrown += piece.len();
        if thrown > MOST_THROWN_AWAY {
            break;
        }
    }
    Err(refused)
}
