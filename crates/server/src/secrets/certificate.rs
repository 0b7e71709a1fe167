//! A self-made TLS certificate for the first day: browsers warn of it, and the connection is encrypted all the same.

use std::path::Path;

use anyhow::Context;

use crate::platform;

/// Makes a certificate for these names and its key, as two new PEM files. Either both files are there afterwards or
/// neither; files that are there already are not touched.
///
/// # Errors
/// A sentence for whoever started the program.
pub fn make(names: Vec<String>, cert: &Path, key: &Path) -> anyhow::Result<()> {
    let made = rcgen::generate_simple_self_signed(names)?;
    write(key, &made.signing_key.serialize_pem())?;
    let written = write(cert, &made.cert.pem());
    if written.is_err() {
        // The first error is the one to tell; a key without its certificate helps nobody.
        let _ = std::fs::remove_file(key);
    }
    written
}

fn write(path: &Path, pem: &str) -> anyhow::Result<()> {
    if path.exists() {
        anyhow::bail!("{} はすでにあります。上書きはしません。", path.display());
    }
    platform::write_private_file(path, pem.as_bytes())
        .with_context(|| format!("{} に書き込めません", path.display()))
}
