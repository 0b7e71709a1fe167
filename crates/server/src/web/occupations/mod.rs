//! Occupations: the other axis of the staff's results.

pub mod change;
pub mod create;
pub mod list;
pub mod remove;

use crate::actions::facilities::OccupationRefusal;
use crate::web::support::fields::Problems;

/// Notes at its field why an occupation cannot be so.
fn note(refusal: OccupationRefusal, problems: &mut Problems) {
    match refusal {
        OccupationRefusal::NameTaken => problems.add(list::NAME, "occupation-name-taken"),
        OccupationRefusal::HasPeople => problems.add("", "occupation-has-people"),
    }
}
