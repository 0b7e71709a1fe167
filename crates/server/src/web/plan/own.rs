//! 担当の対策: the actions that a person is told of, what is late first.

use jiff::civil::Date;
use maud::{Markup, html};
use tenken_domain::action::{Action, State};
use tenken_domain::calendar;
use tenken_store::action;

use super::{address, show};
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::reply::{self, Reply, WebError};

/// The actions that this person is told of and that are not over, the next day first.
pub async fn load(person: &Person) -> Result<Vec<Action>, WebError> {
    let mut all = action::all(&mut person.app().db.reader().await?, person.facility_id()).await?;
    let is_over = |action: &Action| matches!(action.state, State::Confirmed { .. } | State::Dropped { .. });
    all.retain(|action| action.is_charged_to(&person.principal) && !is_over(action));
    Ok(all)
}

pub async fn page(person: Person) -> Reply {
    let permit = person.own()?;
    let today = calendar::day_of(person.app().clock.now());
    reply::page(view(&permit, &load(&person).await?, today))
}

fn view(permit: &Permit<'_>, actions: &[Action], today: Date) -> Markup {
    let text = permit.text;
    let title = text.text("own-actions-title");
    page::page(
        permit,
        &title,
        &html! {
            h1 { (title) }
            p { (text.text("own-actions-intro")) }
            @if actions.is_empty() { p { (text.text("own-actions-none")) } }
            @else {
                table.list.stacked {
                    thead { tr { @for heading in HEADINGS { th scope="col" { (text.text(heading)) } } } }
                    tbody { @for action in actions { (row(permit, action, today)) } }
                }
            }
        },
    )
}

const HEADINGS: [&str; 4] = ["action-title", "action-due", "action-state", "own-actions-items"];

fn row(permit: &Permit<'_>, action: &Action, today: Date) -> Markup {
    let text = permit.text;
    html! {
        tr {
            th scope="row" { a href=(address(action)) { (action.title) } }
            td data-label=(text.text("action-due")) {
                (show::due(text, action))
                @if action.is_overdue(today) { " " (show::overdue(text)) }
                @else if action.is_due_soon(today) { " " strong { (text.text("action-due-soon")) } }
            }
            td data-label=(text.text("action-state")) { (show::state(text, action)) }
            td data-label=(text.text("own-actions-items")) {
                ul { @for title in show::titles(action) { li { (title) } } }
            }
        }
    }
}
