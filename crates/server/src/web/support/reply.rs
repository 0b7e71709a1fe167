//! How failures are shown, decided in one place.
//!
//! | failure                         | status | page                                         |
//! |---------------------------------|--------|----------------------------------------------|
//! | not there, or not to be known   | 404    | the same page for both                       |
//! | may be seen, not be done        | 403    | that one may not, and whom to ask            |
//! | not in this state               | 409    | that the state has changed; look again       |
//! | files larger than the form takes | 413  | that nothing was taken over                  |
//! | the disk or database failed     | 503    | not saved; a form is kept and sent again     |
//! | too many passwords at once      | 503    | come back in a moment                        |
//! | a bug                           | 500    | a reference number, nothing else             |
//!
//! What a form refuses is no failure: the page itself shows it at the field, status 422.

use axum::Extension;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse, Redirect, Response};
use maud::Markup;
use tenken_domain::permission::Denial;
use tenken_store::StoreError;

use super::failure::Failed;
use crate::actions::{Failure, Never};

/// Where a second factor is enrolled.
pub const ENROLMENT: &str = "/account/second-factor";

/// On an answer to somebody whose session is over: what the browser keeps of it has to go.
#[derive(Clone, Copy)]
pub struct LoggedOff;

/// What a page answers.
pub type Reply = Result<Response, WebError>;

/// What is left of a session that is not enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Left {
    Nothing,
    /// The second step of a login is still to come.
    HalfALogin,
}

/// A request that a page could not answer.
#[derive(Debug)]
pub enum WebError {
    Denied(Denial),
    /// Nobody is logged in; for a GET the login page leads back to here.
    LoginFirst {
        back: Option<String>,
        left: Left,
    },
    /// The password is good enough only with a second factor: nothing opens before it is enrolled.
    EnrolFirst,
    /// The form did not come from a page of ours.
    Forged,
    /// The body is not a form, or too large.
    BadForm,
    /// The files of a form have more bytes than it may have.
    TooLarge,
    Store(StoreError),
    /// Too many passwords are being checked: nothing was looked at.
    Busy,
    Bug(anyhow::Error),
}

impl From<Denial> for WebError {
    fn from(denial: Denial) -> Self {
        Self::Denied(denial)
    }
}

impl From<StoreError> for WebError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<anyhow::Error> for WebError {
    fn from(error: anyhow::Error) -> Self {
        error.downcast().map_or_else(Self::Bug, Self::Store)
    }
}

impl From<Failure<Never>> for WebError {
    fn from(failure: Failure<Never>) -> Self {
        match refusal(failure) {
            Ok(never) => match never {},
            Err(error) => error,
        }
    }
}

/// Separates what the user can understand and mend from everything else.
pub fn refusal<R>(failure: Failure<R>) -> Result<R, WebError> {
    match failure {
        Failure::Refused(refusal) => Ok(refusal),
        Failure::Denied(denial) => Err(WebError::Denied(denial)),
        Failure::Store(error) => Err(WebError::Store(error)),
        Failure::Busy => Err(WebError::Busy),
        Failure::Unrecorded => Err(WebError::Bug(anyhow::anyhow!("an action recorded no audit event"))),
    }
}

/// A whole page.
pub fn page(markup: Markup) -> Reply {
    Ok(Html(markup.into_string()).into_response())
}

/// The page of a form that was refused, with what was typed.
pub fn refused(markup: Markup) -> Reply {
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(markup.into_string())).into_response())
}

/// Empties what the browser keeps of pages one can go back to.
pub fn forget_pages(response: &mut Response) {
    let forget = HeaderValue::from_static("\"cache\"");
    response.headers_mut().insert(HeaderName::from_static("clear-site-data"), forget);
}

/// On success: go and look.
pub fn see(address: &str) -> Reply {
    Ok(Redirect::to(address).into_response())
}

impl Left {
    fn noted_on(self, mut response: Response) -> Response {
        if self == Self::Nothing {
            response.extensions_mut().insert(LoggedOff);
        }
        response
    }
}

impl IntoResponse for WebError {
    /// Status and sentence; [`failure::show`](super::failure::show) makes the page of it.
    fn into_response(self) -> Response {
        let (status, sentence) = match &self {
            Self::Denied(Denial::Invisible) => (StatusCode::NOT_FOUND, "failure-missing"),
            Self::Denied(Denial::NotAllowed) => (StatusCode::FORBIDDEN, "failure-not-allowed"),
            Self::Denied(Denial::WrongState) => (StatusCode::CONFLICT, "failure-wrong-state"),
            Self::LoginFirst { back: Some(back), left } => {
                return left.noted_on(Redirect::to(&login_address(back)).into_response());
            }
            Self::EnrolFirst => return Redirect::to(ENROLMENT).into_response(),
            Self::LoginFirst { back: None, .. } => (StatusCode::UNAUTHORIZED, "failure-logged-off"),
            Self::Forged => (StatusCode::FORBIDDEN, "failure-forged"),
            Self::BadForm => (StatusCode::BAD_REQUEST, "failure-bad-form"),
            Self::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "failure-too-large"),
            Self::Store(error) => {
                tracing::error!(%error, "disk or database failed");
                (StatusCode::SERVICE_UNAVAILABLE, "failure-database")
            }
            Self::Busy => (StatusCode::SERVICE_UNAVAILABLE, "failure-busy"),
            Self::Bug(_) => (StatusCode::INTERNAL_SERVER_ERROR, "failure-bug"),
        };
        let may_be_sent_again = matches!(self, Self::Store(_));
        let bug = if let Self::Bug(error) = &self { Some(format!("{error:#}")) } else { None };
        let response = (status, Extension(Failed { sentence, may_be_sent_again, bug })).into_response();
        if let Self::LoginFirst { left, .. } = self { left.noted_on(response) } else { response }
    }
}

/// The login page that leads back to a path of ours.
pub fn login_address(back: &str) -> String {
    serde_urlencoded::to_string([("back", back)])
        .map_or_else(|_| "/login".to_owned(), |query| format!("/login?{query}"))
}
