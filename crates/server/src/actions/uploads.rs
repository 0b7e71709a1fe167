//! Files that wait for the yes of whoever sent them: sealed, seen by that account only, and gone with the answer or
//! after an hour.

use tenken_domain::id::AccountId;
use tenken_store::upload::{self, Upload};
use tenken_store::{Conn, Db, StoreError, Tx};

use super::{Doing, Failure, Means, Never, Unrecorded, in_unrecorded_tx};

/// How long a file waits; milliseconds.
const WAITS: i64 = 60 * 60 * 1_000;

/// A file as it was sent.
#[derive(Clone, Debug)]
pub struct Sent {
    /// For showing, never for opening.
    pub name: String,
    pub bytes: Vec<u8>,
}

/// Keeps a file, in the place of the one this account sent before; returns its id.
pub async fn keep(
    db: &Db,
    doing: &Doing,
    purpose: &'static str,
    sent: &Sent,
) -> Result<String, Failure<Never>> {
    let id = doing.means.random.unordered_id();
    let sealed = doing.means.keys.secret.seal(&sealed_for(purpose, &id), &sent.bytes, &doing.means.random);
    let account = doing.principal.account.clone();
    let (name, at) = (sent.name.clone(), doing.means.millis());
    let (facility, kept) = (doing.facility().clone(), id.clone());
    in_unrecorded_tx(db, Unrecorded::FileWaits, move |tx| {
        Box::pin(async move {
            upload::delete_of(tx, &account, purpose).await?;
            let new = Upload { id: kept, account, purpose, file_name: name, sealed, at };
            Ok(upload::insert(tx, &facility, &new).await?)
        })
    })
    .await?;
    Ok(id)
}

/// A file that this account sent, if it still waits.
pub async fn open(
    conn: &mut Conn,
    (means, account): (&Means, &AccountId),
    purpose: &'static str,
    id: &str,
) -> Result<Option<Sent>, StoreError> {
    let found = upload::find(conn, (account, purpose), id, means.millis() - WAITS).await?;
    Ok(found.and_then(|(name, sealed)| {
        let bytes = means.keys.secret.open_sealed(&sealed_for(purpose, id), &sealed)?;
        Some(Sent { name, bytes })
    }))
}

/// Forgets a file, because it was taken over or given up; whether it was still there.
pub async fn forget(tx: &mut Tx, account: &AccountId, id: &str) -> Result<bool, StoreError> {
    upload::delete(tx, account, id).await
}

/// Forgets a file that was given up.
pub async fn give_up(db: &Db, doing: &Doing, id: &str) -> Result<(), Failure<Never>> {
    let (account, id) = (doing.principal.account.clone(), id.to_owned());
    in_unrecorded_tx(db, Unrecorded::FileWaits, move |tx| {
        Box::pin(async move { Ok(forget(tx, &account, &id).await.map(drop)?) })
    })
    .await
}

/// Forgets every file that has waited too long.
pub async fn sweep(db: &Db, means: &Means) -> Result<(), Failure<Never>> {
    let moment = means.millis() - WAITS;
    if !upload::any_before(&mut db.reader().await?, moment).await? {
        return Ok(());
    }
    in_unrecorded_tx(db, Unrecorded::FileWaits, move |tx| {
        Box::pin(async move { Ok(upload::delete_before(tx, moment).await?) })
    })
    .await
}

fn sealed_for(purpose: &str, id: &str) -> String {
    format!("upload {purpose} {id}")
}
