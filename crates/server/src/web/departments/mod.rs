//! Departments and their headcounts: the tree, and one page for each.

pub mod change;
pub mod create;
pub mod headcounts;
mod inputs;
pub mod list;
pub mod remove;
pub mod usual;

use tenken_domain::calendar;
use tenken_domain::department::Department;
use tenken_domain::id::DepartmentId;
use tenken_domain::occupation::Occupation;
use tenken_domain::permission::Denial;
use tenken_domain::person::headcount;
use tenken_store::{department, occupation, person};

use crate::actions::departments::DepartmentRefusal;
use crate::web::support::fields::Problems;
use crate::web::support::person::Person;
use crate::web::support::reply::WebError;

/// Who works where: all departments and all occupations of the person's hospital.
pub struct Staffing {
    /// With the headcounts that count: from the register of people where there is one, else as they were typed.
    pub departments: Vec<Department>,
    pub occupations: Vec<Occupation>,
    pub counted: Counted,
}

/// Where headcounts come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    ByHand,
    FromRegister,
}

impl Staffing {
    pub async fn load(person: &Person) -> Result<Self, WebError> {
        let mut conn = person.app().db.reader().await?;
        let mut departments = department::all(&mut conn, person.facility_id()).await?;
        let occupations = occupation::all(&mut conn, person.facility_id()).await?;
        let people = person::all(&mut conn, person.facility_id()).await?;
        if people.is_empty() {
            return Ok(Self { departments, occupations, counted: Counted::ByHand });
        }
        let mut counts = headcount(&people, calendar::day_of(person.app().clock.now()));
        for one in &mut departments {
            one.headcount = counts.remove(&one.id).unwrap_or_default();
        }
        Ok(Self { departments, occupations, counted: Counted::FromRegister })
    }

    /// The department of an address.
    pub fn department(&self, id: &str) -> Result<&Department, WebError> {
        let id = DepartmentId::new(id);
        self.departments.iter().find(|one| one.id == id).ok_or(WebError::Denied(Denial::Invisible))
    }
}

/// Whether this is the first run, which leads on to the circumstances.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visit {
    First,
    Later,
}

impl Visit {
    pub fn from_first(first: Option<&str>) -> Self {
        if first.is_some() { Self::First } else { Self::Later }
    }

    /// The page of all departments, as this visit sees it.
    pub const fn address(self) -> &'static str {
        match self {
            Self::First => "/settings/departments?first",
            Self::Later => "/settings/departments",
        }
    }
}

/// Notes at its field why a department cannot be so.
fn note(refusal: DepartmentRefusal, problems: &mut Problems) {
    match refusal {
        DepartmentRefusal::NameTaken => problems.add("name", "department-name-taken"),
        DepartmentRefusal::WouldLoop => problems.add("parent", "department-would-loop"),
        DepartmentRefusal::HasAHead => problems.add("", "department-has-a-head"),
        DepartmentRefusal::HasPeople => problems.add("", "department-has-people"),
    }
}
