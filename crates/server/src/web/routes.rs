//! Table of contents: every address, and the file that answers it.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};

use super::support::{guard, statics};
use super::{backups, home, logins, rounds, samples, setup};
use crate::app::App;

/// Larger forms than any of ours are refused. Bytes.
const LARGEST_FORM: usize = 512 * 1024;

/// All addresses of a hospital's server.
pub fn router(app: App) -> Router {
    watched(app, all().merge(login_routes()))
}

/// All addresses of the sample hospital, whose people log in with one click instead of a password.
pub fn sample_router(app: App) -> Router {
    watched(app, all().merge(sample_login_routes()))
}

fn watched(app: App, routes: Router<App>) -> Router {
    routes
        .fallback(home::missing::page)
        .layer(DefaultBodyLimit::max(LARGEST_FORM))
        .layer(from_fn_with_state(app.clone(), guard::watch))
        .with_state(app)
}

fn all() -> Router<App> {
    Router::new()
        .merge(public())
        .merge(round_routes())
        .merge(backup_routes())
}

/// What can be asked for without logging in; the list is short on purpose.
fn public() -> Router<App> {
    Router::new()
        .route("/", get(home::show::page))
        .route("/healthz", get(home::health::answer))
        .route("/language", post(home::language::change))
        .route("/static/{name}", get(statics::serve))
        .route("/setup", get(setup::first_run::page).post(setup::first_run::submit))
        .route("/logout", post(logins::log_out::submit))
}

fn login_routes() -> Router<App> {
    Router::new()
        .route("/login", get(logins::log_in::page).post(logins::log_in::submit))
        .route("/login/second-factor", get(logins::second_factor::page).post(logins::second_factor::submit))
}

fn sample_login_routes() -> Router<App> {
    Router::new()
        .route("/login", get(samples::log_in::page))
        .route("/demo/login", post(samples::log_in::submit))
}

fn backup_routes() -> Router<App> {
    Router::new().route("/settings/backup", get(backups::make::page).post(backups::make::submit))
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
