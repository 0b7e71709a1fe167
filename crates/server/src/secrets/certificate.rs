//! A self-made TLS certificate for the first day: browsers warn of it, and the connection is encrypted all the same.

use std::path::Path;

use anyhow::Context;
use jiff::ToSpan;
use jiff::civil::Date;
use rcgen::{CertificateParams, DistinguishedName, DnType, KeyPair, date_time_ymd};

use crate::platform;

/// Long enough to be forgotten for a while, short enough not to be forgotten for good. Days.
const VALID: i32 = 825;

/// Makes a certificate for these names and its key, as two new PEM files. Either both files are there afterwards or
/// neither; files that are there already are not touched. It is valid from the day before this one, because clocks differ.
///
/// # Errors
/// A sentence for whoever started the program.
pub fn make(names: Vec<String>, today: Date, cert: &Path, key: &Path) -> anyhow::Result<()> {
    let mut subject = DistinguishedName::new();
    subject.push(DnType::CommonName, names.first().map_or("Tenken", String::as_str));
    let midnight =
        |day: Date| date_time_ymd(day.year().into(), day.month().unsigned_abs(), day.day().unsigned_abs());
    let mut params = CertificateParams::new(names)?;
    params.distinguished_name = subject;
    (params.not_before, params.not_after) =
        (midnight(today.checked_sub(1.day())?), midnight(today.checked_add(VALID.days())?));
    let pair = KeyPair::generate()?;
    let made = params.self_signed(&pair)?;
    write(key, &pair.serialize_pem())?;
    let written = write(cert, &made.pem());
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
