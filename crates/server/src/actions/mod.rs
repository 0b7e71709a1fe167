//! The verbs: the only way to change data. Each loads, asks the domain, writes, records, in one transaction.
//! Nothing here knows of HTTP, HTML or the command line.

pub mod accounts;
mod asking;
pub mod assignments;
pub mod changes;
pub mod collection;
pub mod departmental_systems;
pub mod departments;
pub mod evidence;
pub mod exports;
pub mod facilities;
pub mod frozen_papers;
pub mod inquiries;
#[cfg(test)]
mod installation;
pub mod learning;
pub mod logins;
pub mod mail_servers;
pub mod mailings;
pub mod meetings;
pub mod opinions;
pub mod passwords;
pub mod people;
pub mod plan;
pub mod priorities;
pub mod remarks;
pub mod reminders;
pub mod reviews;
pub mod rounds;
pub mod sharing;
pub mod sheets;
pub mod slips;
pub mod staff_sheets;
pub mod stored_files;
pub mod trainings;
pub mod uploads;
pub mod vendors;

use futures_util::future::BoxFuture;
use jiff::Timestamp;
use tenken_domain::account::{Account, AccountState};
use tenken_domain::audit::{Actor, AuditEvent, Target};
use tenken_domain::id::{AuditEventId, FacilityId};
use tenken_domain::permission::{Denial, Object, Principal, Right, decide};
use tenken_store::{Db, StoreError, Tx, account, audit, dialect};

use crate::secrets::keys::Keys;
use crate::secrets::random::Randomness;
use crate::secrets::turnstile::Turnstile;

/// What every action is handed: when it happens, from where, and what it may draw on.
#[derive(Clone)]
pub struct Means {
    pub now: Timestamp,
    /// The address the wish came from; empty at the console.
    pub source: String,
    pub random: Randomness,
    pub keys: Keys,
    pub turnstile: Turnstile,
}

/// Somebody logged in who does something, with the means to do it.
#[derive(Clone)]
pub struct Doing {
    pub principal: Principal,
    pub means: Means,
}

/// Why an action did nothing. `R` are the refusals of this action that a user can understand.
#[derive(Debug, thiserror::Error)]
pub enum Failure<R> {
    #[error("refused")]
    Refused(R),
    #[error("denied: {0:?}")]
    Denied(Denial),
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Too many passwords are being checked; nothing was looked at. The same may be tried again in a moment.
    #[error("too many passwords are being checked")]
    Busy,
    /// A bug: something was written and nothing recorded. Nothing of it was kept.
    #[error("an action recorded no audit event")]
    Unrecorded,
}

/// The refusals of an action that refuses nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Never {}

/// Runs an action; `Ok` leaves only after it reached the disk. Commits nothing that was not recorded.
pub async fn in_tx<T, R, F>(db: &Db, action: F) -> Result<T, Failure<R>>
where
    F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<T, Failure<R>>> + Send + 'static,
    T: Send + 'static,
    R: Send + 'static,
{
    db.write(move |tx| {
        Box::pin(async move {
            let done = action(&mut *tx).await?;
            if tx.events() == 0 { Err(Failure::Unrecorded) } else { Ok(done) }
        })
    })
    .await
}

/// What may be written without an audit event, and why.
#[derive(Clone, Copy, Debug)]
pub enum Unrecorded {
    /// Who handed in an anonymous sheet, and when, must not be written anywhere.
    AnonymousSheet,
    /// A try to log in is counted before it is known what comes of it; what came of it is recorded then.
    LoginTry,
    /// A code was typed and found, or missed: who shows which card, and when, is nobody's business.
    CodeTry,
    /// A click changes nothing but the time of the last click.
    SessionUse,
    /// The same form came again: it was recorded when it came first, and nothing changed now.
    SentAgain,
    /// What waits lies under another key now; nothing else changed.
    SealedAnew,
    /// One message of a mailing moved on; the mailing was recorded when it was prepared and is again when it is over.
    MailUnderWay,
    /// Who read an explanation, and when, must not be written anywhere; only how many did.
    ExplanationRead,
    /// A file waits for its yes, or does not any more: nothing of the hospital has changed.
    FileWaits,
}

/// Runs a write of the one kind that leaves no audit event.
pub async fn in_unrecorded_tx<T, R, F>(db: &Db, _why: Unrecorded, action: F) -> Result<T, Failure<R>>
where
    F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<T, Failure<R>>> + Send + 'static,
    T: Send + 'static,
    R: Send + 'static,
{
    db.write(action).await
}

/// Runs an action that is to record, or says itself why it did not.
pub async fn in_tx_or_excused<T, R, F>(db: &Db, action: F) -> Result<T, Failure<R>>
where
    F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<(T, Option<Unrecorded>), Failure<R>>>
        + Send
        + 'static,
    T: Send + 'static,
    R: Send + 'static,
{
    db.write(move |tx| {
        Box::pin(async move {
            let (done, excuse) = action(&mut *tx).await?;
            if tx.events() == 0 && excuse.is_none() { Err(Failure::Unrecorded) } else { Ok(done) }
        })
    })
    .await
}

impl Means {
    /// Records what was done, in the transaction in which it was done.
    pub async fn record(
        &self,
        tx: &mut Tx,
        (actor, facility): (&Actor, Option<&FacilityId>),
        (event, target): (AuditEvent, Target),
        detail: impl Into<String> + Send,
    ) -> Result<(), StoreError> {
        let id = AuditEventId::new(self.random.id(self.now));
        let detail = detail.into();
        audit::record(tx, &audit::Entry { id, facility, at: self.now, actor, event, target, detail }).await
    }

    /// Milliseconds UTC.
    pub fn millis(&self) -> i64 {
        self.now.as_millisecond()
    }
}

impl Doing {
    pub fn facility(&self) -> &FacilityId {
        &self.principal.facility
    }

    /// The first line of every action that changes accounts, departments, occupations or the hospital itself: from here
    /// to the end of the transaction nobody else does, so what is loaded next is still so when it is written. Who acts
    /// is looked at again too. What belongs to one round holds the round ([`dialect::lock_round`]), after the hospital.
    pub async fn hold<R>(&self, tx: &mut Tx) -> Result<(), Failure<R>> {
        dialect::lock_facility(tx, self.facility().as_str()).await?;
        let own = account::find(tx, &self.principal.account).await?;
        let is_same = |own: &Account| own.state == AccountState::Active && own.role == self.principal.role;
        if own.as_ref().is_some_and(is_same) { Ok(()) } else { Err(missing()) }
    }

    /// Asks whether this may be done, after loading what it would be done to.
    pub fn may<R>(&self, right: Right, object: Object<'_>) -> Result<(), Failure<R>> {
        decide(&self.principal, right, object).map_err(Failure::Denied)
    }

    /// Records what was done.
    pub async fn record(
        &self,
        tx: &mut Tx,
        what: (AuditEvent, Target),
        detail: impl Into<String> + Send,
    ) -> Result<(), StoreError> {
        let actor = Actor::Person {
            account: self.principal.account.clone(),
            facility: self.principal.facility.clone(),
            name: self.principal.name.clone(),
            source: self.means.source.clone(),
        };
        self.means.record(tx, (&actor, Some(&self.principal.facility)), what, detail).await
    }
}

/// What is asked for is not there, or not for this person to know of.
pub fn missing<R>() -> Failure<R> {
    Failure::Denied(Denial::Invisible)
}

#[cfg(test)]
mod tests;
