//! Whether the program answers and reaches its database.

use axum::extract::State;
use axum::http::StatusCode;

use crate::app::App;

/// 200 `ok`, or 503 where the database does not answer.
pub async fn answer(State(app): State<App>) -> (StatusCode, &'static str) {
    match app.db.reader().await {
        Ok(_) => (StatusCode::OK, "ok"),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "database"),
    }
}
