//! `tenken backup`: one encrypted file, made while the server goes on working or while it does not run.

use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;
use tenken_domain::audit::{Actor, AuditEvent, Target};
use tenken_store::{Tx, facility};

use super::failure::Failure;
use super::output;
use super::passphrase;
use crate::actions::{self, Means, Never, in_tx};
use crate::app::Console;
use crate::backup::lock::Lock;
use crate::backup::make::{self, Made};
use crate::config::StorageSource;

/// バックアップを作ります（サーバーの動作中でも作れます）
#[derive(Args)]
pub struct Arguments {
    /// 書き出すファイル
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// パスフレーズの代わりに公開鍵で暗号化します（age1…）
    #[arg(long, value_name = "age1…", conflicts_with = "passphrase_file")]
    recipient: Option<String>,
    /// パスフレーズを1行目に書いたファイル（指定しなければ画面でたずねます）
    #[arg(long, value_name = "FILE")]
    passphrase_file: Option<PathBuf>,
    #[command(flatten)]
    source: StorageSource,
}

/// Makes the backup under another name, records it, and only then gives it its own.
pub async fn run(arguments: &Arguments) -> Result<(), Failure> {
    output::refuse_impossible(&arguments.file)?;
    let lock = lock(arguments)?;
    let storage = arguments.source.storage().map_err(|error| Failure::CouldNot(error.into()))?;
    let console = Console::open(&storage).await.map_err(Failure::CouldNot)?;
    let unfinished = output::beside(&arguments.file);
    let made = write(&console, &storage.data, lock, (&unfinished, &arguments.file)).await;
    if made.is_err() {
        let _ = std::fs::remove_file(&unfinished);
    }
    let made = made.map_err(Failure::CouldNot)?;
    console.db.close().await;
    tell(&arguments.file, made);
    Ok(())
}

fn lock(arguments: &Arguments) -> Result<Lock, Failure> {
    let Some(recipient) = &arguments.recipient else {
        return Ok(Lock::passphrase(passphrase::new(arguments.passphrase_file.as_deref())?));
    };
    Lock::recipient(recipient).ok_or_else(|| {
        Failure::usage(format!(
            "--recipient に「{recipient}」は使えません。age1… の公開鍵を指定してください。"
        ))
    })
}

async fn write(
    console: &Console,
    data: &Path,
    lock: Lock,
    (unfinished, file): (&Path, &Path),
) -> anyhow::Result<Made> {
    let means = console.means();
    let source = make::Source { db: &console.db, data };
    let made = make::write(source, means.now, lock, unfinished).await?;
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    in_tx(&console.db, move |tx| Box::pin(async move { record(tx, &means, name).await })).await?;
    std::fs::rename(unfinished, file)
        .with_context(|| format!("{} に書き込めませんでした", file.display()))?;
    Ok(made)
}

async fn record(tx: &mut Tx, means: &Means, name: String) -> Result<(), actions::Failure<Never>> {
    let facility = facility::only(tx).await?.map(|facility| facility.id);
    let target = Target::new("facility", facility.as_ref().map_or("", |id| id.as_str()));
    Ok(means.record(tx, (&Actor::Console, facility.as_ref()), (AuditEvent::BackupMade, target), name).await?)
}

fn tell(file: &Path, made: Made) {
    output::say(&format!("バックアップを作りました: {}（{}行）", file.display(), made.rows));
    output::say("keys/sealing（無記名の回答の封を開ける鍵）は、匿名性を守るためバックアップに含まれません。");
    if made.sealed > 0 {
        output::say(&format!(
            "封をしたまま集計を待っている無記名の回答が {} 件あります。別の機器に復元すると、この鍵なしでは集計に入りません。",
            made.sealed
        ));
    }
}
