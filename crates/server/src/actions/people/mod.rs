//! The register of people: the personnel system's file taken over and taken back, and one person at a time.

pub mod edit;
pub mod file;
pub mod import;
mod kept;
mod undo;

pub use undo::{UndoRefusal, undo};

use tenken_domain::audit::Target;
use tenken_domain::department::Department;
use tenken_domain::id::{FacilityId, PersonId};
use tenken_domain::occupation::Occupation;
use tenken_domain::people_change::Register;
use tenken_domain::person::Person;
use tenken_store::{Conn, StoreError, department, occupation, person};

/// Everybody of a hospital, with the groups they can be in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    pub people: Vec<Person>,
    pub departments: Vec<Department>,
    pub occupations: Vec<Occupation>,
}

impl Known {
    pub async fn load(conn: &mut Conn, facility: &FacilityId) -> Result<Self, StoreError> {
        Ok(Self {
            people: person::all(conn, facility).await?,
            departments: department::all(conn, facility).await?,
            occupations: occupation::all(conn, facility).await?,
        })
    }

    pub fn register(&self) -> Register<'_> {
        Register { people: &self.people, departments: &self.departments, occupations: &self.occupations }
    }
}

fn target(person: &PersonId) -> Target {
    Target::new("person", person)
}
