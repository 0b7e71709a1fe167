//! The departments and occupations of a round as the form's drop-downs call them: each by a name of its own.

use tenken_domain::department::Department;
use tenken_domain::facts::GroupKey;
use tenken_domain::grid::folded;
use tenken_domain::id::{DepartmentId, FacilityId, OccupationId};
use tenken_domain::round::Round;
use tenken_store::staff::{Axis, asked};
use tenken_store::{Conn, StoreError, department};

/// Ids with the names in the drop-downs, in the order of the hospital.
pub struct Choices {
    pub departments: Vec<(DepartmentId, String)>,
    pub occupations: Vec<(OccupationId, String)>,
}

impl Choices {
    pub async fn load(conn: &mut Conn, facility: &FacilityId, round: &Round) -> Result<Self, StoreError> {
        let tree = department::all(conn, facility).await?;
        let departments = asked(conn, &round.id, Axis::Department).await?;
        let departments = departments.into_iter().filter_map(|one| match one.key? {
            GroupKey::Department(id) => Some((id, one.name)),
            GroupKey::Occupation(_) => None,
        });
        let occupations = asked(conn, &round.id, Axis::Occupation).await?;
        let occupations = occupations.into_iter().filter_map(|one| match one.key? {
            GroupKey::Occupation(id) => Some((id, one.name)),
            GroupKey::Department(_) => None,
        });
        let departments = told_apart(departments.collect(), &tree);
        Ok(Self { departments, occupations: occupations.collect() })
    }

    /// The department with this name, if there is exactly one.
    pub fn department(&self, written: &str) -> Option<&DepartmentId> {
        only(&self.departments, written)
    }

    /// The occupation with this name, if there is exactly one.
    pub fn occupation(&self, written: &str) -> Option<&OccupationId> {
        only(&self.occupations, written)
    }
}

fn only<'c, Id>(choices: &'c [(Id, String)], written: &str) -> Option<&'c Id> {
    let mut found = choices.iter().filter(|(_, name)| folded(name) == folded(written));
    let (id, _) = found.next()?;
    found.next().is_none().then_some(id)
}

/// 「外来」 of two wards: the department above is added in brackets.
fn told_apart(departments: Vec<(DepartmentId, String)>, tree: &[Department]) -> Vec<(DepartmentId, String)> {
    let named_so = |name: &str| departments.iter().filter(|(_, other)| folded(other) == folded(name)).count();
    let above = |id: &DepartmentId| {
        let parent = tree.iter().find(|one| one.id == *id)?.parent.as_ref()?;
        Some(tree.iter().find(|one| one.id == *parent)?.name.as_str())
    };
    let label = |(id, name): &(DepartmentId, String)| match above(id) {
        Some(above) if named_so(name) > 1 => (id.clone(), format!("{name}（{above}）")),
        Some(_) | None => (id.clone(), name.clone()),
    };
    departments.iter().map(label).collect()
}
