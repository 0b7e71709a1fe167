//! Making a backup while others go on working: one thread reads what one moment saw, another encrypts and writes.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::{Context, anyhow};
use futures_util::StreamExt;
use jiff::Timestamp;
use tenken_store::copy::{self, Snapshot, Table};
use tenken_store::{Db, facility};
use tokio::sync::{Semaphore, mpsc};

use super::WRITTEN_BY_HAND;
use super::format::{FORMAT, FileLine, Header, Line};
use super::lock::Lock;
use crate::platform;
use crate::secrets::keys::{FOLDER, SECRET_FILE};

/// Lines are handed over in pieces of about this size. Bytes.
const PIECE: usize = 64 * 1024;

/// Whose data are copied.
#[derive(Clone, Copy)]
pub struct Source<'s> {
    pub db: &'s Db,
    pub data: &'s Path,
}

/// What went into a backup.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Made {
    pub rows: u64,
    /// Anonymous sheets that wait sealed: only the key left behind opens them.
    pub sealed: u64,
}

/// Each backup takes 128 MiB for its passphrase.
static ONE_AT_A_TIME: Semaphore = Semaphore::const_new(1);

enum Piece {
    Bytes(Vec<u8>),
    /// Everything was said; without it the file is not finished.
    End,
}

/// Writes a backup to a new file, which is on the disk when this returns and not there where it fails.
///
/// # Errors
/// With context: the disk, the database.
pub async fn write(source: Source<'_>, now: Timestamp, lock: Lock, path: &Path) -> anyhow::Result<Made> {
    let _turn = ONE_AT_A_TIME.acquire().await?;
    let failed = || format!("{} に書き込めませんでした", path.display());
    let file = platform::create_private_file(path).with_context(failed)?;
    let (sender, receiver) = mpsc::channel(16);
    let writing = tokio::task::spawn_blocking(move || encrypt(file, &lock, receiver));
    let told = tell(source, now, Lines { sender, piece: Vec::new() }).await;
    let written = writing.await.map_err(anyhow::Error::from).and_then(|written| written);
    // Where the disk failed, telling broke off too, and says less of it.
    let made = match (written, told) {
        (Err(error), Ok(_)) => Err(error.context(failed())),
        (Err(error), Err(_)) if error.downcast_ref::<std::io::Error>().is_some() => {
            Err(error.context(failed()))
        }
        (_, told) => told,
    };
    if made.is_err() {
        let _ = std::fs::remove_file(path);
    }
    made
}

fn encrypt(file: File, lock: &Lock, mut pieces: mpsc::Receiver<Piece>) -> anyhow::Result<()> {
    let mut writer = lock.writer(BufWriter::new(file))?;
    loop {
        match pieces.blocking_recv() {
            Some(Piece::Bytes(bytes)) => writer.write_all(&bytes)?,
            Some(Piece::End) => break,
            None => return Err(anyhow!("the backup broke off")),
        }
    }
    let file = writer.finish()?.into_inner().map_err(std::io::IntoInnerError::into_error)?;
    Ok(file.sync_all()?)
}

async fn tell(source: Source<'_>, now: Timestamp, mut lines: Lines) -> anyhow::Result<Made> {
    let mut snapshot = Snapshot::begin(source.db).await?;
    let header = Header {
        format: FORMAT,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        schema: copy::schema(&mut snapshot).await?,
        made_at: now.to_string(),
        hospital: facility::only(&mut snapshot).await?.map(|one| one.name).unwrap_or_default(),
    };
    lines.say(&Line::TenkenBackup(header)).await?;
    let mut made = Made { sealed: copy::sealed_records(&mut snapshot).await?, rows: 0 };
    for table in copy::tables(&mut snapshot).await? {
        made.rows += tell_table(&mut snapshot, &table, &mut lines).await?;
    }
    snapshot.end().await?;
    for (name, path) in files(source.data) {
        let text =
            std::fs::read_to_string(&path).with_context(|| format!("{} を読めません", path.display()))?;
        lines.say(&Line::File(FileLine { name: name.to_owned(), text })).await?;
    }
    lines.say(&Line::End { rows: made.rows }).await?;
    lines.end().await?;
    Ok(made)
}

async fn tell_table(snapshot: &mut Snapshot, table: &Table, lines: &mut Lines) -> anyhow::Result<u64> {
    lines.say(&Line::Table(table.into())).await?;
    let mut rows = copy::rows(snapshot, table);
    let mut told = 0;
    while let Some(row) = rows.next().await {
        lines.say(&Line::Row(row?.into_iter().map(Into::into).collect())).await?;
        told += 1;
    }
    Ok(told)
}

/// The key that opens what the tables hold sealed for good, and what the hospital wrote by hand.
fn files(data: &Path) -> Vec<(&'static str, std::path::PathBuf)> {
    let by_hand = WRITTEN_BY_HAND.map(|name| (name, data.join(name)));
    let secret = (SECRET_FILE, data.join(FOLDER).join(SECRET_FILE));
    std::iter::once(secret).chain(by_hand.into_iter().filter(|(_, path)| path.is_file())).collect()
}

/// Gathers lines into pieces for the thread that writes.
struct Lines {
    sender: mpsc::Sender<Piece>,
    piece: Vec<u8>,
}

impl Lines {
    async fn say(&mut self, line: &Line) -> anyhow::Result<()> {
        self.piece.extend(line.to_bytes()?);
        if self.piece.len() >= PIECE { self.hand_over().await } else { Ok(()) }
    }

    async fn end(mut self) -> anyhow::Result<()> {
        self.hand_over().await?;
        self.send(Piece::End).await
    }

    async fn hand_over(&mut self) -> anyhow::Result<()> {
        let piece = std::mem::take(&mut self.piece);
        self.send(Piece::Bytes(piece)).await
    }

    async fn send(&self, piece: Piece) -> anyhow::Result<()> {
        self.sender.send(piece).await.map_err(|_| anyhow!("the backup could not be written"))
    }
}
