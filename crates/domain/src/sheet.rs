//! The hospital's one sheet per list and round (病院としての回答), and whether it has been handed in.

use jiff::civil::Date;

use crate::id::{ChecklistId, RoundId, SheetId};
use crate::round::Deed;

/// One official sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    pub id: SheetId,
    pub round: RoundId,
    pub list: ChecklistId,
    /// 記入者
    pub filler: String,
    /// 日付
    pub filled_on: Option<Date>,
    pub state: SheetState,
}

/// Whether a sheet has been handed in (提出).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SheetState {
    InProgress,
    HandedIn(Deed),
}

/// Why a sheet cannot be handed in or withdrawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HandInError {
    #[error("no 記入者")]
    NoFiller,
    #[error("no 日付")]
    NoDate,
    #[error("handed in already")]
    AlreadyHandedIn,
    #[error("not handed in")]
    NotHandedIn,
}

impl Sheet {
    pub fn is_handed_in(&self) -> bool {
        matches!(self.state, SheetState::HandedIn(_))
    }

    /// 提出. Blank items may remain: a blank is not a ○.
    pub fn hand_in(self, deed: Deed) -> Result<Self, HandInError> {
        match self.state {
            SheetState::HandedIn(_) => Err(HandInError::AlreadyHandedIn),
            SheetState::InProgress if self.filler.is_empty() => Err(HandInError::NoFiller),
            SheetState::InProgress if self.filled_on.is_none() => Err(HandInError::NoDate),
            SheetState::InProgress => Ok(Self { state: SheetState::HandedIn(deed), ..self }),
        }
    }

    /// 取り下げ: back to 記入中, for as long as the round is open.
    pub fn withdraw(self) -> Result<Self, HandInError> {
        match self.state {
            SheetState::InProgress => Err(HandInError::NotHandedIn),
            SheetState::HandedIn(_) => Ok(Self { state: SheetState::InProgress, ..self }),
        }
    }
}
