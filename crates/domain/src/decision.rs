//! Decisions (決定事項) of the executives. They need no finding: an organisation, a budget or a policy is decided as well.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::id::{ActionId, DecisionId, MeetingId};

/// Most characters of what was decided, and of why.
pub const LONGEST_TEXT: usize = 500;

/// One decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    pub id: DecisionId,
    pub meeting: MeetingId,
    pub kind: Kind,
    pub verdict: Verdict,
    pub content: String,
    /// May be empty only where something is to be done.
    pub reason: String,
    /// Until when it is to be done, or looked at again.
    pub until: Option<Date>,
    /// Yen; `None` where no money was decided.
    pub amount: Option<u64>,
    /// The action it is about, if it is about one.
    pub action: Option<ActionId>,
    /// The name of whoever took it down, at that time.
    pub recorded_by: String,
    pub recorded_at: Timestamp,
}

/// What is decided on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// 体制
    Organisation,
    /// 予算
    Budget,
    /// 方針
    Policy,
    /// 個別対策
    Action,
}

/// What is to happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// 実施
    Do,
    /// リスク受容
    AcceptRisk,
    /// 延期
    Postpone,
}

/// Why something cannot be taken down so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecisionRefusal {
    /// A risk is accepted, and a matter postponed, for a reason.
    WithoutReason,
    /// And only until it is looked at again.
    WithoutDay,
    /// The meeting was concluded.
    Concluded,
}

impl Kind {
    pub const ALL: [Self; 4] = [Self::Organisation, Self::Budget, Self::Policy, Self::Action];

    /// As it stands in forms, database rows and locale keys.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Organisation => "organisation",
            Self::Budget => "budget",
            Self::Policy => "policy",
            Self::Action => "action",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// Reports are in Japanese.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Organisation => "体制",
            Self::Budget => "予算",
            Self::Policy => "方針",
            Self::Action => "個別対策",
        }
    }
}

impl Verdict {
    pub const ALL: [Self; 3] = [Self::Do, Self::AcceptRisk, Self::Postpone];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Do => "do",
            Self::AcceptRisk => "accept-risk",
            Self::Postpone => "postpone",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.code() == code)
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Do => "実施",
            Self::AcceptRisk => "リスク受容",
            Self::Postpone => "延期",
        }
    }
}

/// Whether this can be taken down: what is not done has a reason and a day on which it is looked at again.
///
/// # Errors
/// What is missing.
pub fn check(verdict: Verdict, reason: &str, until: Option<Date>) -> Result<(), DecisionRefusal> {
    match verdict {
        Verdict::Do => Ok(()),
        Verdict::AcceptRisk | Verdict::Postpone if reason.is_empty() => Err(DecisionRefusal::WithoutReason),
        Verdict::AcceptRisk | Verdict::Postpone if until.is_none() => Err(DecisionRefusal::WithoutDay),
        Verdict::AcceptRisk | Verdict::Postpone => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn what_is_not_done_wants_a_reason_and_a_day() {
        let day = Some(date(2027, 3, 31));
        assert_eq!(check(Verdict::Do, "", None), Ok(()));
        for verdict in [Verdict::AcceptRisk, Verdict::Postpone] {
            assert_eq!(check(verdict, "", day), Err(DecisionRefusal::WithoutReason));
            assert_eq!(check(verdict, "来年度に更新する", None), Err(DecisionRefusal::WithoutDay));
            assert_eq!(check(verdict, "来年度に更新する", day), Ok(()));
        }
    }

    #[test]
    fn every_kind_and_verdict_has_a_code_of_its_own() {
        assert!(Kind::ALL.into_iter().all(|kind| Kind::from_code(kind.code()) == Some(kind)));
        assert!(Verdict::ALL.into_iter().all(|verdict| Verdict::from_code(verdict.code()) == Some(verdict)));
    }
}
