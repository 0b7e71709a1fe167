//! Many files in one ZIP, as people send what they have collected: measured before and while it is unpacked, one file
//! at a time. Names are for showing only.

use std::io::{Cursor, Read};

use encoding_rs::SHIFT_JIS;
use zip::ZipArchive;

/// The most files of a bundle.
pub const MOST_FILES: usize = 2_000;
/// What all files of a bundle may unpack to together. Bytes.
const MOST_UNPACKED: u64 = 100 << 20;
/// What one file may unpack to; a form has under 50 KB. Bytes.
const MOST_OF_ONE: u64 = 2 << 20;
/// A file that shrank to less than a hundredth is none of ours; short ones shrink as they like. Bytes.
const MOST_TIMES: u64 = 100;
const SHORT: u64 = 64 << 10;
/// The most entries a list of contents may have before it is read: workbooks within a bundle bring their own.
const MOST_ENTRIES: usize = 100_000;
/// Where a file's name is cut. Characters.
const LONGEST_NAME: usize = 120;

/// A bundle whose list of contents has been read.
pub struct Bundle<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    left: u64,
}

/// One file of a bundle.
#[derive(Debug, PartialEq, Eq)]
pub struct Unpacked {
    /// The last part of its path, without control characters.
    pub name: String,
    pub content: Result<Vec<u8>, Spoiled>,
}

/// Why a file of a bundle was not unpacked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spoiled {
    Password,
    TooLarge,
    /// All files together unpack to too much.
    AllTooLarge,
    Damaged,
}

/// More files than a bundle may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooManyFiles;

impl<'b> Bundle<'b> {
    /// `None` for anything that is no ZIP of files: a workbook is a ZIP too, but of parts.
    ///
    /// # Errors
    /// Where it has more files than are looked at.
    pub fn open(bytes: &'b [u8]) -> Result<Option<Self>, TooManyFiles> {
        if !(bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")) {
            return Ok(None);
        }
        if bytes.windows(4).filter(|four| four == b"PK\x01\x02").count() > MOST_ENTRIES {
            return Err(TooManyFiles);
        }
        let Ok(archive) = ZipArchive::new(Cursor::new(bytes)) else { return Ok(None) };
        let is_part = |name: &[u8]| name == b"[Content_Types].xml" || name == b"content.xml";
        if archive.file_names_raw().any(is_part) {
            return Ok(None);
        }
        if archive.len() > MOST_FILES {
            return Err(TooManyFiles);
        }
        Ok(Some(Self { archive, left: MOST_UNPACKED }))
    }

    /// Its files in their order, each unpacked when it is asked for. Folders and what macOS adds are left out.
    pub fn files(mut self) -> impl Iterator<Item = Unpacked> {
        (0..self.archive.len()).filter_map(move |index| self.file(index))
    }

    fn file(&mut self, index: usize) -> Option<Unpacked> {
        let Ok(entry) = self.archive.by_index_raw(index) else {
            return Some(Unpacked { name: String::new(), content: Err(Spoiled::Damaged) });
        };
        let path = decoded(entry.name_raw());
        if entry.is_dir() || path.ends_with('/') || is_by_the_way(&path) {
            return None;
        }
        let name = plain_name(&path);
        let most = MOST_OF_ONE.min(entry.compressed_size().saturating_mul(MOST_TIMES).max(SHORT));
        let (is_encrypted, says) = (entry.encrypted(), entry.size());
        drop(entry);
        let content = if is_encrypted {
            Err(Spoiled::Password)
        } else if says > most {
            Err(Spoiled::TooLarge)
        } else {
            self.unpack(index, most)
        };
        Some(Unpacked { name, content })
    }

    /// Sizes that an archive states need not be true.
    fn unpack(&mut self, index: usize, most: u64) -> Result<Vec<u8>, Spoiled> {
        let most_now = most.min(self.left);
        let entry = self.archive.by_index(index).map_err(|_| Spoiled::Damaged)?;
        let mut content = Vec::new();
        entry.take(most_now + 1).read_to_end(&mut content).map_err(|_| Spoiled::Damaged)?;
        let length = content.len() as u64;
        if length > most_now {
            self.left = self.left.saturating_sub(length);
            return Err(if most_now < most { Spoiled::AllTooLarge } else { Spoiled::TooLarge });
        }
        self.left -= length;
        Ok(content)
    }
}

/// Windows writes names in CP932, everybody else in UTF-8.
fn decoded(raw: &[u8]) -> String {
    match std::str::from_utf8(raw) {
        Ok(name) => name.to_owned(),
        Err(_) => SHIFT_JIS.decode_without_bom_handling(raw).0.into_owned(),
    }
}

fn is_by_the_way(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    // Excel keeps `~$…` beside every workbook that is open.
    path.starts_with("__MACOSX/") || name.starts_with("~$") || name == ".DS_Store" || name == "Thumbs.db"
}

fn plain_name(path: &str) -> String {
    let last = path.rsplit(['/', '\\']).next().unwrap_or_default();
    last.chars().filter(|c| !c.is_control()).take(LONGEST_NAME).collect()
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in files {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(content).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn unpacked(bytes: &[u8]) -> Vec<Unpacked> {
        Bundle::open(bytes).unwrap().expect("a bundle").files().collect()
    }

    #[test]
    fn files_come_out_by_the_last_part_of_their_name() {
        let bytes = zip(&[
            ("東病棟/髙﨑.csv", b"a"),
            ("../../etc/passwd", b"b"),
            ("__MACOSX/x", b"c"),
            ("a/.DS_Store", b"d"),
            ("a/~$good.xlsx", b"e"),
        ]);
        let names: Vec<_> = unpacked(&bytes).into_iter().map(|file| (file.name, file.content)).collect();
        assert_eq!(
            names,
            [("髙﨑.csv".to_owned(), Ok(b"a".to_vec())), ("passwd".to_owned(), Ok(b"b".to_vec()))]
        );
    }

    #[test]
    fn a_name_in_the_encoding_of_windows_is_read() {
        let (name, _, _) = SHIFT_JIS.encode("薬剤部/髙橋.xlsx");
        assert_eq!(plain_name(&decoded(&name)), "髙橋.xlsx");
    }

    #[test]
    fn a_bomb_is_measured_while_it_unpacks() {
        let bomb = vec![0; 50 << 20];
        let bytes = zip(&[("bomb.xlsx", &bomb), ("fine.csv", b"a")]);
        let files = unpacked(&bytes);
        assert_eq!(files[0].content, Err(Spoiled::TooLarge));
        assert_eq!(files[1].content, Ok(b"a".to_vec()));
    }

    #[test]
    fn a_size_that_is_not_true_is_found_out() {
        let mut bytes = zip(&[("bomb.csv", &vec![0; 3 << 20])]);
        let central = bytes.windows(4).rposition(|four| four == b"PK\x01\x02").unwrap();
        for place in [central + 24, 22] {
            bytes[place..place + 4].copy_from_slice(&10_u32.to_le_bytes());
        }
        assert!(unpacked(&bytes)[0].content.is_err());
    }

    #[test]
    fn too_many_files_are_not_looked_at_and_a_workbook_is_no_bundle() {
        let names: Vec<String> = (0..=MOST_FILES).map(|nth| nth.to_string()).collect();
        let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b""[..])).collect();
        assert!(matches!(Bundle::open(&zip(&files)), Err(TooManyFiles)));
        assert!(matches!(Bundle::open(&zip(&[("[Content_Types].xml", b"")])), Ok(None)));
        assert!(matches!(Bundle::open(b"PK\x03\x04 no zip"), Ok(None)));
    }
}
