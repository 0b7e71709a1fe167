//! Departmental systems: the register of those whose managers answer items for them.

pub mod change;
pub mod create;
pub mod list;
pub mod remove;

use crate::actions::departmental_systems::SystemRefusal;
use crate::web::support::fields::Problems;

/// The register's address.
const ADDRESS: &str = "/settings/systems";

/// Notes at its field why the register cannot be so.
fn note(refusal: SystemRefusal, problems: &mut Problems) {
    match refusal {
        SystemRefusal::NameTaken => problems.add(list::NAME, "system-name-taken"),
        SystemRefusal::Used => problems.add("", "system-used"),
    }
}
