//! Accounts: who can log in, invited and stopped by administrators, activated by their owners.

pub mod activate;
pub mod change;
mod handover;
mod inputs;
pub mod invite;
pub mod invite_again;
pub mod list;
pub mod resume;
pub mod suspend;

use tenken_domain::account::{Account, Role};
use tenken_domain::department::Department;
use tenken_domain::departmental_system::DepartmentalSystem;
use tenken_domain::id::{AccountId, FacilityId};
use tenken_domain::permission::Denial;
use tenken_store::{Conn, StoreError, account, department, departmental_system};

use crate::actions::accounts::AccountRefusal;
use crate::web::departments;
use crate::web::support::fields::Problems;
use crate::web::support::person::Person;
use crate::web::support::reply::WebError;
use crate::web::support::text::Text;

/// The account of an address, if it is of the person's hospital. The decision about it is still to be taken.
async fn load(person: &Person, id: &str) -> Result<Account, WebError> {
    let found = account::find(&mut person.app().db.reader().await?, &AccountId::new(id)).await?;
    let here = found.filter(|account| account.facility == *person.facility_id());
    here.ok_or(WebError::Denied(Denial::Invisible))
}

/// What somebody can answer for beyond the own person.
pub struct Groups {
    departments: Vec<Department>,
    systems: Vec<DepartmentalSystem>,
}

impl Groups {
    pub async fn load(conn: &mut Conn, facility: &FacilityId) -> Result<Self, StoreError> {
        let departments = department::all(conn, facility).await?;
        Ok(Self { departments, systems: departmental_system::all(conn, facility).await? })
    }

    /// 部署責任者（看護部 › 病棟）, 部門システム管理者（検査システム）.
    pub fn role_name(&self, text: Text, role: &Role) -> String {
        let name = text.of("role", role.code());
        match self.answers_for(role) {
            Some(group) => format!("{name}（{group}）"),
            None => name,
        }
    }

    /// The department or the system that goes with the role.
    pub fn answers_for(&self, role: &Role) -> Option<String> {
        match role {
            Role::DepartmentHead(id) => Some(departments::list::path(&self.departments, id)),
            Role::SystemManager(id) => {
                self.systems.iter().find(|one| one.id == *id).map(|one| one.name.clone())
            }
            Role::Administrator | Role::Executive | Role::Auditor => None,
        }
    }
}

async fn groups(person: &Person) -> Result<Groups, WebError> {
    Ok(Groups::load(&mut person.app().db.reader().await?, person.facility_id()).await?)
}

/// Notes at its field why an account cannot be so.
fn note(refusal: AccountRefusal, problems: &mut Problems) {
    match refusal {
        AccountRefusal::LoginNameTaken => problems.add("login_name", "account-login-name-taken"),
        AccountRefusal::LastAdministrator => problems.add("", "account-last-administrator"),
        AccountRefusal::NoSuchDepartment => problems.add("department", "account-department-gone"),
        AccountRefusal::NoSuchSystem => problems.add("system", "account-system-gone"),
    }
}
