//! Where a command's result goes: a file that is either whole or not there, or the standard output.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;

use super::failure::Failure;

/// Refuses a place where no file can be made, before any work is done.
pub fn refuse_impossible(path: &Path) -> Result<(), Failure> {
    let shown = path.display();
    if path.is_dir() || path.file_name().is_none() {
        return Err(Failure::usage(format!(
            "{shown}:1: 出力先がフォルダーです。ファイル名まで指定してください。"
        )));
    }
    if folder_of(path).is_dir() {
        return Ok(());
    }
    Err(Failure::usage(format!("{shown}:1: 出力先のフォルダーがありません。先に作成してください。")))
}

/// Writes the file under another name first and then gives it its own, so that nobody ever finds half of it.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let failed = || format!("{} に書き込めませんでした", path.display());
    // A device or a pipe is written to, not replaced; a link leads to the file that is meant.
    if fs::metadata(path).is_ok_and(|found| !found.is_file()) {
        return Ok(OpenOptions::new()
            .write(true)
            .open(path)
            .and_then(|mut file| file.write_all(bytes))
            .with_context(failed)?);
    }
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let unfinished = beside(&target);
    let written = write_new(&unfinished, bytes).and_then(|()| fs::rename(&unfinished, &target));
    if written.is_err() {
        // The first error is the one to tell; what is left behind has a name that says so.
        let _ = fs::remove_file(&unfinished);
    }
    Ok(written.with_context(failed)?)
}

/// Writes to the standard output; a reader who has seen enough is no failure.
pub fn write_stdout(bytes: &[u8]) -> Result<(), Failure> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::from(anyhow::Error::new(error).context("標準出力に書き込めませんでした")))
        }
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Says what was done, in a line. The work is done all the same where nobody listens.
pub fn say(line: &str) {
    let _ = writeln!(io::stdout().lock(), "{line}");
}

fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create_new(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// A name of this process's own in the same folder, because only there renaming is one step.
pub fn beside(target: &Path) -> PathBuf {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    target.with_file_name(format!(".{name}.{}.tmp", std::process::id()))
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        Some(_) | None => Path::new("."),
    }
}
