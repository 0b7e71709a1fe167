//! What one page of the staff's hands to the next: for a short while, and sealed under a key that only this process has.
//! So no page with answers is the reply to a POST that a back button could send again. A sheet under way goes through the
//! address, or through a cookie where one came by card; the thanks and what may be read after them go through a cookie,
//! which the next person's first page takes away.

use std::collections::BTreeMap;
use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use tenken_domain::id::{IdempotencyKey, ItemId, OccupationId};
use tenken_domain::mark::Mark;

use super::entrance::{Entrance, SLIP};
use crate::actions::staff_sheets::{HandedIn, Marks};
use crate::app::App;
use crate::web::support::person::{Visitor, cookie};
use crate::web::support::reply::WebError;

/// A sheet that came back because something is missing, or is to be corrected.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Draft {
    pub key: IdempotencyKey,
    pub occupation: OccupationId,
    /// 記入者
    pub filler: String,
    marks: BTreeMap<ItemId, String>,
    /// The receipt, where the sheet has been handed in and is to be corrected.
    pub receipt: Option<String>,
}

/// What the thanks say, and what may be read after them.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Thanks {
    pub done: HandedIn,
    /// The items that are explained; no marks.
    pub explained: Vec<ItemId>,
    /// Of this sheet only, so that reading counts once; a correction has none.
    pub ticket: Option<String>,
}

/// How long a page can be opened again: ten minutes for a sheet under way, one for the thanks.
const DRAFT_MILLIS: i64 = 10 * 60 * 1_000;
/// Seconds after which the thanks are gone and the page goes back to the beginning by itself.
pub const THANKS_SECONDS: i64 = 60;
/// The same for the explanations: long enough to read all ten.
pub const LEARNING_SECONDS: i64 = 180;

/// What is sealed is as long whatever it says, or its length would tell how many × there are. Bytes.
const PADDED_TO: usize = 1024;

const COOKIE: &str = "tenken-thanks";
/// A sheet under way of somebody who came by card.
const DRAFT_COOKIE: &str = "tenken-draft";
/// In the cookie's place once the next person has begun.
const OVER: &str = "over";

#[derive(Serialize, Deserialize)]
struct Dated<T> {
    until: i64,
    what: T,
}

impl Draft {
    pub fn new(key: IdempotencyKey, occupation: OccupationId, marks: &Marks) -> Self {
        let code = |(item, mark): (&ItemId, &Option<Mark>)| Some((item.clone(), (*mark)?.code().to_owned()));
        let marks = marks.iter().filter_map(code).collect();
        Self { key, occupation, filler: String::new(), marks, receipt: None }
    }

    pub fn by(self, filler: &str) -> Self {
        Self { filler: filler.to_owned(), ..self }
    }

    pub fn correcting(self, receipt: &str) -> Self {
        Self { receipt: Some(receipt.to_owned()), ..self }
    }

    pub fn marks(&self) -> Marks {
        self.marks.iter().map(|(item, code)| (item.clone(), Mark::from_code(code))).collect()
    }
}

pub fn seal_draft(entrance: &Entrance, draft: &Draft) -> String {
    seal(entrance, "draft", draft, DRAFT_MILLIS)
}

/// `None` for anything that was not sealed for this entrance, too long ago, or before the last start.
pub fn open_draft(entrance: &Entrance, sealed: &str) -> Option<Draft> {
    open(entrance, "draft", sealed)
}

/// `None` for anything that was not sealed for this entrance, too long ago, or before the last start.
pub fn open_thanks(entrance: &Entrance, brought: &Brought) -> Option<Thanks> {
    open(entrance, "thanks", brought.sealed()?)
}

/// The ticket of a sheet whose explanations are being read; `None` as above, and where it has none.
pub fn open_ticket(entrance: &Entrance, brought: &Brought) -> Option<String> {
    open::<Option<String>>(entrance, "learning", brought.sealed()?)?
}

/// The sealed thanks that this browser brings, if it has any.
pub struct Brought(Option<String>);

impl Brought {
    pub fn sealed(&self) -> Option<&str> {
        self.0.as_deref().filter(|sealed| *sealed != OVER)
    }
}

impl FromRequestParts<App> for Brought {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _app: &App) -> Result<Self, Infallible> {
        Ok(Self(cookie(parts, COOKIE).map(str::to_owned)))
    }
}

/// The sealed sheet under way that this browser brings, if it has any.
pub struct BroughtDraft(Option<String>);

impl BroughtDraft {
    pub fn sealed(&self) -> Option<&str> {
        self.0.as_deref().filter(|sealed| *sealed != OVER)
    }
}

impl FromRequestParts<App> for BroughtDraft {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _app: &App) -> Result<Self, Infallible> {
        Ok(Self(cookie(parts, DRAFT_COOKIE).map(str::to_owned)))
    }
}

/// Lets this browser bring the sheet back once more.
pub fn give_draft(entrance: &Entrance, draft: &Draft, response: &mut Response) -> Result<(), WebError> {
    let cookie = (DRAFT_COOKIE, seal_draft(entrance, draft));
    set_cookie(&entrance.visitor, &entrance.address(), cookie, DRAFT_MILLIS / 1_000, response)
}

/// Takes away what the last person who came by card left in this browser.
pub fn forget_slip(visitor: &Visitor, response: &mut Response) -> Result<(), WebError> {
    for name in [COOKIE, DRAFT_COOKIE] {
        set_cookie(visitor, SLIP, (name, OVER.to_owned()), THANKS_SECONDS, response)?;
    }
    Ok(())
}

/// Gives the thanks to this browser. A browser that keeps pages for its back button drops those of this entrance,
/// because a cookie that counts for them has changed.
pub fn give_thanks(entrance: &Entrance, thanks: &Thanks, response: &mut Response) -> Result<(), WebError> {
    let cookie = (COOKIE, seal(entrance, "thanks", thanks, THANKS_SECONDS * 1_000));
    set_cookie(&entrance.visitor, &entrance.address(), cookie, THANKS_SECONDS, response)
}

/// Puts the ticket in the place of the thanks: from here on the browser holds nothing of what was answered.
pub fn give_ticket(
    entrance: &Entrance,
    ticket: Option<&str>,
    response: &mut Response,
) -> Result<(), WebError> {
    let cookie = (COOKIE, seal(entrance, "learning", ticket, LEARNING_SECONDS * 1_000));
    set_cookie(&entrance.visitor, &entrance.address(), cookie, LEARNING_SECONDS, response)
}

/// Takes the last person's thanks away: another value, because browsers do not drop kept pages for a cookie that goes.
pub fn forget_thanks(entrance: &Entrance, response: &mut Response) -> Result<(), WebError> {
    let cookie = (COOKIE, OVER.to_owned());
    set_cookie(&entrance.visitor, &entrance.address(), cookie, THANKS_SECONDS, response)
}

fn set_cookie(
    visitor: &Visitor,
    path: &str,
    (name, value): (&str, String),
    seconds: i64,
    response: &mut Response,
) -> Result<(), WebError> {
    let secure = if visitor.app.settings.is_secure() { "; Secure" } else { "" };
    let cookie = format!("{name}={value}; Path={path}; Max-Age={seconds}; HttpOnly; SameSite=Strict{secure}");
    let cookie = HeaderValue::from_str(&cookie).map_err(anyhow::Error::from)?;
    response.headers_mut().append(header::SET_COOKIE, cookie);
    Ok(())
}

fn seal<T: Serialize>(entrance: &Entrance, purpose: &str, what: T, millis: i64) -> String {
    let means = entrance.visitor.means();
    // Serialising plain structs into memory cannot fail.
    let mut plain = serde_json::to_vec(&Dated { until: means.millis() + millis, what }).unwrap_or_default();
    plain.resize(plain.len().next_multiple_of(PADDED_TO), b' ');
    means.keys.passing.seal(&bound(entrance, purpose), &plain, &means.random)
}

fn open<T: DeserializeOwned>(entrance: &Entrance, purpose: &str, sealed: &str) -> Option<T> {
    let means = entrance.visitor.means();
    let plain = means.keys.passing.open_sealed(&bound(entrance, purpose), sealed)?;
    let dated: Dated<T> = serde_json::from_slice(&plain).ok()?;
    (means.millis() <= dated.until).then_some(dated.what)
}

fn bound(entrance: &Entrance, purpose: &str) -> String {
    let card = entrance.card().map_or("", |card| card.slip.id.as_str());
    format!("{purpose} {} {} {card}", entrance.round.id, entrance.department.id)
}
