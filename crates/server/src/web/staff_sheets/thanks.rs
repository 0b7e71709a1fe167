//! 提出 is done: one's own k/10, thanks, the receipt of a 記名 sheet; a minute later nothing is left of it.

use axum::extract::Path;
use axum::http::{HeaderValue, header};
use fluent_templates::fluent_bundle::FluentValue;
use maud::{Markup, html};

use super::carried::{self, Brought, THANKS_SECONDS};
use super::entrance::{self, Door, Entrance, Place, Way};
use crate::actions::staff_sheets::HandedIn;
use crate::web::support::page;
use crate::web::support::person::Visitor;
use crate::web::support::reply::{self, Reply};

/// Seconds after which a 共用端末 asks for the next code.
const KIOSK_SECONDS: i64 = 5;

/// On to the thanks.
pub fn see(entrance: &Entrance, done: &HandedIn) -> Reply {
    let mut response = reply::see(&format!("{}/thanks", entrance.address()))?;
    carried::give_thanks(entrance, done, &mut response)?;
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
    let done = brought.sealed().and_then(|sealed| carried::open_thanks(entrance, sealed));
    let Some(done) = done else { return over(entrance) };
    let mut response = reply::page(view(entrance, &done))?;
    if let Some(next) = entrance.next_person() {
        let refresh = format!("{}; url={next}", seconds(entrance));
        let refresh = HeaderValue::from_str(&refresh).map_err(anyhow::Error::from)?;
        response.headers_mut().insert(header::REFRESH, refresh);
    }
    reply::forget_pages(&mut response);
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
            @if entrance.next_person().is_some() {
                p { (text.with("staff-goes-back", [("seconds", FluentValue::from(seconds(entrance)))])) }
            }
            (next(entrance))
        },
    )
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
