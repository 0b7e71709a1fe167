//! Assignments (担当): who is to answer which item. They last from round to round, until somebody takes them back.

use jiff::civil::Date;

use crate::account::{Account, AccountState, Role};
use crate::id::{AccountId, ChecklistId, DepartmentId, ItemId, SystemId};
use crate::permission::Principal;
use crate::round::Round;

/// Who answers.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Assignee {
    /// One person, for the whole hospital.
    Account(AccountId),
    /// Whoever is the head of this department, for the whole hospital.
    Department(DepartmentId),
    /// Whoever manages this departmental system, for it alone.
    System(SystemId),
}

/// One item and one of those who answer it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assignment {
    pub list: ChecklistId,
    pub item: ItemId,
    pub assignee: Assignee,
    /// Until when it is to be answered.
    pub due: Option<Date>,
}

impl Assignee {
    /// The word in form fields and database rows, and the id behind it.
    pub fn parts(&self) -> (&'static str, &str) {
        match self {
            Self::Account(id) => ("account", id.as_str()),
            Self::Department(id) => ("department", id.as_str()),
            Self::System(id) => ("system", id.as_str()),
        }
    }

    /// The assignee with these [`parts`](Self::parts), or `None` for any other word.
    pub fn from_parts(kind: &str, id: &str) -> Option<Self> {
        match kind {
            "account" => Some(Self::Account(AccountId::new(id))),
            "department" => Some(Self::Department(DepartmentId::new(id))),
            "system" => Some(Self::System(SystemId::new(id))),
            _ => None,
        }
    }

    /// Whether this is the person, the person's department or the person's system.
    pub fn is(&self, person: &Principal) -> bool {
        match self {
            Self::Account(id) => *id == person.account,
            Self::Department(id) => Some(id) == person.role.department(),
            Self::System(id) => Some(id) == person.role.system(),
        }
    }

    /// Whether what is answered stands for the whole hospital.
    pub const fn is_for_hospital(&self) -> bool {
        match self {
            Self::Account(_) | Self::Department(_) => true,
            Self::System(_) => false,
        }
    }
}

impl Assignment {
    pub fn is_of(&self, list: &ChecklistId, item: &ItemId) -> bool {
        self.list == *list && self.item == *item
    }

    /// Until when it is to be answered in this round; a day before the round began was an earlier round's.
    pub fn due_in(&self, round: &Round) -> Option<Date> {
        self.due.filter(|day| *day >= round.period.from)
    }
}

/// Whether items can be assigned to somebody: whoever only reads, or was suspended, answers nothing.
pub const fn can_answer(account: &Account) -> bool {
    let has_a_say = match account.role {
        Role::Administrator | Role::Executive | Role::DepartmentHead(_) | Role::SystemManager(_) => true,
        Role::Auditor => false,
    };
    has_a_say && !matches!(account.state, AccountState::Suspended)
}

/// The departmental systems among these.
pub fn systems(assignees: &[Assignee]) -> Vec<SystemId> {
    let system = |assignee: &Assignee| match assignee {
        Assignee::System(id) => Some(id.clone()),
        Assignee::Account(_) | Assignee::Department(_) => None,
    };
    assignees.iter().filter_map(system).collect()
}
