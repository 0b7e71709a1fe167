//! Learning at once: after 提出 each × is explained, once, to whoever wants to read it. Somebody without × gets a page of
//! the same kind, so neither the page nor what is counted tells that there was one.

use axum::extract::Path;
use maud::{Markup, html};

use super::carried::{self, Brought, LEARNING_SECONDS, Thanks};
use super::entrance::{self, Entrance, Way};
use super::thanks;
use crate::actions::{Failure, Never, Unrecorded, in_unrecorded_tx, learning};
use crate::web::guidance::{Reading, staff, words};
use crate::web::support::page;
use crate::web::support::person::Visitor;
use crate::web::support::posted::PostedByVisitor;
use crate::web::support::reply::{self, Reply};

pub async fn page(visitor: Visitor, Path(token): Path<String>, brought: Brought) -> Reply {
    match entrance::enter(visitor, &token).await? {
        Way::In(entrance) => shown(&entrance, &brought),
        Way::Shut(page) => Ok(page),
    }
}

/// Shown once: with the page the browser loses what it was made from, so reload and back button find nothing.
pub fn shown(entrance: &Entrance, brought: &Brought) -> Reply {
    let (Some(left), Some(reading)) = (carried::open_thanks(entrance, brought), entrance.reading()) else {
        return thanks::over(entrance);
    };
    let mut response = reply::page(view(entrance, &reading, &left))?;
    carried::give_ticket(entrance, left.ticket.as_deref(), &mut response)?;
    thanks::leave_after(entrance, LEARNING_SECONDS, &mut response)?;
    Ok(response)
}

pub async fn submit(
    Path(token): Path<String>,
    brought: Brought,
    PostedByVisitor { visitor, .. }: PostedByVisitor,
) -> Reply {
    match entrance::enter(visitor, &token).await? {
        Way::In(entrance) => read(&entrance, &brought).await,
        Way::Shut(page) => Ok(page),
    }
}

/// 「読みました」: counted once for each sheet, without a name and without what it was about.
pub async fn read(entrance: &Entrance, brought: &Brought) -> Reply {
    if let Some(ticket) = carried::open_ticket(entrance, brought) {
        count(entrance, ticket).await;
    }
    let mut response = reply::see(&way_out(entrance))?;
    carried::forget_thanks(entrance, &mut response)?;
    Ok(response)
}

/// To the next person, or on a device of one's own to where it says that it is done.
fn way_out(entrance: &Entrance) -> String {
    entrance.next_person().unwrap_or_else(|| format!("{}/thanks", entrance.address()))
}

/// Nobody who has read is held up because the disk is full: then one reading is not counted.
async fn count(entrance: &Entrance, ticket: String) {
    let place = (entrance.facility.id.clone(), entrance.round.id.clone());
    let counted: Result<(), Failure<Never>> =
        in_unrecorded_tx(&entrance.visitor.app.db, Unrecorded::ExplanationRead, move |tx| {
            Box::pin(async move { learning::note_reading(tx, (&place.0, &place.1), &ticket).await })
        })
        .await;
    if let Err(error) = counted {
        tracing::warn!(%error, "a reading was not counted");
    }
}

fn view(entrance: &Entrance, reading: &Reading, left: &Thanks) -> Markup {
    let text = entrance.visitor.text;
    let title = text.text("learning-title");
    let items = || left.explained.iter().filter_map(|id| entrance.list.item(id));
    page::public_with_scripts(
        &entrance.visitor,
        (&title, &["read-aloud.js"]),
        &html! {
            h1 { (title) }
            p { (text.text("learning-which")) }
            p.hint { (text.text("learning-once")) }
            (thanks::goes_back(entrance, LEARNING_SECONDS))
            (ways_out(entrance))
            @for item in items() {
                section.lesson {
                    h2 lang="ja" { (item.title) }
                    div.official lang="ja" { @for line in &item.text { p { (line) } } }
                    (staff::lesson_in_sight(reading, item))
                }
            }
            section.note { (entrance::whom_to_ask(&entrance.visitor, Some(&entrance.facility))) }
            (thanks::receipt(entrance, &left.done))
            p.hint { (text.text("learning-counted")) }
            (ways_out(entrance))
            (words::meanings(reading, items().map(|item| &item.id)))
        },
    )
}

/// In sight at both ends of the page; the next person waits.
fn ways_out(entrance: &Entrance) -> Markup {
    let text = entrance.visitor.text;
    html! {
        form.ways method="post" action={ (entrance.address()) "/learning" } {
            button.primary type="submit" { (text.text("learning-read")) }
            a.button.quiet href=(way_out(entrance)) { (text.text("learning-skip")) }
        }
    }
}
