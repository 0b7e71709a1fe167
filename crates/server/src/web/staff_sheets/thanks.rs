//! 提出 is done: one's own k/10, thanks, the receipt of a 記名 sheet, the way to what may be read now; a minute later
//! nothing is left of it.

use axum::extract::Path;
use axum::http::{HeaderName, HeaderValue};
use axum::response::Response;
use fluent_templates::fluent_bundle::FluentValue;
use maud::{Markup, html};
use tenken_domain::calendar;
use tenken_domain::id::IdempotencyKey;
use tenken_domain::learning::items_to_explain;

use super::carried::{self, Brought, THANKS_SECONDS, Thanks};
use super::entrance::{self, Entrance, Way};
use crate::actions::staff_sheets::{HandedIn, Marks};
use crate::web::support::page;
use crate::web::support::person::Visitor;
use crate::web::support::reply::{self, Reply, WebError};

/// On to the thanks for the sheet with this key and these marks.
pub fn see(entrance: &Entrance, done: HandedIn, (key, marks): (&IdempotencyKey, &Marks)) -> Reply {
    let mut response = reply::see(&format!("{}/thanks", entrance.address()))?;
    let today = calendar::day_of(entrance.visitor.means().now);
    let explained = items_to_explain(entrance.list, marks, today);
    let thanks = Thanks {
        explained: explained.into_iter().map(|item| item.id.clone()).collect(),
        ticket: done.receipt.clone().unwrap_or_else(|| key.to_string()),
        done,
    };
    carried::give_thanks(entrance, &thanks, &mut response)?;
    Ok(response)
}

pub async fn page(visitor: Visitor, Path(token): Path<String>, brought: Brought) -> Reply {
    let entrance = match entrance::enter(visitor, &token).await? {
        Way::In(entrance) => entrance,
        Way::Shut(page) => return Ok(page),
    };
    let Some(thanks) = carried::open_thanks(&entrance, &brought) else { return over(&entrance) };
    let mut response = reply::page(view(&entrance, &thanks.done))?;
    leave_after(&entrance, THANKS_SECONDS, &mut response)?;
    Ok(response)
}

/// Lets a page go back to the beginning by itself after so many seconds.
pub fn leave_after(entrance: &Entrance, seconds: i64, response: &mut Response) -> Result<(), WebError> {
    let headers = response.headers_mut();
    let refresh = format!("{seconds}; url={}", entrance.address());
    let refresh = HeaderValue::from_str(&refresh).map_err(anyhow::Error::from)?;
    headers.insert(HeaderName::from_static("refresh"), refresh);
    // Also empties what browsers keep of pages one can go back to.
    headers.insert(HeaderName::from_static("clear-site-data"), HeaderValue::from_static("\"cache\""));
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
            p { (text.with("staff-goes-back", [("seconds", FluentValue::from(THANKS_SECONDS))])) }
            (next(entrance))
            @if entrance.reading().is_some() {
                p.hint { (text.text("learning-offer")) }
                p { a.button.quiet href={ (entrance.address()) "/learning" } { (text.text("learning-open")) } }
            }
        },
    )
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

fn next(entrance: &Entrance) -> Markup {
    html! {
        p { a.button.primary href=(entrance.address()) { (entrance.visitor.text.text("staff-next-person")) } }
    }
}
