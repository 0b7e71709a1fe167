//! A form that was sent: parsed, and for somebody logged in checked to come from a page of theirs.

use axum::body::to_bytes;
use axum::extract::{FromRequest, FromRequestParts, Request};

use super::failure::LARGEST_FORM;
use super::fields::Fields;
use super::person::{HalfOpen, Person, Visitor};
use super::reply::WebError;
use crate::app::App;
use crate::secrets::token;

/// A form sent by somebody logged in.
pub struct Posted {
    pub person: Person,
    pub fields: Fields,
}

/// A form sent by anybody.
pub struct PostedByVisitor {
    pub visitor: Visitor,
    pub fields: Fields,
}

/// A form sent between password and second factor.
pub struct PostedHalfOpen {
    pub half_open: HalfOpen,
    pub fields: Fields,
}

/// The fields of a form without files.
pub(super) async fn fields(request: Request) -> Result<Fields, WebError> {
    let bytes = to_bytes(request.into_body(), LARGEST_FORM).await.map_err(|_| WebError::BadForm)?;
    let pairs = serde_urlencoded::from_bytes(&bytes).map_err(|_| WebError::BadForm)?;
    Ok(Fields::new(pairs))
}

impl FromRequest<App> for Posted {
    type Rejection = WebError;

    async fn from_request(request: Request, app: &App) -> Result<Self, WebError> {
        let (mut parts, body) = request.into_parts();
        let person = Person::from_request_parts(&mut parts, app).await?;
        let fields = fields(Request::from_parts(parts, body)).await?;
        if !token::same(fields.secret("token"), &person.form_token()) {
            return Err(WebError::Forged);
        }
        Ok(Self { person, fields })
    }
}

impl FromRequest<App> for PostedByVisitor {
    type Rejection = WebError;

    async fn from_request(request: Request, app: &App) -> Result<Self, WebError> {
        let (mut parts, body) = request.into_parts();
        let visitor = Visitor::from_request_parts(&mut parts, app).await?;
        Ok(Self { visitor, fields: fields(Request::from_parts(parts, body)).await? })
    }
}

impl FromRequest<App> for PostedHalfOpen {
    type Rejection = WebError;

    async fn from_request(request: Request, app: &App) -> Result<Self, WebError> {
        let (mut parts, body) = request.into_parts();
        let half_open = HalfOpen::from_request_parts(&mut parts, app).await?;
        Ok(Self { half_open, fields: fields(Request::from_parts(parts, body)).await? })
    }
}
