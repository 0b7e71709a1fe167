//! The sample's folder: emptied at each start if it is a sample's, left alone if it is anything else.

use std::path::Path;

use anyhow::{Context, bail};
use tenken_domain::facts::Edition;
use tenken_store::{Db, Place, facility};

use crate::app::DATABASE_FILE;
use crate::platform;

/// The file that says that this folder may be emptied.
const MARKER: &str = "SAMPLE.txt";
const MARKER_TEXT: &str =
    "このフォルダはTenkenのサンプル病院のものです。tenken demo のたびに作り直されます。\n";

/// Everything that a sample's folder can hold.
const OURS: [&str; 6] = [MARKER, DATABASE_FILE, "tenken.db-wal", "tenken.db-shm", "keys", "unfinished"];

/// Makes the folder, or empties one that a sample was in.
///
/// # Errors
/// A sentence where the folder holds anything else.
pub async fn make_afresh(data: &Path) -> anyhow::Result<()> {
    let context = || format!("フォルダ {} を使えません", data.display());
    if data.exists() {
        empty(data).await?;
    }
    platform::private_folder(data).with_context(context)?;
    platform::write_private_file(&data.join(MARKER), MARKER_TEXT.as_bytes()).with_context(context)
}

async fn empty(data: &Path) -> anyhow::Result<()> {
    let names = std::fs::read_dir(data)?
        .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
        .collect::<std::io::Result<Vec<_>>>()?;
    let is_ours =
        names.iter().all(|name| OURS.contains(&name.as_str())) && names.iter().any(|name| name == MARKER);
    if !names.is_empty() && (!is_ours || is_a_hospitals(data).await) {
        bail!(
            "{} にはサンプル病院ではないものがあります。--data で別のフォルダを指定してください。",
            data.display()
        );
    }
    for name in names {
        let path = data.join(name);
        if path.is_dir() { std::fs::remove_dir_all(&path)? } else { std::fs::remove_file(&path)? }
    }
    Ok(())
}

/// A database that cannot be read is no hospital's: the marker has been found before.
async fn is_a_hospitals(data: &Path) -> bool {
    let file = data.join(DATABASE_FILE);
    if !file.exists() {
        return false;
    }
    let Ok(db) = Db::open(Place::File(&file)).await else { return false };
    let found = match db.reader().await {
        Ok(mut conn) => facility::only(&mut conn).await.ok().flatten(),
        Err(_) => None,
    };
    db.close().await;
    found.is_some_and(|facility| facility.edition == Edition::Real)
}
