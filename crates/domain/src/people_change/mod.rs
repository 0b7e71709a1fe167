//! What a personnel file would change in the register, worked out before anything is stored: the file's entries and the
//! register in, a plan out. The same file a second time plans nothing.

mod groups;
mod plan;

pub use groups::{Group, NewOccupation};
pub use plan::{Change, Missing, Plan, Wanted, plan};

use crate::department::Department;
use crate::occupation::Occupation;
use crate::person::Person;

/// The register as it stands.
#[derive(Clone, Copy, Debug)]
pub struct Register<'r> {
    pub people: &'r [Person],
    pub departments: &'r [Department],
    pub occupations: &'r [Occupation],
}

#[cfg(test)]
mod tests;
