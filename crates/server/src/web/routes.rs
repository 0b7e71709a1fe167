//! Table of contents: every address, and the file that answers it.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};

use super::support::{guard, statics};
use super::{home, logins, rounds, setup, sheets};
use crate::app::App;

/// Larger forms than any of ours are refused. Bytes.
const LARGEST_FORM: usize = 512 * 1024;

/// All addresses.
pub fn router(app: App) -> Router {
    Router::new()
        .merge(public())
        .merge(round_routes())
        .merge(sheet_routes())
        .fallback(home::missing::page)
        .layer(DefaultBodyLimit::max(LARGEST_FORM))
        .layer(from_fn_with_state(app.clone(), guard::watch))
        .with_state(app)
}

/// What can be asked for without logging in; the list is short on purpose.
fn public() -> Router<App> {
    Router::new()
        .route("/", get(home::show::page))
        .route("/healthz", get(home::health::answer))
        .route("/language", post(home::language::change))
        .route("/static/{name}", get(statics::serve))
        .route("/setup", get(setup::first_run::page).post(setup::first_run::submit))
        .route("/login", get(logins::log_in::page).post(logins::log_in::submit))
        .route("/login/second-factor", get(logins::second_factor::page).post(logins::second_factor::submit))
        .route("/logout", post(logins::log_out::submit))
}

fn round_routes() -> Router<App> {
    Router::new()
        .route("/rounds", get(rounds::list::page).post(rounds::create::submit))
        .route("/rounds/new", get(rounds::create::page))
        .route("/rounds/{round}", get(rounds::show::page).post(rounds::change::submit))
        .route("/rounds/{round}/edit", get(rounds::change::page))
        .route("/rounds/{round}/opening", post(rounds::open::submit))
        .route("/rounds/{round}/extension", post(rounds::extend::submit))
        .route("/rounds/{round}/closure", get(rounds::close::page).post(rounds::close::submit))
}

fn sheet_routes() -> Router<App> {
    const SHEET: &str = "/rounds/{round}/sheets/{list}";
    let under = |rest: &str| format!("{SHEET}{rest}");
    Router::new()
        .route("/answering", get(sheets::list::page))
        .route(SHEET, get(sheets::show::page))
        .route(&under("/header"), post(sheets::header::submit))
        .route(&under("/handing-in"), post(sheets::hand_in::submit))
        .route(&under("/withdrawal"), post(sheets::withdraw::submit))
        .route(&under("/answers/{item}"), get(sheets::history::page).post(sheets::answer::submit))
        .route(&under("/answers/{item}/ticks"), post(sheets::ticks::submit))
}
