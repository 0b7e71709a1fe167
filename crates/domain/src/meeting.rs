//! Meetings of the executives (会議): planned, prepared by status reports (状況報告), held, concluded. After the conclusion
//! nothing of a meeting changes.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::action::Action;
use crate::decision::Decision;
use crate::frozen_paper::FrozenPaper;
use crate::id::{MeetingId, RoundId};
use crate::stored_file::StoredFileRefusal;

/// Most characters of a title or place, and of the agenda.
pub const LONGEST_TITLE: usize = 60;
pub const LONGEST_AGENDA: usize = 2_000;
/// Most people of one meeting, and characters of a name.
pub const MOST_PEOPLE: usize = 60;
pub const LONGEST_NAME: usize = 60;
/// Most characters of each part of a status report: three of them are half a page.
pub const LONGEST_PART: usize = 300;

/// One meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meeting {
    pub id: MeetingId,
    pub title: String,
    pub held_on: Date,
    /// 14:00～15:00, in the hospital's own words; may be empty.
    pub hours: String,
    pub place: String,
    /// One point a line; may be empty.
    pub agenda: String,
    /// The round whose result is discussed, if one is.
    pub round: Option<RoundId>,
    /// Names, 院長 佐倉 and the like.
    pub invited: Vec<String>,
    /// Of those invited, and whoever came beside them.
    pub present: Vec<String>,
    /// Whose status report is expected before the meeting.
    pub reporters: Vec<String>,
    pub state: State,
}

/// Whether anything can still change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Open,
    Concluded { at: Timestamp },
}

/// What one responsible person reports before a meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusReport {
    /// One of the meeting's reporters.
    pub reporter: String,
    /// What moved, what is stuck, what is needed.
    pub moved: String,
    pub stuck: String,
    pub needed: String,
    /// Who wrote it into the program, and when.
    pub written_by: String,
    pub written_at: Timestamp,
}

/// A meeting with all that belongs to it, as one moment saw it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeetingFacts {
    pub meeting: Meeting,
    /// All actions of the hospital's plan.
    pub actions: Vec<Action>,
    pub reports: Vec<StatusReport>,
    pub decisions: Vec<Decision>,
    /// The name of the round that is discussed, or empty.
    pub round: String,
    /// The copies of its papers so far.
    pub papers: Vec<FrozenPaper>,
}

/// Why a meeting cannot be so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MeetingRefusal {
    /// It was concluded.
    Concluded,
    /// It cannot be concluded before its day.
    NotHeldYet,
    /// Nobody was there.
    NobodyPresent,
    /// A report by somebody of whom none is expected.
    NotExpected,
    /// Something of it changed while its papers were being made.
    ChangedMeanwhile,
    /// Papers are added by hand only after the conclusion.
    NotConcludedYet,
    /// As many papers as a meeting has are kept.
    TooManyPapers,
    File(StoredFileRefusal),
}

impl Meeting {
    /// # Errors
    /// It was concluded.
    pub fn check_open(&self) -> Result<(), MeetingRefusal> {
        match self.state {
            State::Open => Ok(()),
            State::Concluded { .. } => Err(MeetingRefusal::Concluded),
        }
    }

    /// The state after its conclusion.
    ///
    /// # Errors
    /// It was concluded already, has not been held, or nobody was there.
    pub fn concluded(&self, today: Date, at: Timestamp) -> Result<State, MeetingRefusal> {
        self.check_open()?;
        if self.held_on > today {
            Err(MeetingRefusal::NotHeldYet)
        } else if self.present.is_empty() {
            Err(MeetingRefusal::NobodyPresent)
        } else {
            Ok(State::Concluded { at })
        }
    }

    /// Those of whom a report is expected and has not come.
    pub fn missing<'m>(&'m self, reports: &[StatusReport]) -> Vec<&'m str> {
        let has_come = |name: &str| reports.iter().any(|report| report.reporter == name);
        self.reporters.iter().map(String::as_str).filter(|name| !has_come(name)).collect()
    }

    /// The points of the agenda, without blank lines.
    pub fn points(&self) -> impl Iterator<Item = &str> {
        self.agenda.lines().map(str::trim).filter(|line| !line.is_empty())
    }
}

/// Names as they were typed, one a line or separated by 、; doubled ones count once.
///
/// # Errors
/// More people than one meeting has, or a name too long for a name.
pub fn read_names(typed: &str) -> Result<Vec<String>, NamesProblem> {
    let mut names: Vec<String> = Vec::new();
    for name in typed.split(['\n', '、', ',']).map(str::trim).filter(|name| !name.is_empty()) {
        if name.chars().count() > LONGEST_NAME {
            return Err(NamesProblem::TooLong);
        }
        if !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
    }
    if names.len() > MOST_PEOPLE { Err(NamesProblem::TooMany) } else { Ok(names) }
}

/// Why names cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NamesProblem {
    TooMany,
    TooLong,
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const TODAY: Date = date(2026, 11, 22);

    fn meeting() -> Meeting {
        Meeting {
            id: MeetingId::new("autumn"),
            title: "情報セキュリティ会議".to_owned(),
            held_on: TODAY,
            hours: String::new(),
            place: String::new(),
            agenda: "結果\n\n 予算 ".to_owned(),
            round: None,
            invited: vec!["院長 佐倉".to_owned()],
            present: vec!["院長 佐倉".to_owned()],
            reporters: vec!["看護部".to_owned(), "薬剤部".to_owned()],
            state: State::Open,
        }
    }

    #[test]
    fn a_meeting_is_concluded_once_on_its_day_or_later_and_with_somebody_there() {
        let at = Timestamp::UNIX_EPOCH;
        let concluded = meeting().concluded(TODAY, at).unwrap();
        assert_eq!(concluded, State::Concluded { at });
        let again = Meeting { state: concluded, ..meeting() };
        assert_eq!(again.concluded(TODAY, at), Err(MeetingRefusal::Concluded));
        let tomorrow = Meeting { held_on: date(2026, 11, 23), ..meeting() };
        assert_eq!(tomorrow.concluded(TODAY, at), Err(MeetingRefusal::NotHeldYet));
        let nobody = Meeting { present: Vec::new(), ..meeting() };
        assert_eq!(nobody.concluded(TODAY, at), Err(MeetingRefusal::NobodyPresent));
    }

    #[test]
    fn who_has_not_reported_is_named() {
        let report = StatusReport {
            reporter: "看護部".to_owned(),
            moved: String::new(),
            stuck: String::new(),
            needed: String::new(),
            written_by: String::new(),
            written_at: Timestamp::UNIX_EPOCH,
        };
        assert_eq!(meeting().missing(&[report]), ["薬剤部"]);
        assert_eq!(meeting().points().collect::<Vec<_>>(), ["結果", "予算"]);
    }

    #[test]
    fn names_are_read_one_a_line_or_in_one_line() {
        let names = read_names("院長 佐倉、事務長 梅田\n院長 佐倉\n\n 看護部長 桃井 ").unwrap();
        assert_eq!(names, ["院長 佐倉", "事務長 梅田", "看護部長 桃井"]);
        assert_eq!(read_names(&"あ".repeat(61)), Err(NamesProblem::TooLong));
        let many: String = (0..61).map(|nth| format!("人{nth}\n")).collect();
        assert_eq!(read_names(&many), Err(NamesProblem::TooMany));
    }
}
