//! Assignments: who is to answer which item, given and taken back for many items at once.

pub mod change;
pub mod list;

use jiff::civil::Date;
use tenken_domain::account::Account;
use tenken_domain::assignment::{Assignee, Assignment, can_answer};
use tenken_domain::calendar;
use tenken_domain::department::{Department, in_tree_order};
use tenken_domain::departmental_system::DepartmentalSystem;
use tenken_domain::id::{ChecklistId, FacilityId, ItemId, SystemId};
use tenken_domain::permission::{Object, Principal, Right, decide};
use tenken_domain::round::Round;
use tenken_store::{Conn, StoreError, account, department, departmental_system};

use super::departments::list::path;
use super::support::text::Text;

/// Everybody and everything that items can be assigned to.
pub struct Assignees {
    accounts: Vec<Account>,
    departments: Vec<Department>,
    systems: Vec<DepartmentalSystem>,
}

impl Assignees {
    pub async fn load(conn: &mut Conn, facility: &FacilityId) -> Result<Self, StoreError> {
        let accounts = account::all(conn, facility).await?;
        Ok(Self {
            accounts: accounts.into_iter().map(|listed| listed.account).collect(),
            departments: department::all(conn, facility).await?,
            systems: departmental_system::all(conn, facility).await?,
        })
    }

    pub fn name(&self, assignee: &Assignee) -> String {
        let name = match assignee {
            Assignee::Account(id) => {
                self.accounts.iter().find(|one| one.id == *id).map(|one| one.display_name.clone())
            }
            Assignee::Department(id) => Some(path(&self.departments, id)),
            Assignee::System(id) => self.system(id).map(str::to_owned),
        };
        name.unwrap_or_default()
    }

    pub fn system(&self, id: &SystemId) -> Option<&str> {
        self.systems.iter().find(|one| one.id == *id).map(|one| one.name.as_str())
    }

    /// 検査システム（令和8年12月10日まで）
    pub fn with_due(&self, text: Text, (assignee, due): (&Assignee, Option<Date>)) -> String {
        let name = self.name(assignee);
        match due {
            Some(day) => text.with(
                "assignment-due-line",
                [("name", name.into()), ("day", calendar::japanese(day).into())],
            ),
            None => name,
        }
    }

    /// Why nobody answers what is assigned to this, as the end of a locale key.
    fn lack(&self, assignee: &Assignee) -> Option<&'static str> {
        let is_there =
            |is_it: &dyn Fn(&Account) -> bool| self.accounts.iter().any(|one| can_answer(one) && is_it(one));
        let (answered, lack) = match assignee {
            Assignee::Account(id) => (is_there(&|one| one.id == *id), "account"),
            Assignee::Department(id) => (is_there(&|one| one.role.department() == Some(id)), "department"),
            Assignee::System(id) => (is_there(&|one| one.role.system() == Some(id)), "system"),
        };
        (!answered).then_some(lack)
    }

    /// 看護部（部署責任者のアカウントなし）
    fn name_and_lack(&self, text: Text, (assignee, name): (&Assignee, String)) -> String {
        match self.lack(assignee) {
            Some(lack) => format!("{name}{}", text.of("assignee-lacks", lack)),
            None => name,
        }
    }

    /// The accounts whose role has this right in a round.
    pub fn with_right(&self, right: Right, round: &Round) -> impl Iterator<Item = &Account> {
        self.accounts.iter().filter(move |one| {
            let principal = Principal {
                account: one.id.clone(),
                facility: one.facility.clone(),
                name: one.display_name.clone(),
                role: one.role.clone(),
                state: one.state,
            };
            decide(&principal, right, Object::Round(&one.facility, round)).is_ok()
        })
    }

    /// Values and texts of a choice: people, departments, departmental systems. Whoever cannot answer is there only to be
    /// freed of what they still hold.
    pub fn options(&self, text: Text, holds: impl Fn(&Assignee) -> bool) -> Vec<(String, String)> {
        let people = self.accounts.iter().map(|one| (can_answer(one), Assignee::Account(one.id.clone())));
        let people = people.filter(|(can, who)| *can || holds(who)).map(|(_, who)| who);
        let departments = in_tree_order(&self.departments)
            .into_iter()
            .map(|one| Assignee::Department(one.department.id.clone()));
        let systems = self.systems.iter().map(|one| Assignee::System(one.id.clone()));
        let option = |assignee: Assignee| {
            let (kind, name) = (text.of("assignee", assignee.parts().0), self.name(&assignee));
            (value(&assignee), self.name_and_lack(text, (&assignee, format!("{kind}：{name}"))))
        };
        people.chain(departments).chain(systems).map(option).collect()
    }
}

/// An assignee in a form field or an address: `system/…`.
pub fn value(assignee: &Assignee) -> String {
    let (kind, id) = assignee.parts();
    format!("{kind}/{id}")
}

/// The assignee of such a value.
pub fn from_value(value: &str) -> Option<Assignee> {
    let (kind, id) = value.split_once('/')?;
    Assignee::from_parts(kind, id)
}

/// Those who are to answer an item.
pub fn of<'a>(
    all: &'a [Assignment],
    (list, item): (&'a ChecklistId, &'a ItemId),
) -> impl Iterator<Item = &'a Assignment> {
    all.iter().filter(move |one| one.is_of(list, item))
}
