//! The register of people: who may be asked, from the personnel system's file or typed in.

pub mod change;
pub mod create;
pub mod history;
pub mod import;
mod inputs;
pub mod list;
pub mod remove;
pub mod undo;

use tenken_domain::department::{Department, in_tree_order};
use tenken_domain::id::{DepartmentId, OccupationId, PersonId};
use tenken_domain::occupation::Occupation;
use tenken_domain::permission::Denial;
use tenken_store::{department, occupation, person};

use crate::web::support::person::Person;
use crate::web::support::reply::WebError;

/// The groups somebody can be in.
pub struct Groups {
    pub departments: Vec<Department>,
    pub occupations: Vec<Occupation>,
}

impl Groups {
    pub async fn load(person: &Person) -> Result<Self, WebError> {
        let mut conn = person.app().db.reader().await?;
        let departments = department::all(&mut conn, person.facility_id()).await?;
        let occupations = occupation::all(&mut conn, person.facility_id()).await?;
        Ok(Self { departments, occupations })
    }

    pub fn department(&self, id: &DepartmentId) -> &str {
        self.departments.iter().find(|one| one.id == *id).map_or("", |one| one.name.as_str())
    }

    pub fn occupation(&self, id: &OccupationId) -> &str {
        self.occupations.iter().find(|one| one.id == *id).map_or("", |one| one.name.as_str())
    }

    /// All departments as options, indented as in the tree.
    pub fn department_options(&self) -> Vec<(String, String)> {
        let option = |placed: tenken_domain::department::Placed<'_>| {
            let name = format!("{}{}", "　".repeat(placed.depth), placed.department.name);
            (placed.department.id.to_string(), name)
        };
        in_tree_order(&self.departments).into_iter().map(option).collect()
    }
}

/// The person of an address.
async fn load(person: &Person, id: &str) -> Result<tenken_domain::person::Person, WebError> {
    let mut conn = person.app().db.reader().await?;
    let found = person::find(&mut conn, person.facility_id(), &PersonId::new(id)).await?;
    found.ok_or(WebError::Denied(Denial::Invisible))
}
