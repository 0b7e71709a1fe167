//! From the files of a form to filled-in sheets: workbooks and CSV files one by one, or all of one ZIP. Touches no
//! database; a file is dropped as soon as it has been read.

use sha2::{Digest, Sha256};
use tenken_domain::catalog::{Catalog, Checklist};
use tenken_domain::filled::bundle::Bundle;
use tenken_domain::filled::staff_form::{self, Refused, StaffForm};
use tenken_domain::grid::Reason;

use super::fate::{Fate, Mistake};
use crate::web::support::upload::UploadedFile;

/// What all workbooks of an upload may unpack to together, measured while each is read: the forms of two thousand
/// people need less. Bytes.
const MOST_UNPACKED: u64 = 400 << 20;

/// One file, as far as it can be understood without knowing the round.
pub struct Received {
    /// For showing only.
    pub name: String,
    /// SHA-256 of its content: two files with the same are copies.
    pub content: [u8; 32],
    pub form: Result<Box<StaffForm>, Fate>,
}

/// Reads all of them; the first ZIP is unpacked, a second one is not.
pub fn all(files: Vec<UploadedFile>, catalog: &Catalog, list: &Checklist) -> Vec<Received> {
    let mut received = Vec::new();
    let mut has_bundle = false;
    let mut budget = MOST_UNPACKED;
    for UploadedFile { name, bytes, .. } in files {
        match Bundle::open(&bytes) {
            Ok(None) => received.push(one((name, &bytes), (catalog, list), &mut budget)),
            Ok(Some(_)) if has_bundle => received.push(refused(name, Fate::SecondBundle)),
            Err(_) => received.push(refused(name, Fate::TooManyFiles)),
            Ok(Some(bundle)) => {
                has_bundle = true;
                let inner = |file: String| format!("{name} / {file}");
                received.extend(bundle.files().map(|file| match file.content {
                    Ok(bytes) if is_bundle(&bytes) => refused(inner(file.name), Fate::BundleInBundle),
                    Ok(bytes) => one((inner(file.name), &bytes), (catalog, list), &mut budget),
                    Err(spoiled) => refused(inner(file.name), Fate::Spoiled(spoiled)),
                }));
            }
        }
    }
    received
}

fn is_bundle(bytes: &[u8]) -> bool {
    !matches!(Bundle::open(bytes), Ok(None))
}

fn one(
    (name, bytes): (String, &[u8]),
    (catalog, list): (&Catalog, &Checklist),
    budget: &mut u64,
) -> Received {
    let read = staff_form::read((&name, bytes), catalog, list, budget);
    let form = read.map(Box::new).map_err(|refused| match refused {
        Refused::File(Reason::UnpacksTooLarge) if *budget == 0 => Fate::AllUnpackTooLarge,
        Refused::File(reason) => Fate::File(reason),
        Refused::Items(problems) => Fate::Mistakes(problems.into_iter().map(Mistake::Item).collect()),
    });
    Received { name, content: Sha256::digest(bytes).into(), form }
}

fn refused(name: String, fate: Fate) -> Received {
    Received { name, content: [0; 32], form: Err(fate) }
}
