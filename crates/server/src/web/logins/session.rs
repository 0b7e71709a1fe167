//! The session of this browser: how long it still lasts, for the script that hides a page nobody uses.

use axum::http::header;
use axum::response::IntoResponse;
use serde::Serialize;
use tenken_store::session;

use crate::actions::logins;
use crate::web::support::person::{Standing, form_token};
use crate::web::support::posted::Posted;
use crate::web::support::reply::{Reply, WebError};

/// What the script is told. Nobody logged in: all of it is empty.
#[derive(Default, Serialize)]
struct Told {
    person: String,
    /// For the forms of a page that was opened under an earlier session of the same person.
    token: String,
    /// Seconds until the session ends if nobody uses it.
    left: i64,
}

/// How the session stands; asking does not prolong it.
pub async fn show(standing: Standing) -> Reply {
    tell(&standing)
}

/// Somebody uses a page without asking for another one: reads on, or types.
pub async fn note_use(Posted { person, .. }: Posted) -> Reply {
    let mut conn = person.app().db.reader().await?;
    let session = session::find(&mut conn, &person.session.id_hash).await?;
    tell(&Standing { visitor: person.visitor.clone(), session })
}

fn tell(standing: &Standing) -> Reply {
    let app = &standing.visitor.app;
    let told = standing.session.as_ref().map(|session| Told {
        person: session.account.to_string(),
        token: form_token(app, session),
        left: logins::left(session, app.clock.now()).as_secs(),
    });
    let body =
        serde_json::to_string(&told.unwrap_or_default()).map_err(|error| WebError::Bug(error.into()))?;
    Ok(([(header::CONTENT_TYPE, "application/json")], body).into_response())
}
