//! The only module that asks which operating system it is: folders and files nobody else may read, and signals to stop.

use std::io;
use std::path::Path;

/// Makes a folder only the user of this process can enter; one that others can enter is refused.
///
/// # Errors
/// `PermissionDenied` if an existing folder is open to others; else what the system says.
pub fn private_folder(path: &Path) -> io::Result<()> {
    if !path.exists() {
        create_private_folder(path)?;
    }
    refuse_if_open_to_others(path)
}

/// Writes a file only the user of this process can read. An existing file is not touched.
///
/// # Errors
/// `AlreadyExists`, or what the system says.
pub fn write_private_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    io::Write::write_all(&mut file, bytes)?;
    file.sync_all()
}

/// Reads a file that must not be readable by others.
///
/// # Errors
/// `PermissionDenied` if it is; else what the system says.
pub fn read_private_file(path: &Path) -> io::Result<Vec<u8>> {
    refuse_if_open_to_others(path)?;
    std::fs::read(path)
}

#[cfg(unix)]
fn create_private_folder(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(path)
}

#[cfg(not(unix))]
fn create_private_folder(path: &Path) -> io::Result<()> {
    std::fs::create_dir_all(path)
}

#[cfg(unix)]
fn refuse_if_open_to_others(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mode = std::fs::metadata(path)?.permissions().mode();
    if mode & 0o077 == 0 {
        return Ok(());
    }
    let sentence =
        format!("{} は他の利用者からも読める設定です。chmod go-rwx で閉じてください。", path.display());
    Err(io::Error::new(io::ErrorKind::PermissionDenied, sentence))
}

/// Windows folders inherit what the installer set; nothing is checked here.
#[cfg(not(unix))]
fn refuse_if_open_to_others(path: &Path) -> io::Result<()> {
    std::fs::metadata(path).map(drop)
}

/// Returns when the process is asked to stop.
#[cfg(unix)]
pub async fn asked_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => tokio::select! {
            _ = terminate.recv() => {}
            _ = tokio::signal::ctrl_c() => {}
        },
        Err(_) => drop(tokio::signal::ctrl_c().await),
    }
}

/// Returns when the process is asked to stop.
#[cfg(not(unix))]
pub async fn asked_to_stop() {
    drop(tokio::signal::ctrl_c().await)
}
