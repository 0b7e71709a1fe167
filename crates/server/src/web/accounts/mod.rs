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
use tenken_domain::id::AccountId;
use tenken_domain::permission::Denial;
use tenken_store::{account, department};

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

async fn departments(person: &Person) -> Result<Vec<Department>, WebError> {
    Ok(department::all(&mut person.app().db.reader().await?, person.facility_id()).await?)
}

/// 部署責任者（看護部 › 病棟）.
pub fn role_name(text: Text, role: &Role, departments: &[Department]) -> String {
    let name = text.of("role", role.code());
    match role.department() {
        Some(department) => format!("{name}（{}）", departments::list::path(departments, department)),
        None => name,
    }
}

/// Notes at its field why an account cannot be so.
fn note(refusal: AccountRefusal, problems: &mut Problems) {
    match refusal {
        AccountRefusal::LoginNameTaken => problems.add("login_name", "account-login-name-taken"),
        AccountRefusal::LastAdministrator => problems.add("", "account-last-administrator"),
        AccountRefusal::NoSuchDepartment => problems.add("department", "account-department-gone"),
    }
}
