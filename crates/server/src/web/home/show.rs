//! The first page: what is running and what is asked of this person next.

use axum::extract::State;
use maud::{Markup, html};
use tenken_domain::calendar;
use tenken_domain::permission::{Action, Object};
use tenken_domain::round::Round;
use tenken_store::{facility, round};

use crate::app::App;
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::reply::{self, Reply, WebError};

/// Leads to set-up or login where that comes first.
pub async fn page(State(app): State<App>, person: Result<Person, WebError>) -> Reply {
    if facility::only(&mut app.db.reader().await?).await?.is_none() {
        return reply::see("/setup");
    }
    let person = person?;
    let permit = person.own()?;
    let rounds = round::all(&mut app.db.reader().await?, person.facility_id()).await?;
    reply::page(view(&permit, &rounds))
}

fn view(permit: &Permit<'_>, rounds: &[Round]) -> Markup {
    let text = permit.text;
    let running = rounds.iter().filter(|round| round.is_open());
    let here = Object::Facility(permit.person.facility_id());
    page::page(
        permit,
        &text.text("home-title"),
        &html! {
            h1 { (text.text("home-title")) }
            @for round in running {
                section.card {
                    h2 { (round.name) }
                    p { (calendar::both(round.period.from)) " ～ " (calendar::both(round.period.until)) }
                    p { a.button href={"/rounds/" (round.id)} { (text.text("home-open-round")) } }
                }
            }
            @if !rounds.iter().any(Round::is_open) {
                p { (text.text("home-nothing-runs")) }
                @if permit.person.could(Action::ManageFacility, here) {
                    p { a.button href="/rounds/new" { (text.text("rounds-new")) } }
                }
            }
        },
    )
}
