//! Table of contents: every address, and the file that answers it.

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};

use super::support::{failure, guard, statics};
use super::{
    about, accounts, assignments, audit_events, backups, circumstances, collection, departmental_systems,
    departments, evidence, facility, features, findings, forms, guidance, handout, home, inquiries, logins,
    mail_server, mailings, meetings, missing, occupations, own_account, people, perception, plan, priorities,
    reminders, reports, results, rounds, samples, settings, setup, sharing, sheets, slips, staff_sheets,
    trainings, trend, vendors, workbooks,
};
use crate::app::App;

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
        .method_not_allowed_fallback(home::missing::form_only)
        .layer(from_fn_with_state(app.clone(), failure::show))
        .layer(from_fn_with_state(app.clone(), guard::watch))
        .with_state(app)
}

fn all() -> Router<App> {
    Router::new()
        .merge(public())
        .merge(round_routes())
        .merge(staff_routes())
        .merge(setting_routes())
        .merge(people_routes())
        .merge(account_routes())
        .merge(sheet_routes())
        .merge(result_routes())
        .merge(sharing_routes())
        .merge(guidance_routes())
        .merge(slip_routes())
        .merge(collection_routes())
        .merge(mail_routes())
        .merge(plan_routes())
        .merge(meeting_routes())
        .merge(vendor_routes())
        .merge(learning_routes())
        .merge(workbook_routes())
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
        .route("/session", get(logins::session::show))
        .route("/session/use", post(logins::session::note_use))
        .route("/about", get(about::show::page))
        .route("/activation", get(accounts::activate::page).post(accounts::activate::submit))
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

fn guidance_routes() -> Router<App> {
    Router::new()
        .route("/guidance", get(guidance::list::page))
        .route("/guidance/{catalog}/{item}", get(guidance::show::page))
        .route("/guidance/{catalog}/handbook.pdf", get(guidance::handbook::pdf))
        .route("/guidance/{catalog}/handbook.html", get(guidance::handbook::html))
        .route("/guidance/{catalog}/{item}/leaflet.pdf", get(guidance::leaflet::pdf))
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

fn setting_routes() -> Router<App> {
    Router::new()
        .route("/settings", get(settings::show::page))
        .route("/settings/departments", get(departments::list::page).post(departments::create::submit))
        .route("/settings/departments/usual", post(departments::usual::submit))
        .route(
            "/settings/departments/{department}",
            get(departments::change::page).post(departments::change::submit),
        )
        .route(
            "/settings/departments/{department}/removal",
            get(departments::remove::page).post(departments::remove::submit),
        )
        .route(
            "/settings/headcounts",
            get(departments::headcounts::page).post(departments::headcounts::submit),
        )
        .route("/settings/features", get(features::change::page).post(features::change::submit))
        .route("/settings/facility", get(facility::change::page).post(facility::change::submit))
        .route(
            "/settings/circumstances",
            get(circumstances::change::page).post(circumstances::change::submit),
        )
        .route(
            "/settings/systems",
            get(departmental_systems::list::page).post(departmental_systems::create::submit),
        )
        .route(
            "/settings/systems/{system}",
            get(departmental_systems::change::page).post(departmental_systems::change::submit),
        )
        .route("/settings/systems/{system}/removal", post(departmental_systems::remove::submit))
        .route("/settings/backup", get(backups::make::page).post(backups::make::submit))
        .route("/settings/audit-events", get(audit_events::list::page))
        .route("/settings/audit-events.csv", get(audit_events::export::page))
        .route("/settings/occupations", get(occupations::list::page).post(occupations::create::submit))
        .route(
            "/settings/occupations/{occupation}/removal",
            get(occupations::remove::page).post(occupations::remove::submit),
        )
}

/// The register of people, and the personnel system's file on its way into it.
fn people_routes() -> Router<App> {
    Router::new()
        .route("/settings/people", get(people::list::page).post(people::create::submit))
        .route("/settings/people/new", get(people::create::page))
        .route("/settings/people/imports", get(people::history::page))
        .route("/settings/people/imports/{import}/undoing", post(people::undo::submit))
        .route(
            "/settings/people/import",
            get(people::import::upload::page).post(people::import::upload::submit),
        )
        .route("/settings/people/import/template.csv", get(people::import::template::csv))
        .route("/settings/people/import/template.xlsx", get(people::import::template::workbook))
        .route(
            "/settings/people/import/{upload}",
            get(people::import::preview::page).post(people::import::confirm::submit),
        )
        .route("/settings/people/import/{upload}/cancellation", post(people::import::cancel::submit))
        .route("/settings/people/{person}", get(people::change::page).post(people::change::submit))
        .route("/settings/people/{person}/removal", get(people::remove::page).post(people::remove::submit))
        .route(
            "/settings/occupations/{occupation}",
            get(occupations::change::page).post(occupations::change::submit),
        )
}

fn account_routes() -> Router<App> {
    Router::new()
        .route("/account", get(own_account::show::page))
        .route("/account/password", get(own_account::password::page).post(own_account::password::submit))
        .route(
            "/account/second-factor",
            get(own_account::second_factor::page).post(own_account::second_factor::submit),
        )
        .route(
            "/account/recovery-codes",
            get(own_account::recovery_codes::page).post(own_account::recovery_codes::submit),
        )
        .route("/account/recovery-codes.pdf", post(own_account::recovery_codes::file))
        .route("/account/sessions/ending", post(own_account::sessions::end_others))
        .route("/settings/accounts", get(accounts::list::page).post(accounts::invite::submit))
        .route("/settings/accounts/new", get(accounts::invite::page))
        .route("/settings/accounts/{account}", get(accounts::change::page).post(accounts::change::submit))
        .route(
            "/settings/accounts/{account}/suspension",
            get(accounts::suspend::page).post(accounts::suspend::submit),
        )
        .route("/settings/accounts/{account}/resumption", post(accounts::resume::submit))
        .route(
            "/settings/accounts/{account}/invitation",
            get(accounts::invite_again::page).post(accounts::invite_again::submit),
        )
}

fn sheet_routes() -> Router<App> {
    Router::new()
        .route("/answering", get(sheets::list::page))
        .route("/rounds/{round}/sheets/{list}", get(sheets::show::page))
        .route("/rounds/{round}/sheets/{list}/header", post(sheets::header::submit))
        .route("/rounds/{round}/sheets/{list}/handing-in", post(sheets::hand_in::submit))
        .route("/rounds/{round}/sheets/{list}/withdrawal", post(sheets::withdraw::submit))
        .route("/rounds/{round}/sheets/{list}/review", post(sheets::review::submit))
        .route(
            "/rounds/{round}/sheets/{list}/opinions",
            get(sheets::opinion::page).post(sheets::opinion::submit),
        )
        .route(
            "/rounds/{round}/sheets/{list}/answers/{item}",
            get(sheets::history::page).post(sheets::answer::submit),
        )
        .route("/rounds/{round}/sheets/{list}/answers/{item}/ticks", post(sheets::ticks::submit))
        .route("/rounds/{round}/sheets/{list}/answers/{item}/remarks", post(sheets::remark::submit))
        .route("/rounds/{round}/sheets/{list}/answers/{item}/systems/{system}", post(sheets::systems::submit))
        .route("/assignments", get(assignments::list::page).post(assignments::change::submit))
}

/// By a department's link, without logging in; then what clerks and administrators do with the staff's sheets.
fn staff_routes() -> Router<App> {
    Router::new()
        .route("/a/{token}", get(staff_sheets::entrance::page))
        .route("/a/{token}/sheet", get(staff_sheets::hand_in::page).post(staff_sheets::hand_in::submit))
        .route("/a/{token}/thanks", get(staff_sheets::thanks::page))
        .route("/a/{token}/correction", get(staff_sheets::correct::page).post(staff_sheets::correct::submit))
        .route("/rounds/{round}/handout", get(handout::show::page))
        .route("/rounds/{round}/handout/posters", get(handout::posters::download))
        .route("/rounds/{round}/handout/form", get(handout::form::download))
        .route("/rounds/{round}/paper", get(staff_sheets::paper::page).post(staff_sheets::paper::submit))
        .route("/rounds/{round}/staff-sheets", get(staff_sheets::list::page))
        .route("/rounds/{round}/staff-sheets/{sheet}", get(staff_sheets::show::page))
}

/// What groups and everybody are told of a closed round.
fn sharing_routes() -> Router<App> {
    Router::new()
        .route("/rounds/{round}/sharing", get(sharing::list::page))
        .route(
            "/rounds/{round}/sharing/{axis}/{group}",
            get(sharing::record::page).post(sharing::record::submit),
        )
        .route("/rounds/{round}/result-sheets/department.pdf", get(sharing::sheets::departments))
        .route("/rounds/{round}/result-sheets/occupation.pdf", get(sharing::sheets::occupations))
        .route("/rounds/{round}/wall-poster.pdf", get(sharing::poster::download))
}

/// By card, without logging in: its link, its code, and the sheet behind; then what administrators do with cards.
fn slip_routes() -> Router<App> {
    Router::new()
        .route("/c/{card}", get(slips::door::page).post(slips::door::submit))
        .route("/code", get(slips::code::page).post(slips::code::submit))
        .route("/kiosk", get(slips::code::page).post(slips::code::submit))
        .route("/slip", get(slips::sheet::entrance))
        .route("/slip/sheet", get(slips::sheet::page).post(slips::sheet::submit))
        .route("/slip/kept", get(slips::sheet::kept_page))
        .route("/slip/thanks", get(slips::sheet::done))
        .route("/rounds/{round}/slips", get(slips::list::page))
        .route("/rounds/{round}/slips/cards.pdf", get(slips::print::download))
        .route("/rounds/{round}/slips/spares", post(slips::spares::submit))
        .route("/rounds/{round}/slips/{slip}/replacement", post(slips::replace::submit))
}

fn collection_routes() -> Router<App> {
    Router::new()
        .route("/rounds/{round}/collection", get(collection::show::page))
        .route("/rounds/{round}/missing", get(missing::list::page))
        .route("/rounds/{round}/missing/letters.pdf", get(missing::letters::download))
        .route("/rounds/{round}/missing/{person}", get(missing::leave::page).post(missing::leave::submit))
}

/// Excel sheets that are handed round and read in together.
fn workbook_routes() -> Router<App> {
    Router::new()
        .route("/rounds/{round}/handout/form.xlsx", get(handout::workbook::download))
        .route("/rounds/{round}/workbooks", get(workbooks::take::page).post(workbooks::take::submit))
}

fn result_routes() -> Router<App> {
    Router::new()
        .route("/results", get(results::list::page))
        .route("/rounds/{round}/result", get(results::show::page))
        .route("/rounds/{round}/reports", get(reports::list::page))
        .route("/rounds/{round}/reports/{file}", get(reports::download::round))
        .route("/rounds/{round}/reports/{list}/{file}", get(reports::download::sheet))
        .route("/findings", get(findings::list::page))
        .route("/forms", get(forms::list::page))
        .route("/forms/{catalog}/{list}/{file}", get(forms::download::file))
}

/// Asking by mail and asking again; the mail server is set up under the settings.
fn mail_routes() -> Router<App> {
    Router::new()
        .route("/settings/mail", get(mail_server::change::page).post(mail_server::change::submit))
        .route("/settings/mail/trial", post(mail_server::trial::submit))
        .route("/settings/mail/removal", get(mail_server::remove::page).post(mail_server::remove::submit))
        .route("/rounds/{round}/mailings", get(mailings::list::page).post(mailings::create::submit))
        .route("/rounds/{round}/mailings/new", get(mailings::write::page))
        .route("/rounds/{round}/mailings/preview", post(mailings::write::preview))
        .route("/rounds/{round}/mailings/{mailing}", get(mailings::show::page))
        .route("/rounds/{round}/mailings/{mailing}/cancellation", post(mailings::cancel::submit))
        .route("/rounds/{round}/mailings/{mailing}/repetition", post(mailings::send_again::submit))
        .route("/rounds/{round}/reminders", get(reminders::list::page).post(reminders::plan::submit))
        .route("/rounds/{round}/reminders/{reminder}/completion", post(reminders::complete::submit))
        .route("/rounds/{round}/reminders/{reminder}/removal", post(reminders::remove::submit))
}

/// How results move, and what is done about findings.
fn plan_routes() -> Router<App> {
    Router::new()
        .route("/perception", get(perception::show::page))
        .route("/evidence", get(evidence::list::page))
        .route("/evidence/{list}/{item}", get(evidence::show::page).post(evidence::record::submit))
        .route("/evidence/{list}/{item}/{evidence}/file", get(evidence::download::page))
        .route("/evidence/{list}/{item}/{evidence}/withdrawal", post(evidence::withdraw::submit))
        .route("/priorities", get(priorities::list::page).post(priorities::place::submit))
        .route("/priorities/what-if", get(priorities::what_if::page))
        .route("/trend", get(trend::show::page))
        .route("/plan", get(plan::list::page))
        .route("/plan/own", get(plan::own::page))
        .route("/plan/{file}", get(plan::files::plan))
        .route("/plan/budget-request/{file}", get(plan::files::budget))
        .route("/plan/actions", post(plan::add::submit))
        .route("/plan/actions/new", get(plan::add::page))
        .route("/plan/actions/{action}", get(plan::show::page).post(plan::change::submit))
        .route("/plan/actions/{action}/edit", get(plan::change::page))
        .route("/plan/actions/{action}/history", post(plan::write::submit))
}

/// Meetings of the executives.
fn meeting_routes() -> Router<App> {
    Router::new()
        .route("/meetings", get(meetings::list::page).post(meetings::plan::submit))
        .route("/meetings/new", get(meetings::plan::page))
        .route("/meetings/{meeting}", get(meetings::show::page).post(meetings::change::submit))
        .route("/meetings/{meeting}/edit", get(meetings::change::page))
        .route("/meetings/{meeting}/screen", get(meetings::screen::page))
        .route("/meetings/{meeting}/screen/{item}", post(meetings::answer::submit))
        .route("/meetings/{meeting}/status-reports", post(meetings::report::submit))
        .route("/status-reports", get(meetings::own_report::page))
        .route("/status-reports/{meeting}", post(meetings::own_report::submit))
        .route("/meetings/{meeting}/decisions", post(meetings::decide::submit))
        .route("/meetings/{meeting}/decisions/{decision}/removal", post(meetings::decide::take_back))
        .route("/meetings/{meeting}/conclusion", post(meetings::conclude::submit))
        .route("/meetings/{meeting}/frozen-papers", post(meetings::freeze::submit))
        .route("/meetings/{meeting}/frozen-papers/{number}", get(meetings::frozen::page))
        .route("/meetings/{meeting}/further-papers", post(meetings::freeze::add))
        .route("/meetings/{meeting}/{file}", get(meetings::files::page))
}

/// Vendors and what they are asked; then what a vendor does by link, without logging in.
fn vendor_routes() -> Router<App> {
    Router::new()
        .route("/vendors", get(vendors::list::page).post(vendors::create::submit))
        .route("/vendors/new", get(vendors::create::page))
        .route("/vendors/contradictions", get(vendors::contradictions::page))
        .route("/vendors/{vendor}", get(vendors::show::page).post(vendors::change::submit))
        .route("/vendors/{vendor}/edit", get(vendors::change::page))
        .route("/vendors/{vendor}/setting-aside", post(vendors::set_aside::submit))
        .route("/vendors/{vendor}/taking-back", post(vendors::set_aside::take_back))
        .route("/vendors/{vendor}/inquiries", post(inquiries::create::submit))
        .route("/vendors/{vendor}/inquiries/new", get(inquiries::create::page))
        .route("/inquiries/{inquiry}", get(inquiries::show::page))
        .route("/inquiries/{inquiry}/sending", post(inquiries::send::submit))
        .route("/inquiries/{inquiry}/withdrawal", post(inquiries::withdraw::submit))
        .route("/inquiries/{inquiry}/chases", post(inquiries::chase::submit))
        .route("/inquiries/{inquiry}/link", post(inquiries::link::replace))
        .route("/inquiries/{inquiry}/letter-with-code.pdf", get(inquiries::files::letter_with_code))
        .route("/inquiries/{inquiry}/{file}", get(inquiries::files::page))
        .route("/inquiries/{inquiry}/answers", get(inquiries::answers::page).post(inquiries::answers::submit))
        .route("/inquiries/{inquiry}/upload", post(inquiries::upload::submit))
        .route(
            "/inquiries/{inquiry}/upload/{upload}",
            get(inquiries::preview::page).post(inquiries::preview::submit),
        )
        .route("/inquiries/{inquiry}/adoptions/{item}", post(inquiries::adopt::submit))
        .route("/v/{token}", get(inquiries::door::page).post(inquiries::door::submit))
        .route("/inquiries/{inquiry}/files", post(inquiries::attached::by_hand))
        .route("/inquiries/{inquiry}/files/{item}", get(inquiries::attached::download))
        .route("/v/file", post(inquiries::attached::by_link))
        .route("/v", get(inquiries::own::page).post(inquiries::own::submit))
}

/// What the staff read after 提出, and trainings made from what was found.
fn learning_routes() -> Router<App> {
    Router::new()
        .route("/a/{token}/learning", get(staff_sheets::learning::page).post(staff_sheets::learning::submit))
        .route("/slip/learning", get(slips::sheet::learning).post(slips::sheet::read))
        .route("/trainings", get(trainings::list::page).post(trainings::record::submit))
        .route("/trainings/new", get(trainings::record::page))
        .route("/trainings/records/{file}", get(trainings::files::records))
        .route("/trainings/{training}", get(trainings::show::page).post(trainings::change::submit))
        .route("/trainings/{training}/edit", get(trainings::change::page))
        .route("/trainings/{training}/{file}", get(trainings::files::of_one))
        .route("/trainings/{training}/attendance-list.pdf", get(trainings::files::attendance_list))
        .route("/trainings/{training}/removal", get(trainings::remove::page).post(trainings::remove::submit))
}
