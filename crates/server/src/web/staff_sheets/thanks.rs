//! 提出 is done: one's own k/10, thanks, the receipt of a 記名 sheet, the way to what may be read now; a minute later
//! nothing is left of it.

use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use fluent_templates::fluent_bundle::FluentValue;
use maud::{Markup, html};
use tenken_domain::calendar;
use tenken_domain::id::IdempotencyKey;
use tenken_domain::learning::items_to_explain;

use super::carried::{self, Brought, THANKS_SECONDS, Thanks};
use super::entrance::{self, Door, Entrance, Place, Way};
use crate::actions::staff_sheets::{HandedIn, Marks};
use crate::web::support::page;
use crate::web::support::person::Visitor;
use crate::web::support::reply::{self, Reply, WebError};

/// Seconds after which a 共用端末 asks for the next code.
pub const KIOSK_SECONDS: i64 = 5;

/// On to the thanks for a sheet with these marks; a new one brings its key, by which reading counts once.
pub fn see(entrance: &Entrance, done: HandedIn, (marks, key): (&Marks, Option<&IdempotencyKey>)) -> Reply {
    let mut response = reply::see(&format!("{}/thanks", entrance.address()))?;
    let today = calendar::day_of(entrance.visitor.means().now);
    let explained = items_to_explain(entrance.list, marks, today);
    let thanks = Thanks {
        done,
        explained: explained.into_iter().map(|item| item.id.clone()).collect(),
        ticket: key.map(IdempotencyKey::to_string),
    };
    carried::give_thanks(entrance, &thanks, &mut response)?;
    Ok(response)
}

pub async fn page(visitor: Visitor, Path(token): Path<String>, brought: Brought) -> Reply {
    match entrance::enter(visitor, &token).await? {
        Way::In(entrance) => shown(&entrance, &brought),
        Way::Shut(page) => Ok(page),
    }
}

/// The thanks, or that they are over.
pub fn shown(entrance: &Entrance, brought: &Brought) -> Reply {
    let Some(thanks) = carried::open_thanks(entrance, brought) else { return over(entrance) };
    let mut response = reply::page(view(entrance, &thanks.done))?;
    leave_after(entrance, seconds(entrance), &mut response)?;
    Ok(response)
}

/// Lets a page go by itself after so many seconds to where the next person begins.
pub fn leave_after(entrance: &Entrance, seconds: i64, response: &mut Response) -> Result<(), WebError> {
    if let Some(next) = entrance.next_person() {
        let refresh = format!("{seconds}; url={next}");
        let refresh = HeaderValue::from_str(&refresh).map_err(anyhow::Error::from)?;
        response.headers_mut().insert(header::REFRESH, refresh);
    }
    reply::forget_pages(response);
    Ok(())
}

/// What the back button finds later: that it is done, and nothing of what was answered.
pub fn over(entrance: &Entrance) -> Reply {
    let text = entrance.visitor.text;
    let title = text.text("staff-over");
    let main = html! {
        h1 { (title) }
        p { (text.text("staff-over-explained")) }
        (next(entrance))
    };
    reply::page(page::public(&entrance.visitor, &title, &main))
}

fn view(entrance: &Entrance, done: &HandedIn) -> Markup {
    let text = entrance.visitor.text;
    let title = text.text("staff-thanks");
    page::public(
        &entrance.visitor,
        &title,
        &html! {
            h1 { (title) }
            p.done {
                (text.text("staff-own-result")) " " strong { (done.yes) "/" (done.items) }
            }
            (receipt(entrance, done))
            (goes_back(entrance, seconds(entrance)))
            (next(entrance))
            @if entrance.reading().is_some() {
                p.hint { (text.text("learning-offer")) }
                p { a.button.quiet href={ (entrance.address()) "/learning" } { (text.text("learning-open")) } }
            }
        },
    )
}

/// Says when the page goes by itself, where it does.
pub fn goes_back(entrance: &Entrance, seconds: i64) -> Markup {
    let text = entrance.visitor.text;
    html! {
        @if entrance.next_person().is_some() {
            p { (text.with("staff-goes-back", [("seconds", FluentValue::from(seconds))])) }
        }
    }
}

/// The number of a 記名 sheet, with which it can be corrected.
pub fn receipt(entrance: &Entrance, done: &HandedIn) -> Markup {
    let text = entrance.visitor.text;
    html! {
        @if let Some(receipt) = &done.receipt {
            section.note {
                h2 { (text.text("staff-receipt")) }
                p { strong { code { (receipt) } } }
                p { (text.text("staff-receipt-explained")) }
            }
        }
    }
}

/// To where the next person begins.
pub fn next(entrance: &Entrance) -> Markup {
    let text = entrance.visitor.text;
    html! {
        @match entrance.next_person() {
            Some(next) => p { a.button.primary href=(next) { (text.text("staff-next-person")) } },
            None => p { (text.text("slip-close-page")) },
        }
    }
}

/// At a 共用端末 somebody is waiting.
const fn seconds(entrance: &Entrance) -> i64 {
    match entrance.door {
        Door::Slip(_, Place::Kiosk) => KIOSK_SECONDS,
        Door::Poster(_) | Door::Slip(_, Place::OwnDevice) => THANKS_SECONDS,
    }
}
