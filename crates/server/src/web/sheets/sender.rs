//! Whether a form was sent by the page itself or by its script in the background, and what the script is answered.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use serde::Serialize;

use crate::app::App;
use crate::web::support::reply::Reply;

/// Who waits for the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sender {
    /// A browser that shows what comes.
    Page,
    /// `sheet.js`, which says so in a header no form can set.
    Script,
}

/// The header by which the script makes itself known.
const HEADER: &str = "tenken-background";

impl FromRequestParts<App> for Sender {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _app: &App) -> Result<Self, Infallible> {
        let said = parts.headers.get(HEADER).is_some_and(|value| value == "1");
        Ok(if said { Self::Script } else { Self::Page })
    }
}

/// What the script is told when something was not saved.
#[derive(Serialize)]
struct NotSaved<'s> {
    state: &'static str,
    field: &'s str,
    problem: &'s str,
}

/// Something was saved.
pub fn saved(facts: &impl Serialize) -> Reply {
    json(StatusCode::OK, facts)
}

/// Nothing was saved; `field` is where the sentence belongs, empty for the row as a whole.
pub fn not_saved(status: StatusCode, field: &str, problem: &str) -> Reply {
    json(status, &NotSaved { state: "refused", field, problem })
}

fn json(status: StatusCode, facts: &impl Serialize) -> Reply {
    let body = serde_json::to_string(facts).map_err(anyhow::Error::from)?;
    Ok((status, [(header::CONTENT_TYPE, "application/json")], body).into_response())
}
