//! Frozen papers (資料の控え): copies of a meeting's papers with their hash, so that what was shown stays as shown. None
//! is ever changed or taken away; what was put right stands beside what it puts right.

use crate::id::MeetingId;
use crate::stored_file::StoredFile;

/// Most papers of one meeting that are kept by hand on each occasion; the conclusion always keeps its own.
pub const MOST: usize = 40;

/// One copy. It was frozen when its file was stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrozenPaper {
    pub meeting: MeetingId,
    /// From 1, in the order in which the meeting's papers were frozen.
    pub number: u32,
    pub occasion: Occasion,
    pub file: StoredFile,
    /// The name of whoever did it, at that time.
    pub frozen_by: String,
}

/// Why a copy was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occasion {
    /// It was handed out or sent before or at the meeting.
    HandedOut,
    /// The meeting was concluded.
    Concluded,
    /// Added after the conclusion: minutes put right, or with their stamps.
    Added,
}

impl Occasion {
    /// As it stands in database rows and locale keys.
    pub const fn code(self) -> &'static str {
        match self {
            Self::HandedOut => "handed-out",
            Self::Concluded => "concluded",
            Self::Added => "added",
        }
    }

    /// The occasion with this code, or `None`.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::HandedOut, Self::Concluded, Self::Added].into_iter().find(|one| one.code() == code)
    }
}

impl FrozenPaper {
    /// The copy of a file that comes after these copies of the same meeting; nobody has put a name to it yet.
    pub fn next_of(meeting: &MeetingId, papers: &[Self], occasion: Occasion, file: &StoredFile) -> Self {
        let number = papers.last().map_or(1, |last| last.number + 1);
        let (meeting, file) = (meeting.clone(), file.clone());
        Self { meeting, number, occasion, file, frozen_by: String::new() }
    }
}

/// How many of these copies were kept on this occasion: papers that were handed out are what the meeting saw, and a
/// meeting concluded without any copy was concluded before there were copies.
pub fn kept_on(papers: &[FrozenPaper], occasion: Occasion) -> usize {
    papers.iter().filter(|paper| paper.occasion == occasion).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_occasion_is_found_by_its_code() {
        for occasion in [Occasion::HandedOut, Occasion::Concluded, Occasion::Added] {
            assert_eq!(Occasion::from_code(occasion.code()), Some(occasion));
        }
        assert_eq!(Occasion::from_code("changed"), None);
    }
}
