//! The folder in which a package is laid out as it will lie on the machine.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::program;

/// An initially empty folder whose content becomes the package.
pub struct Staging {
    pub folder: PathBuf,
}

impl Staging {
    pub fn empty(folder: PathBuf) -> Result<Self> {
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(&folder)?;
        set_mode(&folder, 0o755)?;
        Ok(Self { folder })
    }

    /// Writes one file, with the folders above it.
    pub fn put(&self, place: &str, content: &[u8], mode: u32) -> Result<()> {
        let path = self.folder.join(place);
        let parent = path.parent().unwrap_or(&self.folder);
        fs::create_dir_all(parent)?;
        for folder in parent.ancestors().take_while(|folder| *folder != self.folder) {
            set_mode(folder, 0o755)?;
        }
        fs::write(&path, content).with_context(|| format!("{} cannot be written", path.display()))?;
        set_mode(&path, mode)
    }

    /// What `md5sum` prints for every file, by which `dpkg --verify` finds changed ones.
    pub fn md5sums(&self) -> Result<String> {
        let mut sums = program::ask(Command::new("md5sum").args(self.files()?).current_dir(&self.folder))?;
        sums.push('\n');
        Ok(sums)
    }

    pub fn size_in_kib(&self) -> Result<u64> {
        let sizes = self.files()?.into_iter().map(|file| Ok(fs::metadata(self.folder.join(file))?.len()));
        Ok(sizes.sum::<Result<u64>>()?.div_ceil(1024))
    }

    /// All files so far, relative to the folder, in a fixed order.
    fn files(&self) -> Result<Vec<PathBuf>> {
        let mut files = Vec::new();
        let mut folders = vec![self.folder.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder)? {
                let path = entry?.path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    files.push(path.strip_prefix(&self.folder)?.to_path_buf());
                }
            }
        }
        files.sort();
        Ok(files)
    }
}

/// Compressed without name and time, so that the same content gives the same bytes.
pub fn gzip(content: &[u8]) -> Result<Vec<u8>> {
    let mut command = Command::new("gzip");
    command.args(["-9", "--no-name", "--stdout"]).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().context("`gzip` could not be started")?;
    let input = child.stdin.take().context("gzip has no standard input")?;
    let output = std::thread::scope(|scope| {
        scope.spawn(move || { input }.write_all(content));
        child.wait_with_output()
    })?;
    if !output.status.success() {
        bail!("`gzip` failed ({})", output.status);
    }
    Ok(output.stdout)
}

#[cfg(unix)]
fn set_mode(path: &Path, mode: u32) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    Ok(fs::set_permissions(path, fs::Permissions::from_mode(mode))?)
}

#[cfg(not(unix))]
fn set_mode(_: &Path, _: u32) -> Result<()> {
    bail!("a Debian package can only be made where files have modes")
}
