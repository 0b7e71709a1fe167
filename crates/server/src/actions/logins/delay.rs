//! Delays that grow with wrong guesses. A try is counted as a failure before anything is checked and taken back when it
//! was right, so that guesses side by side see one another; one that has to wait is refused and counts for nothing.

use jiff::{SignedDuration, Timestamp};
use tenken_store::login::{self, Failures};
use tenken_store::{Db, Tx};

use crate::actions::{Failure, Means, Unrecorded, in_unrecorded_tx};

/// Failures are forgotten after this long without another one.
const REMEMBERED: SignedDuration = SignedDuration::from_hours(24);
/// An address from which an account logged in is its desk for this long.
const DESK_KNOWN: SignedDuration = SignedDuration::from_hours(24 * 30);
/// Wrong guesses in a row before the first wait.
const FREE_FOR_ACCOUNT: u64 = 3;
const FREE_FOR_ADDRESS: u64 = 20;
/// However many failures there were, nobody waits longer.
const LONGEST_WAIT_SECONDS: i64 = 900;

/// A try that has been counted, or that has to wait.
pub struct Charge {
    at: i64,
    held: Vec<Held>,
    is_waiting: bool,
}

/// What was known of a subject before this try.
struct Held {
    subject: String,
    free: u64,
    before: Failures,
}

impl Charge {
    /// Whether this try must be refused, right or wrong.
    pub fn is_waiting(&self) -> bool {
        self.is_waiting
    }

    /// What was tried was right, but does not log anybody in yet.
    pub async fn take_back(&self, tx: &mut Tx) -> Result<(), tenken_store::StoreError> {
        for one in self.held.iter().filter(|_| !self.is_waiting) {
            login::take_back(tx, &one.subject, self.at, one.before).await?;
        }
        Ok(())
    }
}

/// Counts a try with this login name as a failure, in a transaction of its own.
pub async fn charge<R: Send + 'static>(db: &Db, means: &Means, name: &str) -> Result<Charge, Failure<R>> {
    let (means, name) = (means.clone(), name.to_owned());
    in_unrecorded_tx(db, Unrecorded::LoginTry, move |tx| {
        Box::pin(async move {
            let subject = account_or_desk(tx, &means, &name).await?;
            charge_each(tx, &means, vec![(subject, FREE_FOR_ACCOUNT), of_address(&means)]).await
        })
    })
    .await
}

/// The same where there is no account yet: only the address has to wait.
pub async fn charge_address<R: Send + 'static>(db: &Db, means: &Means) -> Result<Charge, Failure<R>> {
    let means = means.clone();
    in_unrecorded_tx(db, Unrecorded::LoginTry, move |tx| {
        Box::pin(async move { charge_each(tx, &means, vec![of_address(&means)]).await })
    })
    .await
}

/// Somebody has logged in: forgets the failures of account and address, and knows the desk from now on.
pub async fn forgive(tx: &mut Tx, means: &Means, name: &str) -> Result<(), tenken_store::StoreError> {
    login::forget(tx, &account(name)).await?;
    login::remember_desk(tx, &desk(name, &means.source), means.millis()).await?;
    login::forget(tx, &of_address(means).0).await
}

/// The account has a new code: guesses at what it replaces make nobody wait who holds it.
pub async fn begin_anew(tx: &mut Tx, name: &str) -> Result<(), tenken_store::StoreError> {
    login::forget_everywhere(tx, &account(name), &desk(name, "")).await
}

/// A stranger's guesses make a stranger wait; where somebody has logged in before, only guesses from there count.
async fn account_or_desk(tx: &mut Tx, means: &Means, name: &str) -> Result<String, tenken_store::StoreError> {
    let desk = desk(name, &means.source);
    let is_known = login::knows_desk(tx, &desk, before(means, DESK_KNOWN)).await?;
    Ok(if is_known { desk } else { account(name) })
}

/// Subjects are held in the order account, desk, address by everybody, so that nobody waits in a circle.
async fn charge_each<R>(
    tx: &mut Tx,
    means: &Means,
    subjects: Vec<(String, u64)>,
) -> Result<Charge, Failure<R>> {
    let (now, since) = (means.millis(), before(means, REMEMBERED));
    let mut held = Vec::new();
    for (subject, free) in subjects {
        let before = login::hold(tx, &subject, now, since).await?;
        held.push(Held { subject, free, before });
    }
    let is_waiting = held.iter().any(|one| !may_try(one.before, one.free, means.now));
    for one in held.iter().filter(|_| !is_waiting) {
        login::add_failure(tx, &one.subject, now).await?;
    }
    login::sweep(tx, since, before(means, DESK_KNOWN)).await?;
    Ok(Charge { at: now, held, is_waiting })
}

/// After `free` failures in a row each further one doubles the wait, from one second to a quarter of an hour.
pub(in crate::actions) fn may_try(failures: Failures, free: u64, now: Timestamp) -> bool {
    let Some(beyond) = failures.count.checked_sub(free) else { return true };
    let seconds = (1_i64 << beyond.min(10)).min(LONGEST_WAIT_SECONDS);
    now.as_millisecond() >= failures.last_at + seconds * 1_000
}

/// Milliseconds UTC so long before now.
pub(in crate::actions) fn before(means: &Means, duration: SignedDuration) -> i64 {
    means.millis() - i64::try_from(duration.as_millis()).unwrap_or(0)
}

fn account(name: &str) -> String {
    format!("account:{}", shortened(name))
}

fn desk(name: &str, source: &str) -> String {
    format!("desk:{}@{source}", shortened(name))
}

fn of_address(means: &Means) -> (String, u64) {
    (format!("address:{}", means.source), FREE_FOR_ADDRESS)
}

fn shortened(name: &str) -> String {
    name.chars().take(100).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_doubles_and_never_locks_for_good() {
        let now = Timestamp::from_second(1_000_000).expect("a moment");
        let failed =
            |count, seconds_ago: i64| Failures { count, last_at: now.as_millisecond() - seconds_ago * 1_000 };
        assert!(may_try(failed(2, 0), 3, now));
        assert!(!may_try(failed(3, 0), 3, now));
        assert!(may_try(failed(3, 1), 3, now));
        assert!(!may_try(failed(8, 31), 3, now));
        assert!(may_try(failed(8, 32), 3, now));
        assert!(may_try(failed(1_000, 900), 3, now));
    }
}
