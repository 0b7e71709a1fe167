//! Files that are kept: sealed piece by piece under the installation's key before anything waits for them, and opened
//! again only where their hash is what it was. Who may see a file is decided by what uses it.

use futures_util::StreamExt;
use sha2::{Digest, Sha256 as Hasher};
use tenken_domain::audit::{AuditEvent, Target};
use tenken_domain::id::{FacilityId, StoredFileId};
use tenken_domain::stored_file::{Sha256, StoredFile, StoredFileRefusal, check_room, check_size};
use tenken_store::{Conn, Db, StoreError, Tx, stored_file};

use super::uploads::Sent;
use super::{Doing, Failure, Means, Never, in_tx};
use crate::secrets::keys::Key;

/// Bytes of one piece: a row of a backup, and a parameter of a statement.
const PIECE: usize = 128 * 1024;
/// What a file is called whose name had nothing to show.
const NAMELESS: &str = "file";

/// A file on its way into the database.
#[derive(Clone, Debug)]
pub struct Sealed {
    pub file: StoredFile,
    pieces: Vec<String>,
}

/// Whether the limit of all files together holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Room {
    Limited,
    /// For what the program itself makes once, so that a full store stops nobody's meeting.
    Always,
}

/// Why a file cannot be handed out.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error(transparent)]
    Store(#[from] StoreError),
    /// What lies there is not what was kept.
    #[error("the stored file {0} is damaged")]
    Damaged(StoredFileId),
}

/// How the files of a hospital are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    pub whole: u64,
    /// Their names.
    pub damaged: Vec<String>,
}

/// Seals a file away from the threads that answer requests; nothing is stored yet.
///
/// # Errors
/// It is empty or too large; or the machine could not go on.
pub async fn seal(means: &Means, sent: Sent) -> Result<Result<Sealed, StoredFileRefusal>, StoreError> {
    let means = means.clone();
    let sealing = tokio::task::spawn_blocking(move || seal_at_once(&means, sent));
    sealing.await.map_err(|error| StoreError::NotSaved(error.to_string()))
}

fn seal_at_once(means: &Means, sent: Sent) -> Result<Sealed, StoredFileRefusal> {
    let size = sent.bytes.len() as u64;
    check_size(size)?;
    let id = StoredFileId::new(means.random.id(means.now));
    let seal = |(number, piece)| means.keys.secret.seal(&sealed_for(&id, number), piece, &means.random);
    let pieces = sent.bytes.chunks(PIECE).enumerate().map(seal).collect();
    let name = if sent.name.is_empty() { NAMELESS.to_owned() } else { sent.name };
    let sha256 = Sha256::of_digest(Hasher::digest(&sent.bytes).into());
    Ok(Sealed { file: StoredFile { id, name, size, sha256, stored_at: means.now, removed_at: None }, pieces })
}

/// Stores a sealed file, as part of the verb that uses it and records it.
///
/// # Errors
/// There is no room for it; or the database's own.
pub async fn store(
    tx: &mut Tx,
    facility: &FacilityId,
    sealed: Sealed,
    room: Room,
) -> Result<Result<StoredFile, StoredFileRefusal>, StoreError> {
    let Sealed { file, pieces } = sealed;
    if room == Room::Limited {
        let kept = stored_file::bytes_together(tx, facility).await?;
        if let Err(full) = check_room(kept, file.size) {
            return Ok(Err(full));
        }
    }
    stored_file::insert(tx, facility, &file).await?;
    for (number, piece) in (0..).zip(pieces) {
        stored_file::insert_piece(tx, &file.id, number, piece).await?;
    }
    Ok(Ok(file))
}

/// The bytes of a file, all of them and exactly those that were kept.
///
/// # Errors
/// They are not; or the database's own.
pub async fn open(conn: &mut Conn, key: &Key, file: &StoredFile) -> Result<Vec<u8>, OpenError> {
    let mut bytes = Vec::with_capacity(usize::try_from(file.size).unwrap_or(0).min(PIECE));
    each_piece(conn, key, file, |piece| bytes.extend_from_slice(piece)).await?;
    Ok(bytes)
}

/// Looks at every file of a hospital without keeping more than a piece.
pub async fn check_all(conn: &mut Conn, key: &Key, facility: &FacilityId) -> Result<Checked, StoreError> {
    let mut checked = Checked::default();
    for file in stored_file::kept(conn, facility).await? {
        match each_piece(conn, key, &file, |_| {}).await {
            Ok(()) => checked.whole += 1,
            Err(OpenError::Damaged(_)) => checked.damaged.push(file.name),
            Err(OpenError::Store(error)) => return Err(error),
        }
    }
    Ok(checked)
}

/// Opens piece after piece; whoever keeps them may use them only where this ends well.
async fn each_piece(
    conn: &mut Conn,
    key: &Key,
    file: &StoredFile,
    mut with: impl FnMut(&[u8]),
) -> Result<(), OpenError> {
    let damaged = || OpenError::Damaged(file.id.clone());
    let (mut hasher, mut size) = (Hasher::new(), 0_u64);
    let mut pieces = stored_file::pieces(conn, &file.id).enumerate();
    while let Some((number, sealed)) = pieces.next().await {
        let piece = key.open_sealed(&sealed_for(&file.id, number), &sealed?).ok_or_else(damaged)?;
        hasher.update(&piece);
        size += piece.len() as u64;
        with(&piece);
    }
    let is_whole = size == file.size && Sha256::of_digest(hasher.finalize().into()) == file.sha256;
    if is_whole { Ok(()) } else { Err(damaged()) }
}

/// Records that a file was handed out. The right to see it was decided before.
pub async fn record_reading(
    db: &Db,
    doing: Doing,
    target: Target,
    file: StoredFile,
) -> Result<(), Failure<Never>> {
    in_tx(db, move |tx| {
        Box::pin(async move {
            doing.record(tx, (AuditEvent::StoredFileRead, target), in_the_log(&file)).await?;
            Ok(())
        })
    })
    .await
}

/// Name and hash, as the log has them.
pub fn in_the_log(file: &StoredFile) -> String {
    format!("{} SHA-256 {}", file.name, file.sha256)
}

/// The place of a piece is sealed with it: none can stand in for another.
fn sealed_for(id: &StoredFileId, number: usize) -> String {
    format!("stored file {id} {number}")
}

#[cfg(test)]
mod tests;
