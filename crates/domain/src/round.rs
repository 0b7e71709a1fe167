//! A round (自己点検): 準備中 → 受付中 → 締切済. A closed round never changes.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::calendar;
use crate::id::{AccountId, CatalogId, ChecklistId, RoundId};

/// From when to when answers are asked for; both days included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    pub from: Date,
    pub until: Date,
}

impl Period {
    /// `None` where the end lies before the beginning.
    pub fn new(from: Date, until: Date) -> Option<Self> {
        (from <= until).then_some(Self { from, until })
    }
}

/// 記名 or 無記名 for staff; fixed before the round opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Naming {
    Named,
    Anonymous,
}

impl Naming {
    pub const ALL: [Self; 2] = [Self::Anonymous, Self::Named];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Named => "named",
            Self::Anonymous => "anonymous",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|naming| naming.code() == code)
    }
}

/// Whether the staff get cards (回答カード), and what the cards say; fixed before the round opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slips {
    None,
    /// A card for each person: that one has handed in is known.
    WithNames,
    /// So many cards for each department, drawn from an envelope: only numbers are known.
    WithoutNames,
}

impl Slips {
    pub const ALL: [Self; 3] = [Self::None, Self::WithNames, Self::WithoutNames];

    pub const fn code(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::WithNames => "with-names",
            Self::WithoutNames => "without-names",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|slips| slips.code() == code)
    }
}

/// Who did something, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deed {
    pub at: Timestamp,
    pub by: AccountId,
}

/// Where a round stands, with who brought it there and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// 準備中
    Preparing,
    /// 受付中
    Open { opened: Deed },
    /// 締切済
    Closed { opened: Deed, closed: Deed },
}

impl State {
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Preparing => "preparing",
            Self::Open { .. } => "open",
            Self::Closed { .. } => "closed",
        }
    }
}

/// One run of one catalog version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Round {
    pub id: RoundId,
    pub catalog: CatalogId,
    pub name: String,
    pub period: Period,
    pub lists: Vec<ChecklistId>,
    pub naming: Naming,
    pub slips: Slips,
    /// The smallest group whose result is shown; also the size of a batch of anonymous sheets. Never below 3.
    pub group_minimum: u64,
    pub state: State,
}

/// The smallest group minimum a hospital may set.
pub const LOWEST_GROUP_MINIMUM: u64 = 3;
/// The group minimum of a new hospital.
pub const DEFAULT_GROUP_MINIMUM: u64 = 5;

/// Why a round cannot change its state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TransitionError {
    #[error("the round is not in preparation")]
    NotPreparing,
    #[error("the round is not open")]
    NotOpen,
}

impl Round {
    pub fn is_open(&self) -> bool {
        matches!(self.state, State::Open { .. })
    }
    pub fn is_preparing(&self) -> bool {
        matches!(self.state, State::Preparing)
    }
    pub fn is_closed(&self) -> bool {
        matches!(self.state, State::Closed { .. })
    }
    /// The day as of which it says what it says: that of its close, the last of its period where that is earlier; of an open
    /// round today.
    pub fn heard_on(&self, today: Date) -> Date {
        match &self.state {
            State::Closed { closed, .. } => calendar::day_of(closed.at).min(self.period.until),
            State::Preparing | State::Open { .. } => today,
        }
    }

    pub fn covers(&self, list: &ChecklistId) -> bool {
        self.lists.contains(list)
    }

    /// 準備中 → 受付中. From here on lists, naming, circumstances and the group minimum are fixed.
    pub fn open(self, opened: Deed) -> Result<Self, TransitionError> {
        match self.state {
            State::Preparing => Ok(Self { state: State::Open { opened }, ..self }),
            State::Open { .. } | State::Closed { .. } => Err(TransitionError::NotPreparing),
        }
    }

    /// 受付中 → 締切済. There is no way back.
    pub fn close(self, closed: Deed) -> Result<Self, TransitionError> {
        match self.state {
            State::Open { opened } => Ok(Self { state: State::Closed { opened, closed }, ..self }),
            State::Preparing | State::Closed { .. } => Err(TransitionError::NotOpen),
        }
    }
}
