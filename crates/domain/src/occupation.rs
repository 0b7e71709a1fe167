//! Occupations (職種): one of the two axes of the staff's results.

use crate::id::OccupationId;

/// One occupation of a hospital.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occupation {
    pub id: OccupationId,
    pub name: String,
}
