//! Putting a backup into an empty folder, and an empty database where that is elsewhere. All of the file is checked
//! first; what breaks off later leaves the folder as empty as it was.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use tenken_domain::audit::{Actor, AuditEvent, Target};
use tenken_store::copy::{self, Table};
use tenken_store::{Db, Place, StoreError, Tx, facility};

use super::WRITTEN_BY_HAND;
use super::format::{FileLine, Line};
use super::lock::Key;
use super::read::{self, Lines};
use crate::actions::stored_files::{self, Checked};
use crate::actions::{Failure, Means, Never, in_tx, mailings};
use crate::app::{Clock, DATABASE_FILE};
use crate::config::Storage;
use crate::platform;
use crate::secrets::keys::{FOLDER, Keys, SECRET_FILE};
use crate::secrets::random::Randomness;
use crate::secrets::turnstile::Turnstile;

/// Where everything lies until it is whole.
const UNFINISHED: &str = ".restoring";

/// What was put back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    pub hospital: String,
    pub made_at: String,
    pub rows: u64,
    /// Anonymous sheets that wait sealed: only the old machine's keys open them.
    pub sealed: u64,
    /// The stored files, each opened and compared with its hash.
    pub files: Checked,
}

/// Restores a backup.
///
/// # Errors
/// [`read::ReadError`] for what is wrong with the file; else with context.
pub async fn restore(file: &Path, key: &Key, storage: &Storage) -> anyhow::Result<Restored> {
    let rows = read::check(file, key)?.rows;
    let folder = Folder::prepare(&storage.data)?;
    let lines = read::open(file, key)?;
    let (hospital, made_at) = (lines.header.hospital.clone(), lines.header.made_at.clone());
    let (sealed, files) = fill(&folder, storage, lines).await?;
    folder.finish()?;
    Ok(Restored { hospital, made_at, rows, sealed, files })
}

/// Fills the database and the unfinished folder, and records it.
async fn fill(folder: &Folder, storage: &Storage, lines: Lines) -> anyhow::Result<(u64, Checked)> {
    let database = folder.unfinished.join(DATABASE_FILE);
    if storage.database.is_none() {
        platform::write_private_file(&database, &[])?;
    }
    let place = || storage.database.as_deref().map_or(Place::File(&database), Place::Server);
    let db = match copy::open_empty(place(), lines.header.schema).await {
        Err(StoreError::NotEmpty) => {
            bail!("データベースにはすでに医療機関のデータがあります。空のデータベースを指定してください。")
        }
        opened => opened?,
    };
    let files = db.write(|tx| Box::pin(take_rows(tx, lines))).await?;
    db.close().await;
    for file in files {
        write_file(&folder.unfinished, &file)?;
    }
    let db = Db::open(place()).await?;
    let random = Randomness::from_system();
    let keys = Keys::open(&folder.unfinished, &random)?;
    let files = check_files(&db, &keys).await?;
    let (now, turnstile) = (Clock::default().now(), Turnstile::new());
    let means = Means { now, source: String::new(), random, keys, turnstile };
    in_tx(&db, move |tx| Box::pin(async move { record(tx, &means).await })).await?;
    let sealed = copy::sealed_records(&mut db.reader().await?).await?;
    db.close().await;
    Ok((sealed, files))
}

/// What came back is what was kept, or is told by name.
async fn check_files(db: &Db, keys: &Keys) -> anyhow::Result<Checked> {
    let mut conn = db.reader().await?;
    let Some(facility) = facility::only(&mut conn).await? else { return Ok(Checked::default()) };
    Ok(stored_files::check_all(&mut conn, &keys.secret, &facility.id).await?)
}

/// Stores every row, in one transaction; hands back the files.
async fn take_rows(tx: &mut Tx, lines: Lines) -> Result<Vec<FileLine>, StoreError> {
    copy::arriving(tx).await?;
    let broken = || StoreError::NotSaved("the backup broke off".to_owned());
    let mut table: Option<Table> = None;
    let mut files = Vec::new();
    for line in lines {
        match line.map_err(|error| StoreError::NotSaved(error.to_string()))? {
            Line::Table(next) => table = Some(next.into()),
            Line::Row(cells) => {
                let table = table.as_ref().ok_or_else(broken)?;
                copy::insert(tx, table, cells.into_iter().map(Into::into).collect()).await?;
            }
            Line::File(file) => files.push(file),
            Line::End { .. } => {}
            Line::TenkenBackup(_) => return Err(broken()),
        }
    }
    copy::arrived(tx).await?;
    Ok(files)
}

/// Only the files that a backup can hold; their places are ours to say, not the file's.
fn write_file(folder: &Path, file: &FileLine) -> anyhow::Result<()> {
    let path = match file.name.as_str() {
        SECRET_FILE => folder.join(FOLDER).join(SECRET_FILE),
        name if WRITTEN_BY_HAND.contains(&name) => folder.join(name),
        other => bail!("知らないファイル「{other}」がバックアップに含まれています。"),
    };
    if let Some(parent) = path.parent() {
        platform::private_folder(parent)?;
    }
    platform::write_private_file(&path, file.text.as_bytes())
        .with_context(|| format!("{} に書き込めません", path.display()))
}

async fn record(tx: &mut Tx, means: &Means) -> Result<(), Failure<Never>> {
    let facility = facility::only(tx).await?.map(|facility| facility.id);
    let target = Target::new("facility", facility.as_ref().map_or("", |id| id.as_str()));
    let what = (AuditEvent::BackupRestored, target);
    means.record(tx, (&Actor::Console, facility.as_ref()), what, "").await?;
    if let Some(facility) = &facility {
        mailings::cancel_restored(tx, means, facility).await?;
    }
    Ok(())
}

/// An empty folder that is being filled; made empty again, or taken away, where it is not finished.
struct Folder {
    data: PathBuf,
    unfinished: PathBuf,
    existed: Existed,
}

/// Whether the folder was there before.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Existed {
    No,
    Yes,
}

impl Folder {
    fn prepare(data: &Path) -> anyhow::Result<Self> {
        let existed = if data.exists() { Existed::Yes } else { Existed::No };
        if existed == Existed::Yes && std::fs::read_dir(data)?.next().is_some() {
            bail!(
                "{} は空ではありません。空のフォルダか、新しいフォルダを指定してください。",
                data.display()
            );
        }
        let context = || format!("フォルダ {} を使えません", data.display());
        platform::private_folder(data).with_context(context)?;
        let unfinished = data.join(UNFINISHED);
        platform::private_folder(&unfinished).with_context(context)?;
        Ok(Self { data: data.to_owned(), unfinished, existed })
    }

    /// Moves everything to its place; the database last, because it is what makes the folder a hospital's.
    fn finish(self) -> anyhow::Result<()> {
        for name in WRITTEN_BY_HAND.into_iter().chain([FOLDER, DATABASE_FILE]) {
            let from = self.unfinished.join(name);
            if from.exists() {
                platform::give_to_owner_of(&self.data, &from)?;
                std::fs::rename(&from, self.data.join(name))?;
            }
        }
        Ok(())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.unfinished);
        if self.existed == Existed::No {
            // Only an empty folder goes: what was finished stays.
            let _ = std::fs::remove_dir(&self.data);
        }
    }
}
