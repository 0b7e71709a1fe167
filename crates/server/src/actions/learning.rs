//! Learning at once: that an explanation after 提出 was read is counted, and nothing is kept of who read it or what.

use tenken_domain::id::{FacilityId, RoundId};
use tenken_store::{Tx, dialect, idempotency, learning, round};

use super::{Failure, missing};
use crate::secrets::token;

/// Counts one reading of an open round, once for each ticket; a sheet that was handed in has one ticket.
pub async fn note_reading<R>(
    tx: &mut Tx,
    (facility, id): (&FacilityId, &RoundId),
    ticket: &str,
) -> Result<(), Failure<R>> {
    dialect::lock_round(tx, id.as_str()).await?;
    let round = round::find(tx, facility, id).await?.filter(|round| round.is_open()).ok_or_else(missing)?;
    let used = token::stored_hash(&format!("{} read {ticket}", round.id));
    if idempotency::outcome(tx, &used).await?.is_none() {
        idempotency::remember(tx, &used, round.id.as_str(), "").await?;
        learning::add(tx, &round.id).await?;
    }
    Ok(())
}
