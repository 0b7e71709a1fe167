//! Departmental systems (部門システム): laboratory, radiology, pharmacy and the like, each with people who answer for it.
//! What such a system lacks keeps the whole hospital from a ○.

use jiff::Timestamp;

use crate::id::{AccountId, SystemId};
use crate::mark::Mark;

/// Most characters of a name.
pub const LONGEST_NAME: usize = 40;

/// One departmental system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DepartmentalSystem {
    pub id: SystemId,
    pub name: String,
}

/// What is answered to one item for one departmental system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SystemAnswer {
    pub system: SystemId,
    /// One of [`Mark::SETTLED`]: 確認中 is not said of a system, as nobody but its manager would be asked.
    pub mark: Mark,
    pub memo: String,
    /// The name of whoever answered, at that time.
    pub set_by: String,
    pub set_at: Timestamp,
}

/// One change of what is answered to an item for a system, as the record keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SystemChange {
    pub system: SystemId,
    /// Counts the changes for this system at this item, from 1.
    pub revision: i64,
    /// `None`: the answer was taken back.
    pub mark: Option<Mark>,
    pub memo: String,
    /// `None` for what was answered before a record was kept.
    pub account: Option<AccountId>,
    /// The person's name at that time.
    pub set_by: String,
    pub set_at: Timestamp,
    pub took_back: Option<TakenBack>,
}

/// The hospital's ○ that went because a system has a ×.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenBack {
    /// Which change of the hospital's answer took it back.
    pub revision: i64,
    /// Who had set the ○.
    pub by: AccountId,
    pub at: Timestamp,
}

/// The systems that keep the hospital from a ○: those among the asked ones that said × or nothing yet.
pub fn lacking<'s>(asked: &'s [SystemId], answers: &[SystemAnswer]) -> Vec<&'s SystemId> {
    let is_fine = |system: &SystemId| {
        let own = answers.iter().find(|one| one.system == *system);
        own.is_some_and(|one| matches!(one.mark, Mark::Yes | Mark::NotApplicable))
    };
    asked.iter().filter(|system| !is_fine(system)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(system: &str, mark: Mark) -> SystemAnswer {
        let system = SystemId::new(system);
        SystemAnswer {
            system,
            mark,
            memo: String::new(),
            set_by: String::new(),
            set_at: Timestamp::UNIX_EPOCH,
        }
    }

    #[test]
    fn silence_and_a_no_keep_the_hospital_from_a_yes_and_not_applicable_does_not() {
        let asked = ["laboratory", "radiology", "pharmacy", "rehabilitation"].map(SystemId::new);
        let answers = [
            answer("laboratory", Mark::Yes),
            answer("radiology", Mark::No),
            answer("pharmacy", Mark::NotApplicable),
            answer("not-asked", Mark::No),
        ];
        assert_eq!(lacking(&asked, &answers), [&asked[1], &asked[3]]);
    }
}
