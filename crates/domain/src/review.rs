//! 担当→確認→承認: two more people look at a sheet that was handed in, one after the other, or send it back with a reason.
//! Nobody looks at what the same person did in the step before.

use jiff::Timestamp;

use crate::id::AccountId;
use crate::round::Deed;
use crate::sheet::{Sheet, SheetState};

/// Most characters of a reason.
pub const LONGEST_REASON: usize = 500;

/// What was done with a sheet that was handed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// 確認
    Checked,
    /// 承認
    Approved,
    /// 差し戻し
    SentBack,
}

impl Step {
    pub const ALL: [Self; 3] = [Self::Checked, Self::Approved, Self::SentBack];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Checked => "checked",
            Self::Approved => "approved",
            Self::SentBack => "sent-back",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.code() == code)
    }
}

/// A step that was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    pub step: Step,
    pub by: AccountId,
    /// The name at that time.
    pub by_name: String,
    pub at: Timestamp,
    /// Why it was sent back; empty at the other steps.
    pub reason: String,
}

/// Why a step cannot be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReviewError {
    #[error("not handed in")]
    NotHandedIn,
    #[error("done already")]
    AlreadyDone,
    #[error("not checked yet")]
    NotChecked,
    #[error("the step before was the same person's")]
    SamePerson,
    #[error("sent back without a reason")]
    NoReason,
}

/// The steps since the sheet was last handed in; none where it is not.
pub fn standing<'r>(sheet: &Sheet, reviews: &'r [Review]) -> Vec<&'r Review> {
    let SheetState::HandedIn(deed) = &sheet.state else { return Vec::new() };
    reviews.iter().filter(|review| review.at >= deed.at && review.step != Step::SentBack).collect()
}

/// Whether this may be done next. `reviews` are all that were ever done with the sheet, the oldest first.
///
/// # Errors
/// The first rule that is broken.
pub fn may_follow(sheet: &Sheet, reviews: &[Review], next: &Review) -> Result<(), ReviewError> {
    let SheetState::HandedIn(Deed { by: handed_in_by, .. }) = &sheet.state else {
        return Err(ReviewError::NotHandedIn);
    };
    let done = standing(sheet, reviews);
    let of = |step| done.iter().find(|review| review.step == step);
    match (next.step, of(Step::Checked), of(Step::Approved)) {
        (Step::SentBack, _, _) if next.reason.is_empty() => Err(ReviewError::NoReason),
        (Step::SentBack, _, _) => Ok(()),
        (Step::Checked, Some(_), _) | (Step::Approved, _, Some(_)) => Err(ReviewError::AlreadyDone),
        (Step::Checked, None, _) if next.by == *handed_in_by => Err(ReviewError::SamePerson),
        (Step::Checked, None, _) => Ok(()),
        (Step::Approved, None, None) => Err(ReviewError::NotChecked),
        (Step::Approved, Some(checked), None) if checked.by == next.by => Err(ReviewError::SamePerson),
        (Step::Approved, Some(_), None) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::{ChecklistId, RoundId, SheetId};

    fn moment(second: i64) -> Timestamp {
        Timestamp::from_second(second).expect("a moment")
    }

    fn sheet(handed_in: Option<i64>) -> Sheet {
        let deed = |at| SheetState::HandedIn(Deed { at: moment(at), by: AccountId::new("clerk") });
        Sheet {
            id: SheetId::new("sheet"),
            round: RoundId::new("round"),
            list: ChecklistId::new("list"),
            filler: "事務 花子".to_owned(),
            filled_on: None,
            state: handed_in.map_or(SheetState::InProgress, deed),
        }
    }

    fn review(step: Step, by: &str, at: i64) -> Review {
        let by_name = by.to_owned();
        Review { step, by: AccountId::new(by), by_name, at: moment(at), reason: String::new() }
    }

    #[test]
    fn a_sheet_is_checked_and_then_approved_by_others_than_the_step_before() {
        let handed_in = sheet(Some(10));
        let next = |done: &[Review], step, by| may_follow(&handed_in, done, &review(step, by, 90));
        assert_eq!(next(&[], Step::Checked, "clerk"), Err(ReviewError::SamePerson));
        assert_eq!(next(&[], Step::Approved, "director"), Err(ReviewError::NotChecked));
        assert_eq!(next(&[], Step::Checked, "chief"), Ok(()));
        let checked = [review(Step::Checked, "chief", 20)];
        assert_eq!(next(&checked, Step::Checked, "other"), Err(ReviewError::AlreadyDone));
        assert_eq!(next(&checked, Step::Approved, "chief"), Err(ReviewError::SamePerson));
        assert_eq!(next(&checked, Step::Approved, "director"), Ok(()));
        let approved = [checked[0].clone(), review(Step::Approved, "director", 30)];
        assert_eq!(next(&approved, Step::Approved, "director"), Err(ReviewError::AlreadyDone));
        assert_eq!(
            may_follow(&sheet(None), &[], &review(Step::Checked, "chief", 9)),
            Err(ReviewError::NotHandedIn)
        );
    }

    #[test]
    fn what_was_done_before_the_sheet_was_handed_in_again_counts_no_more() {
        let again = sheet(Some(50));
        let old = [review(Step::Checked, "chief", 20), review(Step::SentBack, "director", 30)];
        assert!(standing(&again, &old).is_empty());
        assert_eq!(
            may_follow(&again, &old, &review(Step::Approved, "director", 60)),
            Err(ReviewError::NotChecked)
        );
    }

    #[test]
    fn sending_back_wants_a_reason() {
        let back = review(Step::SentBack, "chief", 20);
        assert_eq!(may_follow(&sheet(Some(10)), &[], &back), Err(ReviewError::NoReason));
        let reasoned = Review { reason: "NO 12 の根拠がない".to_owned(), ..back };
        assert_eq!(may_follow(&sheet(Some(10)), &[], &reasoned), Ok(()));
    }
}
