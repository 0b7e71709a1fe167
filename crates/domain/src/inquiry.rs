//! Inquiries (確認依頼): what one vendor is asked about one of its systems, until when, what it answered, and how it was
//! chased. Once handed in, nothing of the answers changes; asking the same anew is another inquiry.

mod handing_in;
mod told;

pub use handing_in::Lack;
pub use told::{Told, is_latest, last_answer, latest, told};

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::id::{CatalogId, ChecklistId, InquiryId, ItemId, VendorId};
use crate::mark::Mark;
use crate::stored_file::StoredFileRefusal;
use crate::working_day::working_day_on_or_after;

/// Most items of one inquiry.
pub const MOST_QUESTIONS: usize = 150;
/// Most characters of a comment, of what is added to the letter, of a name, and of a note of the chase.
pub const LONGEST_COMMENT: usize = 300;
pub const LONGEST_MESSAGE: usize = 500;
pub const LONGEST_NAME: usize = 60;
pub const LONGEST_SAID: usize = 500;
/// Most bytes of all files of one inquiry together.
pub const MOST_FILES: u64 = 60 << 20;
/// Days until an answer is due, where nobody says otherwise.
const USUAL_DAYS: i32 = 14;
/// A link opens nothing any more so many days after the answer was due.
const LINK_OUTLIVES_DUE: i32 = 30;

/// One inquiry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inquiry {
    pub id: InquiryId,
    pub vendor: VendorId,
    /// The system's name, as it was when it was asked about.
    pub system: String,
    pub catalog: CatalogId,
    pub due: Date,
    /// Until when it was due before it was asked again; the same as `due` where it was not.
    pub first_due: Date,
    /// What is added to the letter; may be empty.
    pub message: String,
    /// In the order of the lists.
    pub questions: Vec<Question>,
    pub state: State,
    /// Counts the changes of its answers.
    pub revision: i64,
    /// Changes when the link is replaced: the old one opens nothing any more.
    pub link_salt: i64,
    pub made_by: String,
    pub made_at: Timestamp,
}

/// One item and what the vendor says of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    pub list: ChecklistId,
    pub item: ItemId,
    pub answer: Reply,
}

/// A vendor's answer to one item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reply {
    /// One of [`Mark::SETTLED`].
    pub mark: Option<Mark>,
    pub comment: String,
    /// 目標日: until when a × is to become a ○.
    pub target: Option<Date>,
}

/// Answers by item.
pub type Replies = BTreeMap<ItemId, Reply>;

/// How far an inquiry is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// 作成中
    Draft,
    /// 回答待ち
    Sent { on: Date },
    /// 再依頼中: the last time on this day.
    AskedAgain { sent: Date, again: Date },
    /// 回答済
    HandedIn { sent: Date, receipt: Receipt },
    /// 取りやめ
    Withdrawn { on: Date },
}

/// Who answered, when, and how it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    pub on: Date,
    pub by: String,
    pub way: Way,
}

/// How answers came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    Link,
    File,
    /// FAX too: somebody typed it in.
    Paper,
}

/// One line of the log of the chase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chase {
    pub day: Date,
    pub way: ChaseWay,
    /// With whom it was spoken.
    pub whom: String,
    pub said: String,
    /// 再依頼, until this day; `None` where it was only spoken of.
    pub new_due: Option<Date>,
    pub written_by: String,
    pub written_at: Timestamp,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChaseWay {
    Telephone,
    Fax,
    Mail,
    Visit,
    Letter,
}

/// Why nothing was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InquiryRefusal {
    /// Not in this state: somebody else was faster, or the page is old.
    NotFromHere,
    /// A day that has not come yet.
    InTheFuture,
    /// A day before the letter was sent.
    BeforeSending,
    /// An answer cannot be due before it is asked for.
    DueInThePast,
    /// Handing in wants a name.
    NobodyAnswers,
    /// So many items lack something: see [`Lack`].
    StillOpen(usize),
    /// Somebody changed the answers after this page was shown.
    ChangedMeanwhile,
    /// Its files together would have more than [`MOST_FILES`] bytes.
    TooManyFiles,
    File(StoredFileRefusal),
}

/// What a link still opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Door {
    Open,
    /// Its own answers can be read, and nothing changed.
    HandedIn,
    Withdrawn,
    Expired,
    /// Nothing has been sent yet.
    Shut,
}

/// The day an answer is due where nobody says otherwise: two weeks later, on a working day.
pub fn usual_due(today: Date) -> Date {
    working_day_on_or_after(after(today, USUAL_DAYS))
}

fn after(day: Date, days: i32) -> Date {
    day.saturating_add(jiff::Span::new().days(days))
}

impl Reply {
    /// A mark, or a comment that says why there is none.
    pub fn says_something(&self) -> bool {
        self.mark.is_some() || !self.comment.is_empty()
    }
}

impl Inquiry {
    /// Sent and neither answered nor withdrawn.
    pub fn is_waiting(&self) -> bool {
        matches!(self.state, State::Sent { .. } | State::AskedAgain { .. })
    }

    pub fn is_overdue(&self, today: Date) -> bool {
        self.is_waiting() && self.due < today
    }

    /// Who answered, once it is handed in.
    pub fn receipt(&self) -> Option<&Receipt> {
        match &self.state {
            State::HandedIn { receipt, .. } => Some(receipt),
            State::Draft | State::Sent { .. } | State::AskedAgain { .. } | State::Withdrawn { .. } => None,
        }
    }

    /// When it was sent for the first time.
    pub fn sent_on(&self) -> Option<Date> {
        match &self.state {
            State::Sent { on: sent } | State::AskedAgain { sent, .. } | State::HandedIn { sent, .. } => {
                Some(*sent)
            }
            State::Draft | State::Withdrawn { .. } => None,
        }
    }

    /// Days for which its questions have been open; `None` where none is.
    pub fn days_open(&self, today: Date) -> Option<i32> {
        let sent = self.sent_on().filter(|_| self.is_waiting())?;
        today.since(sent).ok().map(|span| span.get_days())
    }

    /// Items with neither mark nor comment.
    pub fn open_questions(&self) -> usize {
        self.questions.iter().filter(|question| !question.answer.says_something()).count()
    }

    pub fn question(&self, item: &ItemId) -> Option<&Question> {
        self.questions.iter().find(|question| question.item == *item)
    }

    /// What its link still opens.
    pub fn door(&self, today: Date) -> Door {
        match self.state {
            State::Draft => Door::Shut,
            State::Withdrawn { .. } => Door::Withdrawn,
            State::Sent { .. } | State::AskedAgain { .. } | State::HandedIn { .. }
                if after(self.due, LINK_OUTLIVES_DUE) < today =>
            {
                Door::Expired
            }
            State::Sent { .. } | State::AskedAgain { .. } => Door::Open,
            State::HandedIn { .. } => Door::HandedIn,
        }
    }

    /// The state once it was sent on this day.
    ///
    /// # Errors
    /// It was sent before, the day has not come yet, or the answer was due before it.
    pub fn sent(&self, on: Date, today: Date) -> Result<State, InquiryRefusal> {
        if self.state != State::Draft {
            Err(InquiryRefusal::NotFromHere)
        } else if on > today {
            Err(InquiryRefusal::InTheFuture)
        } else if self.due < on {
            Err(InquiryRefusal::DueInThePast)
        } else {
            Ok(State::Sent { on })
        }
    }

    /// The state once it was spoken of on a day.
    ///
    /// # Errors
    /// Nothing is waited for, the day has not come yet or lies before the letter, or the new due date lies before it.
    pub fn chased(&self, chase: &Chase, today: Date) -> Result<State, InquiryRefusal> {
        let Some(sent) = self.sent_on().filter(|_| self.is_waiting()) else {
            return Err(InquiryRefusal::NotFromHere);
        };
        if chase.day > today {
            return Err(InquiryRefusal::InTheFuture);
        }
        if chase.day < sent {
            return Err(InquiryRefusal::BeforeSending);
        }
        match chase.new_due {
            Some(due) if due < chase.day => Err(InquiryRefusal::DueInThePast),
            Some(_) => Ok(State::AskedAgain { sent, again: chase.day }),
            None => Ok(self.state.clone()),
        }
    }

    /// The same with these answers in the place of its own; items that it does not ask about are left out.
    ///
    /// # Errors
    /// Nothing is waited for, or somebody changed them after `seen`.
    pub fn answered(&self, replies: &Replies, seen: i64) -> Result<Self, InquiryRefusal> {
        if !self.is_waiting() {
            return Err(InquiryRefusal::NotFromHere);
        }
        if self.revision != seen {
            return Err(InquiryRefusal::ChangedMeanwhile);
        }
        let with_answer = |question: &Question| {
            let answer = replies.get(&question.item).unwrap_or(&question.answer).clone();
            Question { answer, ..question.clone() }
        };
        let questions = self.questions.iter().map(with_answer).collect();
        Ok(Self { questions, revision: self.revision + 1, ..self.clone() })
    }

    /// The state once nobody waits for it any more.
    ///
    /// # Errors
    /// It was handed in, or withdrawn before.
    pub fn withdrawn(&self, on: Date) -> Result<State, InquiryRefusal> {
        match self.state {
            State::Draft | State::Sent { .. } | State::AskedAgain { .. } => Ok(State::Withdrawn { on }),
            State::HandedIn { .. } | State::Withdrawn { .. } => Err(InquiryRefusal::NotFromHere),
        }
    }

    /// Whether another inquiry is about the same system of the same vendor.
    pub fn is_about_the_same(&self, other: &Self) -> bool {
        (&self.vendor, &self.system) == (&other.vendor, &other.system)
    }
}

impl State {
    /// As it stands in database rows and locale keys.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Sent { .. } => "sent",
            Self::AskedAgain { .. } => "asked-again",
            Self::HandedIn { .. } => "handed-in",
            Self::Withdrawn { .. } => "withdrawn",
        }
    }
}

impl Way {
    pub const ALL: [Self; 3] = [Self::Link, Self::File, Self::Paper];

    /// As it stands in forms, database rows and locale keys.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Link => "link",
            Self::File => "file",
            Self::Paper => "paper",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|way| way.code() == code)
    }
}

impl ChaseWay {
    pub const ALL: [Self; 5] = [Self::Telephone, Self::Fax, Self::Mail, Self::Visit, Self::Letter];

    /// As it stands in forms, database rows and locale keys.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Telephone => "telephone",
            Self::Fax => "fax",
            Self::Mail => "mail",
            Self::Visit => "visit",
            Self::Letter => "letter",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|way| way.code() == code)
    }
}

#[cfg(test)]
mod tests;
