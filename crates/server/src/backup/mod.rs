//! Backups: everything of a hospital in one encrypted file, and back. Lines of JSON inside an age file, so that a
//! hospital can read its data even without Tenken. The keys in `keys/sealing` are never inside: a stolen backup opens no anonymous sheet.

mod format;
pub mod lock;
pub mod make;
pub mod read;
pub mod restore;
pub mod temporary;

/// Fewest characters of a passphrase.
pub const SHORTEST_PASSPHRASE: usize = 12;

/// What the hospital wrote by hand, in the data folder: the printed sheet's numbers, and its own words beside the items.
const WRITTEN_BY_HAND: [&str; 2] = ["numbers.yaml", "guidance.yaml"];
