//! Mailings: prepared, cancelled, sent again to those whom they did not reach. How a message leaves stands in `sending`.

mod addressees;
mod sending;

use std::collections::{BTreeSet, HashMap};

use jiff::Timestamp;
use tenken_domain::audit::{Actor, AuditEvent, Target};
use tenken_domain::calendar;
use tenken_domain::id::{DepartmentId, FacilityId, MailingId, PersonId, RoundId};
use tenken_domain::mail::Address;
use tenken_domain::mailing::{DELAY, Fate, Kind, Mailing, State};
use tenken_domain::permission::{Denial, Object, Right};
use tenken_domain::round::Round;
use tenken_store::{StoreError, Tx, dialect, mailing};

pub use addressees::{Addressee, Reach, addressees, fingerprint, link, of_departments};
pub use sending::{Claim, Desk, claim, give_up, has_lapsed, is_over, lose_track, note, postpone};

use super::{Doing, Failure, Means, Never, Unrecorded, mail_servers, missing, rounds};

/// What a mailing is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    /// Made with the form, so that a form sent twice makes one mailing.
    pub id: MailingId,
    pub kind: Kind,
    pub subject: String,
    pub body: String,
    pub departments: BTreeSet<DepartmentId>,
    /// Who stood in the preview: [`fingerprint`].
    pub seen: String,
}

/// Why a mailing cannot be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailingRefusal {
    /// No mail server is set up, or mail is switched off.
    NoServer,
    /// Nobody has an address.
    NobodyToWrite,
    /// It would go to others than those in the preview.
    OthersThanSeen,
    /// It would leave after the round's last day.
    AfterLastDay,
}

/// Why a mailing cannot be taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CancelRefusal {
    /// It is sent, or was cancelled before.
    Over,
}

/// Records that the names of those who are missing were looked at: a preview and a mailing's page show
/// them where cards bear names.
pub async fn record_names(tx: &mut Tx, doing: &Doing, round: &RoundId) -> Result<(), Failure<Never>> {
    let round = rounds::load(tx, doing, round).await?;
    doing.may(Right::Remind, Object::Round(doing.facility(), &round))?;
    doing.record(tx, (AuditEvent::MissingListRead, rounds::target(&round)), "").await?;
    Ok(())
}

/// Prepares a mailing; it leaves after [`DELAY`]. The same wish again changes nothing.
pub async fn prepare(
    tx: &mut Tx,
    doing: &Doing,
    (round, wish): (&RoundId, Wish),
) -> Result<(MailingId, Option<Unrecorded>), Failure<MailingRefusal>> {
    dialect::lock_round(tx, round.as_str()).await?;
    let round = rounds::load(tx, doing, round).await?;
    doing.may(Right::Remind, Object::Round(doing.facility(), &round))?;
    if mailing::find(tx, &round.id, &wish.id).await?.is_some() {
        return Ok((wish.id, Some(Unrecorded::SentAgain)));
    }
    let means = &doing.means;
    if is_over(&round, due_at(means.now)) {
        return Err(Failure::Refused(MailingRefusal::AfterLastDay));
    }
    let everybody = addressees(tx, doing.facility(), &round, calendar::day_of(means.now)).await?;
    let to = of_departments(everybody, &wish.departments);
    if fingerprint(&to) != wish.seen {
        return Err(Failure::Refused(MailingRefusal::OthersThanSeen));
    }
    let new = Mailing {
        id: wish.id,
        round: round.id.clone(),
        kind: wish.kind,
        subject: wish.subject,
        body: wish.body,
        state: State::Waiting,
        due_at: due_at(means.now),
        made_by: doing.principal.name.clone(),
        made_at: means.now,
    };
    let recipients = store_new(tx, doing.facility(), &new, &to).await?;
    doing.record(tx, (AuditEvent::MailingPrepared, target(&new.id)), recipients.to_string()).await?;
    Ok((new.id, None))
}

/// When a mailing made now leaves.
pub fn due_at(now: Timestamp) -> Timestamp {
    now.checked_add(DELAY).unwrap_or(Timestamp::MAX)
}

/// Stores a mailing with its recipients; says how many there are.
pub(super) async fn store_new(
    tx: &mut Tx,
    facility: &FacilityId,
    new: &Mailing,
    to: &[Addressee],
) -> Result<usize, Failure<MailingRefusal>> {
    if !mail_servers::is_ready(tx, facility).await? {
        return Err(Failure::Refused(MailingRefusal::NoServer));
    }
    let recipients: Vec<_> = to.iter().filter_map(|one| Some((&one.person, one.address()?))).collect();
    if recipients.is_empty() {
        return Err(Failure::Refused(MailingRefusal::NobodyToWrite));
    }
    if !mailing::insert(tx, new).await? {
        return Err(missing());
    }
    for recipient in &recipients {
        mailing::insert_recipient(tx, &new.id, *recipient).await?;
    }
    Ok(recipients.len())
}

/// Takes back whatever of a mailing has not left.
pub async fn cancel(
    tx: &mut Tx,
    doing: &Doing,
    (round, id): (&RoundId, &MailingId),
) -> Result<(), Failure<CancelRefusal>> {
    let (_, old) = load(tx, doing, (round, id)).await?;
    let new = old.cancel().map_err(|_| Failure::Refused(CancelRefusal::Over))?;
    stop(tx, &new).await?;
    doing.record(tx, (AuditEvent::MailingCancelled, target(id)), "").await?;
    Ok(())
}

/// Stores that a mailing was cancelled: those who wait get nothing.
async fn stop(tx: &mut Tx, cancelled: &Mailing) -> Result<(), StoreError> {
    mailing::set_state(tx, &cancelled.id, cancelled.state).await?;
    mailing::turn_all(tx, &cancelled.id, Fate::Waiting, Fate::Cancelled).await
}

/// Cancels everything that has not left: what comes out of a backup may have left since.
pub async fn cancel_restored(tx: &mut Tx, means: &Means, facility: &FacilityId) -> Result<(), StoreError> {
    for old in mailing::unfinished(tx, facility).await? {
        let Ok(cancelled) = old.cancel() else { continue };
        stop(tx, &cancelled).await?;
        let what = (AuditEvent::MailingCancelled, target(&cancelled.id));
        means.record(tx, (&Actor::Console, Some(facility)), what, "").await?;
    }
    Ok(())
}

/// Lets those whom a mailing did not reach wait again, for another [`DELAY`], at the addresses they have now.
pub async fn send_again(
    tx: &mut Tx,
    doing: &Doing,
    (round, id): (&RoundId, &MailingId),
) -> Result<(), Failure<Never>> {
    let (round, old) = load(tx, doing, (round, id)).await?;
    let due_at = due_at(doing.means.now);
    let tally = mailing::tally(tx, id).await?;
    let failed = tally.iter().find(|(fate, _)| *fate == Fate::Failed).map_or(0, |(_, number)| *number);
    if old.state != State::Sent || failed == 0 || is_over(&round, due_at) {
        return Err(Failure::Denied(Denial::WrongState));
    }
    refresh(tx, doing, (&round, id)).await?;
    mailing::begin_again(tx, id, due_at).await?;
    doing.record(tx, (AuditEvent::MailingPrepared, target(id)), failed.to_string()).await?;
    Ok(())
}

/// Gives those whom a mailing did not reach the addresses that the register has now.
async fn refresh(tx: &mut Tx, doing: &Doing, (round, id): (&Round, &MailingId)) -> Result<(), StoreError> {
    let today = calendar::day_of(doing.means.now);
    let everybody = addressees(tx, doing.facility(), round, today).await?;
    let now: HashMap<&PersonId, &Address> =
        everybody.iter().filter_map(|one| Some((&one.person, one.address()?))).collect();
    for one in mailing::recipients(tx, id).await?.into_iter().filter(|one| one.fate == Fate::Failed) {
        if let Some(address) = now.get(&one.person).filter(|address| ***address != one.address) {
            mailing::readdress(tx, id, (&one.person, address)).await?;
        }
    }
    Ok(())
}

/// A mailing of an open round, loaded through the actor's scope while the round is held.
async fn load<R>(
    tx: &mut Tx,
    doing: &Doing,
    (round, id): (&RoundId, &MailingId),
) -> Result<(Round, Mailing), Failure<R>> {
    dialect::lock_round(tx, round.as_str()).await?;
    let round = rounds::load(tx, doing, round).await?;
    doing.may(Right::Remind, Object::Round(doing.facility(), &round))?;
    let found = mailing::find(tx, &round.id, id).await?.ok_or_else(missing)?;
    Ok((round, found))
}

/// A mailing as the object of an event.
pub fn target(id: &MailingId) -> Target {
    Target::new("mailing", id)
}
