//! Passphrases at the console: from a file, or typed without being shown.

use std::path::Path;

use super::failure::Failure;
use crate::backup::SHORTEST_PASSPHRASE;
use crate::platform;

/// A new passphrase: long enough, and typed twice.
pub fn new(file: Option<&Path>) -> Result<String, Failure> {
    let passphrase = match file {
        Some(file) => from_file(file)?,
        None => typed_twice()?,
    };
    if passphrase.chars().count() < SHORTEST_PASSPHRASE {
        return Err(Failure::usage(format!("パスフレーズは{SHORTEST_PASSPHRASE}文字以上にしてください。")));
    }
    Ok(passphrase)
}

/// The passphrase of a backup that is there.
pub fn known(file: Option<&Path>) -> Result<String, Failure> {
    match file {
        Some(file) => from_file(file),
        None => typed("バックアップのパスフレーズ: "),
    }
}

fn typed_twice() -> Result<String, Failure> {
    let first = typed(&format!("新しいパスフレーズ（{SHORTEST_PASSPHRASE}文字以上）: "))?;
    let second = typed("新しいパスフレーズ（確認）: ")?;
    if first == second { Ok(first) } else { Err(Failure::usage("2回の入力が違います。")) }
}

fn typed(prompt: &str) -> Result<String, Failure> {
    platform::read_hidden_line(prompt)
        .map_err(|error| Failure::usage(format!("パスフレーズを読めませんでした: {error}")))
}

fn from_file(file: &Path) -> Result<String, Failure> {
    let text = std::fs::read_to_string(file).map_err(|error| {
        Failure::usage(format!("{} を読めません: {}", file.display(), platform::said(&error)))
    })?;
    Ok(text.lines().next().unwrap_or_default().to_owned())
}
