//! The key that what waits is sealed under changes with every transaction: the new one is on the disk before, the old
//! one is destroyed after. So no earlier state of the database can be opened, not even by whoever has the keys.

use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};

use tenken_domain::facility::Facility;
use tenken_domain::id::RoundId;
use tenken_domain::round::{Naming, Round};
use tenken_store::sealed::{self, Pool};
use tenken_store::{Conn, Db, StoreError, facility, round};

use super::anonymous;
use crate::actions::{Failure, Means, Never, Unrecorded, in_unrecorded_tx};
use crate::secrets::sealing::{FreshKey, Name, SealingKeys};

/// A change of key, shared by the transaction and what comes after it.
#[derive(Clone)]
pub struct Change(Arc<Inner>);

struct Inner {
    fresh: FreshKey,
    done: Mutex<Done>,
}

/// What the transaction did with keys.
#[derive(Clone, Default)]
struct Done {
    sealed: bool,
    /// What these sealed has been taken out of the database.
    replaced: Vec<Name>,
}

/// Runs a transaction that may seal anew what waits of this round. It goes on where nobody waits for it any more:
/// otherwise a browser that hangs up would leave the old key.
///
/// # Errors
/// The transaction's own; `NotSaved` where no key could be made.
pub async fn sealing_anew<T, R, Run, Running>(means: &Means, round: &Round, run: Run) -> Result<T, Failure<R>>
where
    Run: FnOnce(Option<Change>) -> Running + Send + 'static,
    Running: Future<Output = Result<T, Failure<R>>> + Send,
    T: Send + 'static,
    R: Send + 'static,
{
    let (means, naming, round) = (means.clone(), round.naming, round.id.clone());
    let work = tokio::spawn(async move {
        match naming {
            Naming::Named => run(None).await,
            Naming::Anonymous => {
                let change = prepare(&means, &round).await?;
                let ran = run(Some(change.clone())).await;
                let (sealing, unneeded) = (means.keys.sealing, change.unneeded(&ran));
                // Some systems destroy no file that is still open.
                drop(change);
                on_disk(move || destroy(&sealing, &unneeded)).await;
                ran
            }
        }
    });
    let broke_off = || StoreError::NotSaved("the work broke off".to_owned());
    work.await.unwrap_or_else(|_| Err(broke_off().into()))
}

/// Destroys every key of a round that has closed.
pub async fn destroy_keys(means: &Means, round: &RoundId) {
    let (sealing, round) = (means.keys.sealing.clone(), round.clone());
    on_disk(move || {
        let is_its = |name: &Name| matches!(name, Name::Of { round: of, .. } if *of == round);
        destroy(&sealing, sealing.all()?.iter().filter(|name| is_its(name)))
    })
    .await;
}

/// Destroys the keys that a process which was killed left behind, at the start of a server. Sheets that wait under
/// the one key of earlier versions get one of their own first. Keys of rounds this database does not know stay: they
/// may be another database's.
///
/// # Errors
/// The database's own, and `NotSaved` where the folder of the keys cannot be read.
pub async fn destroy_left_over_keys(db: &Db, means: &Means) -> Result<(), StoreError> {
    let Some(facility) = facility::only(&mut db.reader().await?).await? else { return Ok(()) };
    let sealing = &means.keys.sealing;
    let names = sealing.all().map_err(not_saved)?;
    if names.contains(&Name::Former) {
        leave_former_key(db, means, &facility).await?;
    }
    for name in names {
        let Some(_held) = sealing.hold(&name) else { continue };
        if !is_needed(&mut db.reader().await?, &facility, &name).await? {
            let sealing = sealing.clone();
            on_disk(move || sealing.destroy(&name)).await;
        }
    }
    Ok(())
}

async fn leave_former_key(db: &Db, means: &Means, facility: &Facility) -> Result<(), StoreError> {
    for round in round::all(&mut db.reader().await?, &facility.id).await? {
        let pools = sealed::pools(&mut db.reader().await?, &round.id).await?;
        if !round.is_open() || !pools.iter().any(|pool| is_sealed_by(&round.id, pool, &Name::Former)) {
            continue;
        }
        let (db, own, facility, id) = (db.clone(), means.clone(), facility.id.clone(), round.id.clone());
        let renewed: Result<(), Failure<Never>> = sealing_anew(means, &round, |change| async move {
            in_unrecorded_tx(&db, Unrecorded::SealedAnew, move |tx| {
                Box::pin(async move { anonymous::renew(tx, &own, change.as_ref(), (&facility, &id)).await })
            })
            .await
        })
        .await;
        if let Err(Failure::Store(error)) = renewed {
            return Err(error);
        }
    }
    Ok(())
}

async fn is_needed(conn: &mut Conn, facility: &Facility, name: &Name) -> Result<bool, StoreError> {
    let rounds = round::all(conn, &facility.id).await?;
    let is_its = |round: &&Round| match name {
        Name::Former => true,
        Name::Of { round: of, .. } => round.id == *of,
    };
    let mut known = rounds.iter().filter(is_its).peekable();
    if known.peek().is_none() {
        return Ok(true);
    }
    for round in known.filter(|round| round.is_open()) {
        let pools = sealed::pools(conn, &round.id).await?;
        if pools.iter().any(|pool| is_sealed_by(&round.id, pool, name)) {
            return Ok(true);
        }
    }
    Ok(false)
}

fn is_sealed_by(round: &RoundId, pool: &Pool, name: &Name) -> bool {
    SealingKeys::name_of(round, &pool.sealed).as_ref() == Some(name)
}

async fn prepare(means: &Means, round: &RoundId) -> Result<Change, StoreError> {
    let (sealing, random, round) = (means.keys.sealing.clone(), means.random.clone(), round.clone());
    let made = tokio::task::spawn_blocking(move || sealing.make(&round, &random)).await;
    let fresh = made.map_err(|error| StoreError::NotSaved(error.to_string()))?.map_err(not_saved)?;
    Ok(Change(Arc::new(Inner { fresh, done: Mutex::default() })))
}

impl Change {
    /// Seals under the new key.
    pub(super) fn seal(&self, purpose: &str, plain: &[u8], means: &Means) -> String {
        self.note(|done| done.sealed = true);
        self.0.fresh.seal(purpose, plain, &means.random)
    }

    /// What this key sealed has been taken out. Within one transaction the new key seals again what it sealed before.
    pub(super) fn replaces(&self, name: Name) {
        if name != self.0.fresh.name {
            self.note(|done| done.replaced.push(name));
        }
    }

    fn note(&self, what: impl FnOnce(&mut Done)) {
        what(&mut self.0.done.lock().unwrap_or_else(PoisonError::into_inner));
    }

    /// The keys that are needed no more. Where nobody knows whether the database took the transaction, both stay; the
    /// next start or the close of the round clears up.
    fn unneeded<T, R>(&self, ran: &Result<T, Failure<R>>) -> Vec<Name> {
        let done = self.0.done.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let fresh = self.0.fresh.name.clone();
        match ran {
            Ok(_) if done.sealed => done.replaced,
            Ok(_) => [done.replaced, vec![fresh]].concat(),
            Err(Failure::Store(_)) if done.sealed => Vec::new(),
            Err(_) => vec![fresh],
        }
    }
}

fn destroy<'n>(sealing: &SealingKeys, names: impl IntoIterator<Item = &'n Name>) -> std::io::Result<()> {
    names.into_iter().try_for_each(|name| sealing.destroy(name))
}

/// What cannot be destroyed now is destroyed at the next start; what was saved stays saved.
async fn on_disk(work: impl FnOnce() -> std::io::Result<()> + Send + 'static) {
    match tokio::task::spawn_blocking(work).await {
        Ok(Ok(())) => {}
        Ok(Err(error)) => tracing::error!(%error, "a sealing key was not destroyed"),
        Err(error) => tracing::error!(%error, "destroying a sealing key broke off"),
    }
}

pub(super) fn not_saved(error: std::io::Error) -> StoreError {
    StoreError::NotSaved(error.to_string())
}
