//! A card's link. To open it changes nothing, whoever does, a mail scanner too; the button lets one through.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use fluent_templates::fluent_bundle::FluentValue;
use maud::{Markup, html};
use tenken_domain::calendar;
use tenken_store::{facility, slip};

use super::pass;
use crate::actions::slips;
use crate::secrets::token;
use crate::web::staff_sheets::entrance::{self, Door, Entrance, Place, Way};
use crate::web::support::page;
use crate::web::support::person::Visitor;
use crate::web::support::posted::PostedByVisitor;
use crate::web::support::reply::{self, Reply, WebError};

pub async fn page(visitor: Visitor, Path(token): Path<String>) -> Reply {
    match enter(visitor, &token).await? {
        Behind::Round(_, Way::In(entrance)) => reply::page(view(&entrance, &token)),
        Behind::Round(_, Way::Shut(page)) | Behind::Nothing(page) => Ok(page),
    }
}

pub async fn submit(Path(token): Path<String>, PostedByVisitor { visitor, .. }: PostedByVisitor) -> Reply {
    match enter(visitor, &token).await? {
        Behind::Round(found, Way::In(entrance)) => {
            pass::let_through(&entrance.visitor, found, Place::OwnDevice).await
        }
        Behind::Round(_, Way::Shut(page)) | Behind::Nothing(page) => Ok(page),
    }
}

/// What a card's link leads to.
enum Behind {
    Round(slip::Found, Way),
    Nothing(Response),
}

async fn enter(visitor: Visitor, token: &str) -> Result<Behind, WebError> {
    let mut conn = visitor.app.db.reader().await?;
    let found = slip::by_token(&mut conn, &token::stored_hash(token)).await?;
    let Some(found) = found else {
        drop(conn);
        return Ok(Behind::Nothing(unknown(&visitor).await?));
    };
    let card = slips::card(&mut conn, &found.round, found.slip.clone()).await?;
    drop(conn);
    if !card.is_asked() {
        return Ok(Behind::Nothing(unknown(&visitor).await?));
    }
    let place = (found.facility.clone(), found.round.clone(), card.slip.department.clone());
    let door = Door::Slip(Box::new(card), Place::OwnDevice);
    Ok(Behind::Round(found, entrance::through(visitor, door, place).await?))
}

/// Says that this card opens nothing, and whom to ask.
pub async fn unknown(visitor: &Visitor) -> Result<Response, WebError> {
    let hospital = facility::only(&mut visitor.app.db.reader().await?).await?;
    let title = visitor.text.text("slip-unknown-title");
    let main = html! {
        h1 { (title) }
        p { (visitor.text.text("slip-unknown")) }
        (entrance::whom_to_ask(visitor, hospital.as_ref()))
    };
    Ok((StatusCode::NOT_FOUND, Html(page::public(visitor, &title, &main).into_string())).into_response())
}

/// Neutral: whose card it is stands on the card.
fn view(entrance: &Entrance, token: &str) -> Markup {
    let (text, round) = (entrance.visitor.text, &entrance.round);
    page::public(
        &entrance.visitor,
        &round.name,
        &html! {
            h1 { (round.name) }
            dl.facts {
                dt { (text.text("staff-hospital")) } dd { (entrance.facility.name) }
                dt { (text.text("round-period")) }
                dd { (calendar::both(round.period.from)) " ～ " (calendar::both(round.period.until)) }
            }
            p { (text.with("staff-duration", [("items", FluentValue::from(entrance.list.items.len()))])) }
            form method="post" action={ "/c/" (token) } {
                button.primary type="submit" { (text.text("slip-begin")) }
            }
            (entrance::naming(entrance))
        },
    )
}
