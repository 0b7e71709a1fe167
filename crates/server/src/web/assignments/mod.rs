//! Assignments: who is to answer which item, given and taken back for many items at once.

pub mod change;
pub mod list;

use jiff::civil::Date;
use tenken_domain::account::{Account, AccountState};
use tenken_domain::assignment::{Assignee, Assignment};
use tenken_domain::calendar;
use tenken_domain::department::{Department, in_tree_order};
use tenken_domain::departmental_system::DepartmentalSystem;
use tenken_domain::id::{ChecklistId, FacilityId, ItemId, SystemId};
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

    /// Values and texts of a choice: people, departments, departmental systems.
    fn options(&self, text: Text) -> Vec<(String, String)> {
        let can_answer = self.accounts.iter().filter(|one| one.state != AccountState::Suspended);
        let people = can_answer.map(|one| Assignee::Account(one.id.clone()));
        let departments = in_tree_order(&self.departments)
            .into_iter()
            .map(|one| Assignee::Department(one.department.id.clone()));
        let systems = self.systems.iter().map(|one| Assignee::System(one.id.clone()));
        let option = |assignee: Assignee| {
            let (kind, name) = (text.of("assignee", assignee.parts().0), self.name(&assignee));
            (value(&assignee), format!("{kind}：{name}"))
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
