//! What lets somebody through after a card's link or code was shown: a sealed cookie, good for half an hour. The address
//! of the pages behind it bears no secret, so that nothing of a card stays in a browser's history.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use tenken_domain::id::{FacilityId, RoundId, SlipId};
use tenken_store::slip;

use crate::actions::{in_tx, slips, staff_sheets};
use crate::app::App;
use crate::web::staff_sheets::entrance::{self, Door, Entrance, Place, SLIP, Way};
use crate::web::support::person::Visitor;
use crate::web::support::reply::{self, Reply, WebError, refusal};
use crate::web::support::sealed_cookie::SealedCookie;

/// A card that was shown.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Pass {
    pub facility: FacilityId,
    pub round: RoundId,
    pub slip: SlipId,
    /// That of the card when it was shown: a replaced card lets nobody through.
    pub salt: i64,
    pub place: Place,
    pub stage: Stage,
    /// Milliseconds UTC.
    until: i64,
}

/// What a pass still opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Stage {
    /// The sheet.
    Filling,
    /// Handed in or kept: the thanks only. Whoever sits down next finds no marks, and changes none.
    Done,
}

/// The pass this browser brings, if it has one that still counts.
pub struct Shown(pub Option<Pass>);

const MILLIS: i64 = 30 * 60 * 1_000;
const COOKIE: SealedCookie = SealedCookie {
    secure_name: "__Host-tenken-slip",
    plain_name: "tenken-slip",
    purpose: "slip pass",
    seconds: MILLIS / 1_000,
};

impl Pass {
    pub fn new(visitor: &Visitor, found: slip::Found, place: Place) -> Self {
        let until = visitor.means().millis() + MILLIS;
        let slip::Found { facility, round, slip } = found;
        Self { facility, round, slip: slip.id, salt: slip.salt, place, stage: Stage::Filling, until }
    }
}

impl Shown {
    pub fn is_done(&self) -> bool {
        self.0.as_ref().is_some_and(|pass| pass.stage == Stage::Done)
    }
}

impl FromRequestParts<App> for Shown {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let pass: Option<Pass> = COOKIE.open(parts, app);
        Ok(Self(pass.filter(|pass| app.clock.now().as_millisecond() <= pass.until)))
    }
}

/// Opens the door the pass is for, as long as the card counts and the round takes sheets; `None` without a pass.
pub async fn enter(visitor: Visitor, shown: Shown) -> Result<Option<Way>, WebError> {
    let Some(pass) = shown.0 else { return Ok(None) };
    let mut conn = visitor.app.db.reader().await?;
    let found = slip::find(&mut conn, &pass.round, &pass.slip).await?;
    let Some(found) = found.filter(|slip| slip.salt == pass.salt) else { return Ok(None) };
    let card = slips::card(&mut conn, &pass.round, found).await?;
    drop(conn);
    if !card.is_asked() {
        return Ok(None);
    }
    let place = (pass.facility, pass.round, card.slip.department.clone());
    entrance::through(visitor, Door::Slip(Box::new(card), pass.place), place).await.map(Some)
}

/// Leads on whoever showed a card. Where a 記名 sheet stands behind it, that it is opened is recorded.
pub async fn let_through(visitor: &Visitor, found: slip::Found, place: Place) -> Reply {
    let kept = {
        let mut conn = visitor.app.db.reader().await?;
        staff_sheets::kept(&mut conn, &found.round, &found.slip.id).await?
    };
    if kept.is_some() {
        let (means, card) = (visitor.means(), found.clone());
        let noted = in_tx(&visitor.app.db, move |tx| {
            Box::pin(async move {
                staff_sheets::note_opened(tx, &means, (&card.facility, &card.round, &card.slip.id)).await
            })
        })
        .await;
        noted.map_err(|failure| match refusal(failure) {
            Ok(never) => match never {},
            Err(error) => error,
        })?;
    }
    let mut response = reply::see(SLIP)?;
    give(visitor, &Pass::new(visitor, found, place), &mut response)?;
    Ok(response)
}

/// Leaves this browser the thanks only.
pub fn finish(entrance: &Entrance, response: &mut Response) -> Result<(), WebError> {
    let Door::Slip(card, place) = &entrance.door else { return Ok(()) };
    let found = slip::Found {
        facility: entrance.facility.id.clone(),
        round: entrance.round.id.clone(),
        slip: card.slip.clone(),
    };
    let pass = Pass { stage: Stage::Done, ..Pass::new(&entrance.visitor, found, *place) };
    give(&entrance.visitor, &pass, response)
}

/// Lets this browser through.
fn give(visitor: &Visitor, pass: &Pass, response: &mut Response) -> Result<(), WebError> {
    COOKIE.give(visitor, pass, response)
}

/// Takes the pass away again: the next person begins anew.
pub fn take(visitor: &Visitor, response: &mut Response) -> Result<(), WebError> {
    COOKIE.take(visitor, response)
}
