//! Rounds: listed, prepared, opened, extended, closed.

pub mod change;
pub mod close;
pub mod create;
pub mod extend;
pub mod learned;
pub mod list;
pub mod open;
mod plan;
mod planned;
pub mod show;

use tenken_domain::id::RoundId;
use tenken_domain::permission::Denial;
use tenken_domain::round::Round;

use super::support::person::Person;
use super::support::reply::WebError;

/// The round of an address, through the person's hospital. The decision about it is still to be taken.
pub async fn load(person: &Person, id: &str) -> Result<Round, WebError> {
    let mut conn = person.app().db.reader().await?;
    let found = tenken_store::round::find(&mut conn, person.facility_id(), &RoundId::new(id)).await?;
    found.ok_or(WebError::Denied(Denial::Invisible))
}
