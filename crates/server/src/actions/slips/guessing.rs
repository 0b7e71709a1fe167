//! Codes that were typed. Misses slow down whoever guesses; many of them, from wherever, raise an alarm in the audit log.

use tenken_domain::audit::{Actor, AuditEvent, Target};
use tenken_domain::id::FacilityId;
use tenken_domain::round::{Round, Slips};
use tenken_domain::slip::Code;
use tenken_store::slip::Found;
use tenken_store::{StoreError, Tx, login, round, slip};

use crate::actions::logins::delay::{REMEMBERED, before, may_try};
use crate::actions::{Failure, Means, Never, Unrecorded};
use crate::secrets::token;

/// What comes of a code.
#[derive(Clone, Debug)]
pub enum Answer {
    Found(Box<Found>),
    /// No open round has this code.
    Unknown,
    /// Too many misses from this address: nothing was looked at.
    Wait,
}

/// Misses of an address before the first wait.
const FREE: u64 = 10;
/// The same while somebody is guessing from many addresses.
const FREE_DURING_ALARM: u64 = 2;
/// Misses from all addresses, within an hour of each other, that raise the alarm; and again at each multiple.
const ALARM: u64 = 20;
const HOUR: jiff::SignedDuration = jiff::SignedDuration::from_hours(1);
const EVERYWHERE: &str = "codes";

/// Looks for the card with this code among the open rounds; a miss is counted.
pub async fn look_up(
    tx: &mut Tx,
    means: &Means,
    facility: &FacilityId,
    code: &Code,
) -> Result<(Answer, Option<Unrecorded>), Failure<Never>> {
    let own = format!("code:{}", means.source);
    let so_far = login::hold(tx, &own, means.millis(), before(means, REMEMBERED)).await?;
    let everywhere = login::failures(tx, EVERYWHERE).await?;
    let is_alarm = everywhere.count >= ALARM && everywhere.last_at >= before(means, HOUR);
    if !may_try(so_far, if is_alarm { FREE_DURING_ALARM } else { FREE }, means.now) {
        return Ok((Answer::Wait, Some(Unrecorded::CodeTry)));
    }
    if let Some(found) = find(tx, means, facility, code).await? {
        login::forget(tx, &own).await?;
        return Ok((Answer::Found(Box::new(found)), Some(Unrecorded::CodeTry)));
    }
    login::add_failure(tx, &own, means.millis()).await?;
    let misses = login::hold(tx, EVERYWHERE, means.millis(), before(means, HOUR)).await?.count + 1;
    login::add_failure(tx, EVERYWHERE, means.millis()).await?;
    if !misses.is_multiple_of(ALARM) {
        return Ok((Answer::Unknown, Some(Unrecorded::CodeTry)));
    }
    let actor = Actor::Visitor { source: means.source.clone() };
    let what = (AuditEvent::CodesGuessed, Target::new("facility", facility));
    means.record(tx, (&actor, Some(facility)), what, misses.to_string()).await?;
    Ok((Answer::Unknown, None))
}

async fn find(
    tx: &mut Tx,
    means: &Means,
    facility: &FacilityId,
    code: &Code,
) -> Result<Option<Found>, StoreError> {
    let hash = token::stored_code_hash(&means.keys.secret, code.as_str());
    let has_cards = |round: &Round| round.is_open() && round.slips != Slips::None;
    for round in round::all(tx, facility).await?.into_iter().filter(has_cards) {
        if let Some(slip) = slip::by_code(tx, &round.id, &hash).await? {
            return Ok(Some(Found { facility: facility.clone(), round: round.id, slip }));
        }
    }
    Ok(None)
}
