//! Files that a command reads.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// The bytes of a file, never many more than such a file can have; else a sentence.
pub fn contents(path: &Path, most: u64) -> Result<Vec<u8>, String> {
    if path.is_dir() {
        return Err("フォルダーです。ファイルを指定してください。".to_owned());
    }
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|file| file.take(most + 1).read_to_end(&mut bytes));
    read.map(|_| bytes).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => "ファイルが見つかりません。名前と場所を確かめてください。".to_owned(),
        io::ErrorKind::PermissionDenied => "ファイルを開く権限がありません。".to_owned(),
        _ => format!("ファイルを読み取れません（{error}）。"),
    })
}
