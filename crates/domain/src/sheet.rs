//! The hospital's one sheet per list and round (病院としての回答), and whether it has been handed in.

use jiff::civil::Date;

use crate::answer::Answer;
use crate::catalog::Audience;
use crate::id::{ChecklistId, RoundId, SheetId, SystemId};
use crate::mark::Mark;
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

/// Why an answer is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SetAnswerError {
    /// A sheet that is handed in must be withdrawn first.
    #[error("handed in already")]
    HandedIn,
    /// 確認中 is for administrators' lists only.
    #[error("this mark is not for this list")]
    MarkNotOnThisList,
    #[error("該当なし without a reason")]
    NoReason,
    /// A ○ for the hospital wants a ○ of every departmental system that is asked.
    #[error("not everywhere")]
    NotEverywhere,
}

impl Sheet {
    /// Whether this may stand in a row of this sheet, a copy of a list for this audience. `lacking` are the departmental
    /// systems that are asked and do not stand at ○ or 該当なし.
    pub fn takes(
        &self,
        audience: Audience,
        answer: &Answer,
        lacking: &[&SystemId],
    ) -> Result<(), SetAnswerError> {
        if self.is_handed_in() {
            return Err(SetAnswerError::HandedIn);
        }
        match answer.mark {
            Some(Mark::Pending(_)) if audience != Audience::Administrator => {
                Err(SetAnswerError::MarkNotOnThisList)
            }
            Some(Mark::NotApplicable) if answer.reason.is_empty() => Err(SetAnswerError::NoReason),
            Some(Mark::Yes) if !lacking.is_empty() => Err(SetAnswerError::NotEverywhere),
            Some(Mark::Pending(_) | Mark::NotApplicable | Mark::Yes | Mark::No) | None => Ok(()),
        }
    }

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::AccountId;
    use jiff::Timestamp;

    fn sheet() -> Sheet {
        Sheet {
            id: SheetId::new("sheet"),
            round: RoundId::new("round"),
            list: ChecklistId::new("list"),
            filler: "院長".to_owned(),
            filled_on: Some(Date::constant(2026, 11, 22)),
            state: SheetState::InProgress,
        }
    }

    fn deed() -> Deed {
        Deed { at: Timestamp::UNIX_EPOCH, by: AccountId::new("hanako") }
    }

    fn answer(mark: Mark) -> Answer {
        Answer { mark: Some(mark), ..Answer::default() }
    }

    #[test]
    fn a_sheet_is_handed_in_once_with_name_and_day() {
        assert_eq!(Sheet { filler: String::new(), ..sheet() }.hand_in(deed()), Err(HandInError::NoFiller));
        assert_eq!(Sheet { filled_on: None, ..sheet() }.hand_in(deed()), Err(HandInError::NoDate));
        let handed_in = sheet().hand_in(deed()).expect("it is complete");
        assert_eq!(handed_in.clone().hand_in(deed()), Err(HandInError::AlreadyHandedIn));
        assert_eq!(
            handed_in.takes(Audience::Executive, &answer(Mark::Yes), &[]),
            Err(SetAnswerError::HandedIn)
        );
        let withdrawn = handed_in.withdraw().expect("it was handed in");
        assert_eq!(withdrawn, sheet());
        assert_eq!(withdrawn.withdraw(), Err(HandInError::NotHandedIn));
    }

    #[test]
    fn pending_is_for_administrators_and_not_applicable_wants_a_reason() {
        let pending = answer(Mark::Pending(None));
        assert_eq!(sheet().takes(Audience::Executive, &pending, &[]), Err(SetAnswerError::MarkNotOnThisList));
        assert_eq!(sheet().takes(Audience::Administrator, &pending, &[]), Ok(()));
        let bare = answer(Mark::NotApplicable);
        assert_eq!(sheet().takes(Audience::Executive, &bare, &[]), Err(SetAnswerError::NoReason));
        let reasoned = Answer { reason: "なし".to_owned(), ..bare };
        assert_eq!(sheet().takes(Audience::Executive, &reasoned, &[]), Ok(()));
    }

    #[test]
    fn a_yes_for_the_hospital_wants_a_yes_of_every_system_asked() {
        let laboratory = SystemId::new("laboratory");
        let takes = |mark| sheet().takes(Audience::Administrator, &answer(mark), &[&laboratory]);
        assert_eq!(takes(Mark::Yes), Err(SetAnswerError::NotEverywhere));
        assert_eq!(takes(Mark::No), Ok(()));
    }
}
