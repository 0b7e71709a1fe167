//! What lets a vendor through after link and code were shown: a sealed cookie, good for two hours. The address of the
//! page behind it bears no secret, so that nothing of the link stays in a browser's history.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use tenken_domain::id::{FacilityId, InquiryId};

use crate::actions::inquiries::door::Behind;
use crate::app::App;
use crate::web::support::person::Visitor;
use crate::web::support::reply::WebError;
use crate::web::support::sealed_cookie::SealedCookie;

/// A link that was shown with its code.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Pass {
    pub facility: FacilityId,
    pub inquiry: InquiryId,
    /// That of the link when it was shown: a replaced link lets nobody through.
    pub salt: i64,
    /// Milliseconds UTC.
    until: i64,
}

/// The pass this browser brings, if it has one that still counts.
pub struct Shown(pub Option<Pass>);

/// For how long it is good after it was given; every saving gives a new one.
pub const HOURS: i64 = 2;
const MILLIS: i64 = HOURS * 60 * 60 * 1_000;
const COOKIE: SealedCookie = SealedCookie {
    secure_name: "__Host-tenken-inquiry",
    plain_name: "tenken-inquiry",
    purpose: "inquiry pass",
    seconds: MILLIS / 1_000,
};

impl FromRequestParts<App> for Shown {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let pass: Option<Pass> = COOKIE.open(parts, app);
        Ok(Self(pass.filter(|pass| app.clock.now().as_millisecond() <= pass.until)))
    }
}

/// Lets this browser through, from now on for two hours.
pub fn give(
    visitor: &Visitor,
    ((facility, inquiry), salt): (Behind, i64),
    response: &mut Response,
) -> Result<(), WebError> {
    let until = visitor.means().millis() + MILLIS;
    COOKIE.give(visitor, &Pass { facility, inquiry, salt, until }, response)
}
