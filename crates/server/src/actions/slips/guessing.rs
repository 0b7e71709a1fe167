//! Codes that were typed. Misses slow down whoever guesses; many of them, from wherever, raise an alarm in the audit log.

use tenken_domain::audit::{Actor, AuditEvent, Target};
use tenken_domain::id::FacilityId;
use tenken_domain::round::{Round, Slips};
use tenken_domain::slip::Code;
use tenken_store::login::{self, Failures};
use tenken_store::slip::Found;
use tenken_store::{Conn, StoreError, Tx, round, slip};

use crate::actions::logins::delay::{before, may_try};
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

/// Misses of an address before the first wait. A code that was right takes none of them back: whoever holds one card
/// guesses no faster than others.
const FREE: u64 = 10;
/// The same while somebody is guessing from many addresses.
const FREE_DURING_ALARM: u64 = 2;
/// Misses from all addresses that raise the alarm; and again at each multiple.
const ALARM: u64 = 20;
/// Misses are forgotten so long after the last one. Typing mistakes are none: the check character tells them.
pub(in crate::actions) const REMEMBERED: jiff::SignedDuration = jiff::SignedDuration::from_hours(1);
const EVERYWHERE: &str = "codes";

/// Looks for the card with this code among the open rounds. A miss is counted; a hit leaves no trace, because who
/// shows which card, and when, is nobody's business.
pub async fn look_up(
    tx: &mut Tx,
    means: &Means,
    facility: &FacilityId,
    code: &Code,
) -> Result<(Answer, Option<Unrecorded>), Failure<Never>> {
    let own = format!("code:{}", means.source);
    let is_alarm = misses(tx, means, EVERYWHERE).await?.count >= ALARM;
    let free = if is_alarm { FREE_DURING_ALARM } else { FREE };
    if !may_try(misses(tx, means, &own).await?, free, means.now) {
        return Ok((Answer::Wait, Some(Unrecorded::CodeTry)));
    }
    if let Some(found) = find(tx, means, facility, code).await? {
        return Ok((Answer::Found(Box::new(found)), Some(Unrecorded::CodeTry)));
    }
    miss(tx, means, &own).await?;
    let everywhere = miss(tx, means, EVERYWHERE).await?;
    if !everywhere.is_multiple_of(ALARM) {
        return Ok((Answer::Unknown, Some(Unrecorded::CodeTry)));
    }
    let actor = Actor::Visitor { source: means.source.clone() };
    let what = (AuditEvent::CodesGuessed, Target::new("facility", facility));
    means.record(tx, (&actor, Some(facility)), what, everywhere.to_string()).await?;
    Ok((Answer::Unknown, None))
}

/// What is remembered of a subject.
pub(in crate::actions) async fn misses(
    conn: &mut Conn,
    means: &Means,
    subject: &str,
) -> Result<Failures, StoreError> {
    let failures = login::failures(conn, subject).await?;
    let is_remembered = failures.last_at >= before(means, REMEMBERED);
    Ok(if is_remembered { failures } else { Failures::default() })
}

/// Counts one more miss of a subject; gives back how many there are now.
pub(in crate::actions) async fn miss(tx: &mut Tx, means: &Means, subject: &str) -> Result<u64, StoreError> {
    let so_far = login::hold(tx, subject, means.millis(), before(means, REMEMBERED)).await?;
    login::add_failure(tx, subject, means.millis()).await?;
    Ok(so_far.count + 1)
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
