//! A file on its way to a browser: encrypted, readable by nobody else, and gone when it was sent or the line broke.

use std::io;
use std::path::{Path, PathBuf};

use crate::platform;

/// Where such files lie in the data folder.
const FOLDER: &str = "unfinished";

/// A file that is removed when nobody holds it any more.
#[derive(Debug)]
pub struct TemporaryFile(PathBuf);

impl TemporaryFile {
    /// A place for a file; nothing is made there yet.
    pub fn within(data: &Path, name: &str) -> anyhow::Result<Self> {
        let folder = data.join(FOLDER);
        platform::private_folder(&folder)?;
        Ok(Self(folder.join(name)))
    }

    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for TemporaryFile {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

/// Removes what a process that was killed left behind. Only at the start of the one server of this folder.
pub fn sweep(data: &Path) -> io::Result<()> {
    match std::fs::remove_dir_all(data.join(FOLDER)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        Ok(()) | Err(_) => Ok(()),
    }
}
