//! The only module that asks which operating system it is: folders and files nobody else may read, typing without echo, and signals to stop.

use std::io;
use std::path::Path;

/// What the system says, in the words of whoever runs the program; what has no words here stays as it is.
pub fn said(error: &io::Error) -> String {
    if error.get_ref().is_some() {
        return error.to_string();
    }
    match error.kind() {
        io::ErrorKind::NotFound => "ファイルかフォルダがありません。".to_owned(),
        io::ErrorKind::PermissionDenied => "権限がありません。".to_owned(),
        io::ErrorKind::AlreadyExists => "すでにあります。".to_owned(),
        io::ErrorKind::IsADirectory => "フォルダです。ファイルを指定してください。".to_owned(),
        io::ErrorKind::NotADirectory => "フォルダではありません。".to_owned(),
        io::ErrorKind::StorageFull => "ディスクに空きがありません。".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "書き込みのできない媒体です。".to_owned(),
        io::ErrorKind::AddrNotAvailable => "そのアドレスはこの機械にありません。".to_owned(),
        io::ErrorKind::InvalidData => "UTF-8 の文字として読めません。".to_owned(),
        _ => error.to_string(),
    }
}

/// Makes a folder only the user of this process can enter; one that others can enter is refused.
///
/// # Errors
/// `PermissionDenied` if an existing folder is open to others; else what the system says.
pub fn private_folder(path: &Path) -> io::Result<()> {
    if !path.exists() {
        create_private_folder(path)?;
    }
    refuse_if_open(path, To::GroupAndOthers)
}

/// Writes a file only the user of this process can read. An existing file is not touched.
///
/// # Errors
/// `AlreadyExists`, or what the system says.
pub fn write_private_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = create_private_file(path)?;
    io::Write::write_all(&mut file, bytes)?;
    file.sync_all()
}

/// Overwrites a file and takes it away, both down to the disk. What is not there is no error.
///
/// # Errors
/// What the system says.
pub fn destroy_file(path: &Path) -> io::Result<()> {
    let mut file = match std::fs::OpenOptions::new().write(true).open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        opened => opened?,
    };
    let length = usize::try_from(file.metadata()?.len()).unwrap_or_default();
    io::Write::write_all(&mut file, &vec![b'0'; length])?;
    file.sync_all()?;
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        Ok(()) | Err(_) => {}
    }
    path.parent().map_or(Ok(()), sync_folder)
}

/// Brings to the disk which files are in a folder.
///
/// # Errors
/// What the system says.
#[cfg(unix)]
pub fn sync_folder(path: &Path) -> io::Result<()> {
    std::fs::File::open(path)?.sync_all()
}

/// Windows brings names to the disk together with their files.
#[cfg(not(unix))]
pub fn sync_folder(_path: &Path) -> io::Result<()> {
    Ok(())
}

/// Makes a new file only the user of this process can read.
///
/// # Errors
/// `AlreadyExists`, or what the system says.
pub fn create_private_file(path: &Path) -> io::Result<std::fs::File> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Reads a file that must not be readable by others.
///
/// # Errors
/// `PermissionDenied` if it is; else what the system says.
pub fn read_private_file(path: &Path) -> io::Result<Vec<u8>> {
    refuse_if_open(path, To::GroupAndOthers)?;
    std::fs::read(path)
}

/// Reads a file of somebody else's making, a TLS key for example, that a group may share but not everybody.
///
/// # Errors
/// `PermissionDenied` if everybody may; else what the system says.
pub fn read_guarded_file(path: &Path) -> io::Result<Vec<u8>> {
    refuse_if_open(path, To::Others)?;
    std::fs::read(path)
}

/// Gives a file, or a folder with all in it, to the owner of a folder: an administrator restores as root, and the
/// service runs as somebody else.
///
/// # Errors
/// What the system says.
#[cfg(unix)]
pub fn give_to_owner_of(folder: &Path, path: &Path) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, chown};
    let (wanted, found) = (std::fs::metadata(folder)?, std::fs::metadata(path)?);
    if (wanted.uid(), wanted.gid()) != (found.uid(), found.gid()) {
        chown(path, Some(wanted.uid()), Some(wanted.gid()))?;
    }
    if found.is_dir() {
        for entry in std::fs::read_dir(path)? {
            give_to_owner_of(folder, &entry?.path())?;
        }
    }
    Ok(())
}

/// Windows files belong to whom the folder's inherited rights say.
#[cfg(not(unix))]
pub fn give_to_owner_of(_folder: &Path, _path: &Path) -> io::Result<()> {
    Ok(())
}

/// Who must not have any access.
#[derive(Clone, Copy)]
enum To {
    GroupAndOthers,
    Others,
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
fn refuse_if_open(path: &Path, to: To) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let (mask, remedy) = match to {
        To::GroupAndOthers => (0o077, "chmod go-rwx"),
        To::Others => (0o007, "chmod o-rwx"),
    };
    if std::fs::metadata(path)?.permissions().mode() & mask == 0 {
        return Ok(());
    }
    let sentence =
        format!("{} は他の利用者からも読める設定です。{remedy} で閉じてください。", path.display());
    Err(io::Error::new(io::ErrorKind::PermissionDenied, sentence))
}

/// Windows folders inherit what the installer set; nothing is checked here.
#[cfg(not(unix))]
fn refuse_if_open(path: &Path, _to: To) -> io::Result<()> {
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

/// Reads one line from the terminal without showing it; from a pipe or file, just a line.
///
/// # Errors
/// What the system says; `UnexpectedEof` where there is nothing to read.
pub fn read_hidden_line(prompt: &str) -> io::Result<String> {
    use std::io::{IsTerminal, Write};
    let hidden = io::stdin().is_terminal();
    if hidden {
        eprint!("{prompt}");
        io::stderr().flush()?;
        set_typing(Typing::Hidden);
    }
    let mut line = String::new();
    let read = io::stdin().read_line(&mut line);
    if hidden {
        set_typing(Typing::Shown);
        eprintln!();
    }
    match read? {
        0 => Err(io::ErrorKind::UnexpectedEof.into()),
        _ => Ok(line.trim_end_matches(['\r', '\n']).to_owned()),
    }
}

/// Whether the terminal shows what is typed.
#[derive(Clone, Copy)]
enum Typing {
    Hidden,
    Shown,
}

/// Where `stty` does not do it, typing is seen; that is no reason to refuse the passphrase.
#[cfg(unix)]
fn set_typing(typing: Typing) {
    let setting = match typing {
        Typing::Hidden => "-echo",
        Typing::Shown => "echo",
    };
    let _ = std::process::Command::new("stty").arg(setting).stdin(std::process::Stdio::inherit()).status();
}

/// Windows shows what is typed.
#[cfg(not(unix))]
fn set_typing(_typing: Typing) {}
