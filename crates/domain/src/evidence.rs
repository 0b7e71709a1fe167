//! Evidence (根拠資料): what shows that a ○ is true, and until when. It belongs to an item and goes on showing it in later
//! rounds, until it is withdrawn.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::id::{ChecklistId, EvidenceId, ItemId};
use crate::stored_file::{StoredFile, StoredFileRefusal};

/// Most characters of the place of a paper.
pub const LONGEST_PLACE: usize = 200;
/// So long before it ends people are warned. Days.
pub const WARNED_BEFORE: i32 = 60;

/// One piece of evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    pub id: EvidenceId,
    pub list: ChecklistId,
    pub item: ItemId,
    /// Where the paper is: 総務課キャビネット3. Empty only where there is a file.
    pub place: String,
    pub file: Option<StoredFile>,
    /// The last day on which it shows anything; `None` where it does not end.
    pub valid_until: Option<Date>,
    /// For backups: the day on which restoring was last tried.
    pub restored_on: Option<Date>,
    /// The name of whoever recorded it, at that time.
    pub recorded_by: String,
    pub recorded_at: Timestamp,
    /// It does not show anything any more.
    pub withdrawn_at: Option<Timestamp>,
}

/// What a piece of evidence is worth on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Validity {
    Valid,
    /// It ends within [`WARNED_BEFORE`] days.
    EndsSoon,
    Ended,
}

/// Why something cannot be recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EvidenceRefusal {
    /// A restore cannot have been tried in the future.
    RestoredInTheFuture,
    /// Neither a file nor the place of a paper.
    Nothing,
    File(StoredFileRefusal),
}

impl Evidence {
    pub fn validity(&self, today: Date) -> Validity {
        let days = |until: Date| today.until(until).map(|span| span.get_days()).unwrap_or(i32::MAX);
        match self.valid_until.map(days) {
            Some(..0) => Validity::Ended,
            Some(0..=WARNED_BEFORE) => Validity::EndsSoon,
            Some(_) | None => Validity::Valid,
        }
    }

    /// What it is called where there is room for one line: its file, its place, or both.
    pub fn name(&self) -> String {
        match &self.file {
            Some(file) if self.place.is_empty() => file.name.clone(),
            Some(file) => format!("{}（{}）", file.name, self.place),
            None => self.place.clone(),
        }
    }

    /// Whether the same thing was recorded for the same item by the same person, whenever that was.
    pub fn says_the_same_as(&self, other: &Self) -> bool {
        let same_file = match (&self.file, &other.file) {
            (Some(one), Some(other)) => one.is_same_as(other),
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        };
        let (id, file) = (self.id.clone(), self.file.clone());
        same_file && *self == Self { id, file, recorded_at: self.recorded_at, ..other.clone() }
    }

    pub fn is_of(&self, list: &ChecklistId, item: &ItemId) -> bool {
        self.list == *list && self.item == *item
    }
}

/// The best that any of these pieces is worth; `None` where there is none.
pub fn best<'e>(pieces: impl IntoIterator<Item = &'e Evidence>, today: Date) -> Option<Validity> {
    pieces.into_iter().map(|one| one.validity(today)).min()
}

impl Validity {
    /// As it stands in locale keys.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::EndsSoon => "ends-soon",
            Self::Ended => "ended",
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::id::StoredFileId;
    use crate::stored_file::Sha256;

    fn evidence(valid_until: Option<Date>) -> Evidence {
        Evidence {
            id: EvidenceId::new("paper"),
            list: ChecklistId::new("administrator"),
            item: ItemId::new("tls"),
            place: "総務課キャビネット3".to_owned(),
            file: None,
            valid_until,
            restored_on: None,
            recorded_by: String::new(),
            recorded_at: Timestamp::UNIX_EPOCH,
            withdrawn_at: None,
        }
    }

    #[test]
    fn evidence_is_warned_of_before_it_ends_and_lasts_to_the_end_of_its_day() {
        let today = date(2026, 11, 22);
        let of = |until| evidence(until).validity(today);
        assert_eq!(of(None), Validity::Valid);
        assert_eq!(of(Some(date(2027, 1, 22))), Validity::Valid);
        assert_eq!(of(Some(date(2027, 1, 21))), Validity::EndsSoon);
        assert_eq!(of(Some(today)), Validity::EndsSoon);
        assert_eq!(of(Some(date(2026, 11, 21))), Validity::Ended);
    }

    #[test]
    fn the_same_bytes_under_the_same_name_say_the_same() {
        let file = |id: &str, name: &str, byte: u8| StoredFile {
            id: StoredFileId::new(id),
            name: name.to_owned(),
            size: 1,
            sha256: Sha256::of_digest([byte; 32]),
            stored_at: Timestamp::UNIX_EPOCH,
            removed_at: None,
        };
        let with = |file| Evidence { file: Some(file), ..evidence(None) };
        let first = with(file("a", "設定.pdf", 1));
        assert!(first.says_the_same_as(&with(file("b", "設定.pdf", 1))));
        assert!(!first.says_the_same_as(&with(file("b", "設定.pdf", 2))));
        assert!(!first.says_the_same_as(&with(file("b", "別.pdf", 1))));
        assert!(!first.says_the_same_as(&evidence(None)));
        assert_eq!(first.name(), "設定.pdf（総務課キャビネット3）");
        assert_eq!(Evidence { place: String::new(), ..first }.name(), "設定.pdf");
    }

    #[test]
    fn one_valid_piece_is_enough() {
        let today = date(2026, 11, 22);
        let (old, new) = (evidence(Some(date(2020, 1, 1))), evidence(None));
        assert_eq!(best([&old, &new], today), Some(Validity::Valid));
        assert_eq!(best([&old], today), Some(Validity::Ended));
        assert_eq!(best([], today), None);
    }
}
