//! 提出 is done: one's own k/10, thanks, the receipt of a 記名 sheet; a minute later nothing is left of it.

use axum::extract::Path;
use axum::http::{HeaderName, HeaderValue, header};
use fluent_templates::fluent_bundle::FluentValue;
use maud::{Markup, html};

use super::carried::{self, Brought, THANKS_SECONDS};
use super::entrance::{self, Entrance, Way};
use crate::actions::staff_sheets::HandedIn;
use crate::web::support::page;
use crate::web::support::person::Visitor;
use crate::web::support::reply::{self, Reply};

/// On to the thanks.
pub fn see(entrance: &Entrance, done: &HandedIn) -> Reply {
    let mut response = reply::see(&format!("{}/thanks", entrance.address()))?;
    carried::give_thanks(entrance, done, &mut response)?;
    Ok(response)
}

pub async fn page(visitor: Visitor, Path(token): Path<String>, brought: Brought) -> Reply {
    let entrance = match entrance::enter(visitor, &token).await? {
        Way::In(entrance) => entrance,
        Way::Shut(page) => return Ok(page),
    };
    let done = brought.sealed().and_then(|sealed| carried::open_thanks(&entrance, sealed));
    let Some(done) = done else { return over(&entrance) };
    let mut response = reply::page(view(&entrance, &done))?;
    let headers = response.headers_mut();
    let refresh = format!("{THANKS_SECONDS}; url={}", entrance.address());
    let refresh = HeaderValue::from_str(&refresh).map_err(anyhow::Error::from)?;
    headers.insert(HeaderName::from_static("refresh"), refresh);
    // Also empties what browsers keep of pages one can go back to.
    headers.insert(header::HeaderName::from_static("clear-site-data"), HeaderValue::from_static("\"cache\""));
    Ok(response)
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
            @if let Some(receipt) = &done.receipt {
                section.note {
                    h2 { (text.text("staff-receipt")) }
                    p { strong { code { (receipt) } } }
                    p { (text.text("staff-receipt-explained")) }
                }
            }
            p { (text.with("staff-goes-back", [("seconds", FluentValue::from(THANKS_SECONDS))])) }
            (next(entrance))
        },
    )
}

fn next(entrance: &Entrance) -> Markup {
    html! {
        p { a.button.primary href=(entrance.address()) { (entrance.visitor.text.text("staff-next-person")) } }
    }
}
