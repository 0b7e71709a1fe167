//! `tenken restore`: a backup into an empty folder, and into an empty database where that is elsewhere.

use std::path::{Path, PathBuf};

use clap::Args;
use tenken_domain::calendar;

use super::failure::Failure;
use super::output;
use super::passphrase;
use crate::backup::lock::Key;
use crate::backup::read::ReadError;
use crate::backup::restore::{Restored, restore};
use crate::config::StorageSource;
use crate::platform;

/// バックアップを空のフォルダに復元します
#[derive(Args)]
pub struct Arguments {
    /// バックアップファイル
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// 公開鍵で暗号化したバックアップを開く秘密鍵のファイル
    #[arg(long, value_name = "FILE", conflicts_with = "passphrase_file")]
    identity: Option<PathBuf>,
    /// パスフレーズを1行目に書いたファイル（指定しなければ画面でたずねます）
    #[arg(long, value_name = "FILE")]
    passphrase_file: Option<PathBuf>,
    #[command(flatten)]
    source: StorageSource,
}

/// Restores, and says what is left to do.
pub async fn run(arguments: &Arguments) -> Result<(), Failure> {
    let storage = arguments.source.storage().map_err(|error| Failure::CouldNot(error.into()))?;
    let key = key(arguments)?;
    match restore(&arguments.file, &key, &storage).await {
        Ok(restored) => {
            tell(&restored, &storage.data);
            Ok(())
        }
        Err(error) if error.is::<ReadError>() => Err(Failure::usage(error.to_string())),
        Err(error) => Err(Failure::CouldNot(error)),
    }
}

fn key(arguments: &Arguments) -> Result<Key, Failure> {
    let Some(file) = &arguments.identity else {
        return Ok(Key::passphrase(passphrase::known(arguments.passphrase_file.as_deref())?));
    };
    let text = std::fs::read_to_string(file).map_err(|error| {
        Failure::usage(format!("{} を読めません: {}", file.display(), platform::said(&error)))
    })?;
    Key::identity(&text).ok_or_else(|| {
        Failure::usage(format!("{} に秘密鍵（AGE-SECRET-KEY-1…）がありません。", file.display()))
    })
}

fn tell(restored: &Restored, data: &Path) {
    let Restored { hospital, made_at, rows, sealed, files } = restored;
    let made_at = made_at.parse().map_or_else(|_| made_at.clone(), calendar::moment);
    output::say(&format!(
        "{hospital} のデータ（{made_at} 作成、{rows}行）を {} に復元しました。",
        data.display()
    ));
    if files.whole > 0 {
        let checked =
            format!("保管していたファイル {} 件の中身を、SHA-256と比べて確かめました。", files.whole);
        output::say(&checked);
    }
    for name in &files.damaged {
        output::say(&format!("ファイル「{name}」は壊れています。別の世代のバックアップで確かめてください。"));
    }
    output::say(&format!(
        "tenken --data {} で起動してください。パスワードはバックアップを作ったときのものです。",
        data.display()
    ));
    if *sealed > 0 {
        output::say(&format!("封をしたまま集計を待っていた無記名の回答が {sealed} 件あります。"));
        output::say(&format!(
            "元の機器の keys/sealing フォルダが残っていれば、起動する前に中身を {} に置いてください（他の利用者から読めない設定で）。",
            data.join("keys").join("sealing").display()
        ));
        output::say(
            "封印の鍵は記入票が提出されるたびに替わるので、バックアップのあとに無記名の提出が1枚でもあれば開けません。",
        );
        output::say("開けない回答は結果に入りません。ほかのデータには影響ありません。");
    }
}
