//! Stored files (保管したファイル): bytes that a hospital keeps sealed and known by their hash, whatever uses them. What is
//! in them is nobody's business here: they are never opened, only kept and handed out again.

use std::fmt;

use jiff::Timestamp;

use crate::id::StoredFileId;

/// Most bytes of one file.
pub const LARGEST: u64 = 20 << 20;
/// Most bytes of all files of a hospital together that people send. What a conclusion freezes always finds room.
pub const MOST_TOGETHER: u64 = 2 << 30;

/// What is known of a file without its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredFile {
    pub id: StoredFileId,
    /// As [`crate::file_name::plain`] leaves it; never empty.
    pub name: String,
    /// Bytes.
    pub size: u64,
    pub sha256: Sha256,
    pub stored_at: Timestamp,
    /// Since then its bytes are gone; name, size and hash stay.
    pub removed_at: Option<Timestamp>,
}

/// SHA-256 of a file's bytes, as 64 hexadecimal digits in small letters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sha256(String);

/// Why a file is not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoredFileRefusal {
    /// It has no bytes.
    Empty,
    /// It has more than [`LARGEST`] bytes.
    TooLarge,
    /// All files together would have more than [`MOST_TOGETHER`] bytes.
    Full,
}

/// What the bytes of a file are checked for before they are kept.
///
/// # Errors
/// There are none, or too many.
pub fn check_size(size: u64) -> Result<(), StoredFileRefusal> {
    match size {
        0 => Err(StoredFileRefusal::Empty),
        1..=LARGEST => Ok(()),
        _ => Err(StoredFileRefusal::TooLarge),
    }
}

/// Whether so many more bytes may be kept beside those that are.
///
/// # Errors
/// They may not.
pub fn check_room(kept: u64, more: u64) -> Result<(), StoredFileRefusal> {
    if kept.saturating_add(more) <= MOST_TOGETHER { Ok(()) } else { Err(StoredFileRefusal::Full) }
}

impl StoredFile {
    /// Whether its bytes are still there.
    pub fn is_kept(&self) -> bool {
        self.removed_at.is_none()
    }

    /// The same bytes under the same name, whenever they came.
    pub fn is_same_as(&self, other: &Self) -> bool {
        (&self.name, self.size, &self.sha256) == (&other.name, other.size, &other.sha256)
    }
}

impl Sha256 {
    pub fn of_digest(digest: [u8; 32]) -> Self {
        Self(digest.iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// As it stands in a database row; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        (text.len() == 64 && text.bytes().all(is_digit)).then(|| Self(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// In groups of eight digits, as people compare it with a paper.
    pub fn in_groups(&self) -> String {
        let digits: Vec<char> = self.0.chars().collect();
        digits.chunks(8).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
    }
}

impl fmt::Display for Sha256 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// `1.5 MB`, as file managers write it: thousands, not powers of two.
pub fn in_words(size: u64) -> String {
    let tenths = |unit: u64| {
        let tenths = (size + unit / 20) / (unit / 10);
        format!("{}.{}", tenths / 10, tenths % 10)
    };
    match size {
        0..1_000 => format!("{size} B"),
        1_000..950_000 => format!("{} kB", tenths(1_000)),
        _ => format!("{} MB", tenths(1_000_000)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_bytes_and_not_too_many_and_all_together_have_a_limit() {
        assert_eq!(check_size(0), Err(StoredFileRefusal::Empty));
        assert_eq!((check_size(1), check_size(LARGEST)), (Ok(()), Ok(())));
        assert_eq!(check_size(LARGEST + 1), Err(StoredFileRefusal::TooLarge));
        assert_eq!(check_room(MOST_TOGETHER - 5, 5), Ok(()));
        assert_eq!(check_room(MOST_TOGETHER - 5, 6), Err(StoredFileRefusal::Full));
        assert_eq!(check_room(u64::MAX, 1), Err(StoredFileRefusal::Full));
    }

    #[test]
    fn a_hash_is_read_in_groups_and_nothing_else_is_a_hash() {
        let hash = Sha256::of_digest([0xab; 32]);
        assert_eq!(hash.in_groups(), ["abababab"; 8].join(" "));
        assert_eq!(Sha256::parse(hash.as_str()), Some(hash));
        for wrong in ["", "ab", &"AB".repeat(32), &"あ".repeat(32), &"zz".repeat(32)] {
            assert_eq!(Sha256::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn sizes_are_said_as_file_managers_say_them() {
        let said = [0, 999, 1_000, 1_549, 949_999, 950_000, 20_971_520].map(in_words);
        assert_eq!(said, ["0 B", "999 B", "1.0 kB", "1.5 kB", "950.0 kB", "1.0 MB", "21.0 MB"]);
    }
}
