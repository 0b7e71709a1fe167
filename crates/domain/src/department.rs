//! Departments (部署): a tree; each has a headcount per occupation.

use std::collections::BTreeMap;

use crate::id::{DepartmentId, OccupationId};

/// One department with those asked in it, not counting the departments below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Department {
    pub id: DepartmentId,
    pub parent: Option<DepartmentId>,
    pub name: String,
    pub headcount: BTreeMap<OccupationId, u64>,
}

impl Department {
    /// Everybody to be asked in this department itself.
    pub fn people(&self) -> u64 {
        self.headcount.values().sum()
    }
}

/// A department and how deep it lies in the tree (0 at the top).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed<'d> {
    pub department: &'d Department,
    pub depth: usize,
}

/// The tree in reading order: each department followed by those below it, siblings in the given order.
/// A department whose parent is missing stands at the top.
pub fn in_tree_order(departments: &[Department]) -> Vec<Placed<'_>> {
    let known = |id: &DepartmentId| departments.iter().any(|department| department.id == *id);
    let is_top = |department: &&Department| department.parent.as_ref().is_none_or(|parent| !known(parent));
    let mut placed = Vec::with_capacity(departments.len());
    for top in departments.iter().filter(is_top) {
        place(top, 0, departments, &mut placed);
    }
    placed
}

fn place<'d>(department: &'d Department, depth: usize, all: &'d [Department], placed: &mut Vec<Placed<'d>>) {
    placed.push(Placed { department, depth });
    for child in all.iter().filter(|child| child.parent.as_ref() == Some(&department.id)) {
        place(child, depth + 1, all, placed);
    }
}

/// Everybody to be asked in a department and all those below it.
pub fn with_below(departments: &[Department], top: &DepartmentId) -> u64 {
    let below = |one: &&Department| one.id == *top || would_loop(departments, top, &one.id);
    departments.iter().filter(below).map(Department::people).sum()
}

/// Whether hanging `moved` below `parent` would make the tree bite its tail.
pub fn would_loop(departments: &[Department], moved: &DepartmentId, parent: &DepartmentId) -> bool {
    let mut above = Some(parent);
    for _ in 0..=departments.len() {
        match above {
            None => return false,
            Some(id) if id == moved => return true,
            Some(id) => {
                above = departments.iter().find(|one| one.id == *id).and_then(|one| one.parent.as_ref())
            }
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn department(id: &str, parent: Option<&str>) -> Department {
        let (id, parent) = (DepartmentId::new(id), parent.map(DepartmentId::new));
        Department { name: id.to_string(), id, parent, headcount: BTreeMap::new() }
    }

    #[test]
    fn the_tree_is_read_from_the_top_down() {
        let all =
            [department("ward 1", Some("nursing")), department("nursing", None), department("office", None)];
        let order: Vec<_> =
            in_tree_order(&all).iter().map(|one| (one.department.name.as_str(), one.depth)).collect();
        assert_eq!(order, [("nursing", 0), ("ward 1", 1), ("office", 0)]);
    }

    #[test]
    fn those_below_are_counted_with_their_parents() {
        let people = |id, parent, people| Department {
            headcount: BTreeMap::from([(OccupationId::new("nurse"), people)]),
            ..department(id, parent)
        };
        let all = [
            people("a", None, 1),
            people("b", Some("a"), 20),
            people("c", Some("b"), 300),
            people("d", None, 4_000),
        ];
        assert_eq!(
            ["a", "b", "c", "d"].map(|id| with_below(&all, &DepartmentId::new(id))),
            [321, 320, 300, 4_000]
        );
    }

    #[test]
    fn a_department_cannot_hang_below_itself() {
        let all = [department("a", None), department("b", Some("a")), department("c", Some("b"))];
        assert!(would_loop(&all, &DepartmentId::new("a"), &DepartmentId::new("c")));
        assert!(!would_loop(&all, &DepartmentId::new("c"), &DepartmentId::new("a")));
    }
}
