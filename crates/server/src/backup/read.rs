//! Reading a backup line by line. Whoever reads to the end knows that it is whole and unchanged.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use tenken_store::copy;

use super::format::{FORMAT, Header, Line};
use super::lock::{Key, OpenError};
use crate::platform;

/// Why a backup cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    #[error("{file} を読めません: {why}")]
    Unreadable { file: String, why: String },
    #[error(transparent)]
    Locked(#[from] OpenError),
    #[error(
        "バックアップファイルが途中で切れているか、壊れています。別の世代のバックアップを使ってください。"
    )]
    Broken,
    #[error(
        "このバックアップは新しい版（{program}）のTenkenで作られています。その版以降のTenkenで復元してください。"
    )]
    Newer { program: String },
}

/// The lines after the header.
pub struct Lines {
    pub header: Header,
    reader: BufReader<age::stream::StreamReader<BufReader<File>>>,
    finished: bool,
}

/// What a backup holds, found by reading all of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Contents {
    pub rows: u64,
}

/// Opens a backup and reads its header.
pub fn open(path: &Path, key: &Key) -> Result<Lines, ReadError> {
    let unreadable = |error: std::io::Error| ReadError::Unreadable {
        file: path.display().to_string(),
        why: platform::said(&error),
    };
    let file = File::open(path).map_err(unreadable)?;
    let mut reader = BufReader::new(key.reader(BufReader::new(file))?);
    let first = next_line(&mut reader)?.ok_or(ReadError::Broken)?;
    match serde_json::from_slice(&first) {
        Ok(Line::TenkenBackup(header)) if is_newer(&header) => {
            Err(ReadError::Newer { program: header.program })
        }
        Ok(Line::TenkenBackup(header)) => Ok(Lines { header, reader, finished: false }),
        Ok(_) | Err(_) => Err(ReadError::Broken),
    }
}

/// Reads all of a backup without keeping any of it.
pub fn check(path: &Path, key: &Key) -> Result<Contents, ReadError> {
    let mut contents = Contents::default();
    let mut files = 0_u32;
    for line in open(path, key)? {
        match line? {
            Line::Row(_) => contents.rows += 1,
            Line::File(_) => files += 1,
            Line::End { rows } if rows == contents.rows && files > 0 => {}
            Line::Table(_) => {}
            Line::End { .. } | Line::TenkenBackup(_) => return Err(ReadError::Broken),
        }
    }
    Ok(contents)
}

fn is_newer(header: &Header) -> bool {
    header.format > FORMAT || header.schema > copy::newest_schema()
}

fn next_line(reader: &mut impl BufRead) -> Result<Option<Vec<u8>>, ReadError> {
    let mut line = Vec::new();
    let read = reader.read_until(b'\n', &mut line).map_err(|_| ReadError::Broken)?;
    Ok((read > 0).then_some(line))
}

impl Iterator for Lines {
    type Item = Result<Line, ReadError>;

    /// The line of the end must be there, and nothing after it.
    fn next(&mut self) -> Option<Self::Item> {
        let line = match next_line(&mut self.reader) {
            Ok(None) if self.finished => return None,
            Ok(Some(line)) if !self.finished => line,
            Ok(_) => return self.broken(),
            Err(error) => {
                self.finished = true;
                return Some(Err(error));
            }
        };
        match serde_json::from_slice(&line) {
            Ok(line) => {
                self.finished = matches!(line, Line::End { .. });
                Some(Ok(line))
            }
            Err(_) => self.broken(),
        }
    }
}

impl Lines {
    fn broken(&mut self) -> Option<Result<Line, ReadError>> {
        self.finished = true;
        Some(Err(ReadError::Broken))
    }
}
