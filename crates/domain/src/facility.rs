//! The hospital (医療機関) itself: its name, whom to ask, and what it declared about the staff's answers.

use std::collections::BTreeMap;

use crate::answer::{Absent, Circumstance};
use crate::facts::Edition;
use crate::id::{ConditionId, FacilityId};

/// Whether the hospital declared 「人事評価には使いません」; shown as its policy, never as ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AppraisalPolicy {
    NotDeclared,
    NotUsed,
}

impl AppraisalPolicy {
    pub const ALL: [Self; 2] = [Self::NotDeclared, Self::NotUsed];

    pub const fn code(self) -> &'static str {
        match self {
            Self::NotDeclared => "not-declared",
            Self::NotUsed => "not-used",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|policy| policy.code() == code)
    }
}

/// One hospital.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facility {
    pub id: FacilityId,
    pub name: String,
    /// Whom to ask, as printed on posters and on pages that refuse: 「情報システム室（内線1234）」; may be empty.
    pub contact: String,
    /// The smallest group whose result is shown.
    pub group_minimum: u64,
    pub appraisal_policy: AppraisalPolicy,
    pub edition: Edition,
}

/// What the hospital said of its circumstances; one that is missing has not been answered yet.
pub type Circumstances = BTreeMap<ConditionId, Circumstance>;

/// Those that are known not to apply; 分からない and what was not answered leave their items open.
pub fn absent(circumstances: &Circumstances) -> Absent {
    let known = circumstances.iter().filter(|(_, answer)| **answer == Circumstance::DoesNotApply);
    known.map(|(condition, _)| condition.clone()).collect()
}

impl Edition {
    pub const ALL: [Self; 2] = [Self::Real, Self::Sample];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Real => "real",
            Self::Sample => "sample",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|edition| edition.code() == code)
    }
}
