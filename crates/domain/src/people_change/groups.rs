//! Departments and occupations that the file names: those that are there, and those it brings with it.

use std::collections::HashMap;

use crate::department::Department;
use crate::grid::folded;
use crate::id::{DepartmentId, OccupationId};
use crate::occupation::{Affiliation, Occupation};

/// A department or occupation of the file.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Group<Id> {
    There(Id),
    /// Position among those that come with the file.
    New(usize),
}

/// More than a file may bring of either: with so many, the column is one of something else.
pub const MOST_NEW_DEPARTMENTS: usize = 300;
pub const MOST_NEW_OCCUPATIONS: usize = 100;

/// An occupation that comes with the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewOccupation {
    pub name: String,
    pub affiliation: Affiliation,
}

/// A name that several departments bear.
#[derive(Debug, PartialEq, Eq)]
pub struct Ambiguous;

/// The hospital's departments by name and by path, and those that come with the file.
pub struct Departments {
    /// Ids under each name; several where a name stands in several branches of the tree.
    by_name: HashMap<String, Vec<DepartmentId>>,
    by_path: HashMap<String, DepartmentId>,
    new: HashMap<String, usize>,
    pub names: Vec<String>,
}

impl Departments {
    pub fn of(departments: &[Department]) -> Self {
        let mut by_name: HashMap<String, Vec<DepartmentId>> = HashMap::new();
        for one in departments {
            by_name.entry(folded(&one.name)).or_default().push(one.id.clone());
        }
        let by_id: HashMap<&DepartmentId, &Department> =
            departments.iter().map(|one| (&one.id, one)).collect();
        let by_path = departments.iter().map(|one| (path(&by_id, one), one.id.clone())).collect();
        Self { by_name, by_path, new: HashMap::new(), names: Vec::new() }
    }

    /// By its name where only one bears it, else by the whole way from the top (看護部 病棟).
    pub fn find(&mut self, name: &str) -> Result<Group<DepartmentId>, Ambiguous> {
        let key = folded(name);
        if let Some([only]) = self.by_name.get(&key).map(Vec::as_slice) {
            return Ok(Group::There(only.clone()));
        }
        if let Some(id) = self.by_path.get(&without_separators(&key)) {
            return Ok(Group::There(id.clone()));
        }
        if self.by_name.contains_key(&key) {
            return Err(Ambiguous);
        }
        let next = self.names.len();
        let position = *self.new.entry(key).or_insert(next);
        if position == next {
            self.names.push(name.to_owned());
        }
        Ok(Group::New(position))
    }
}

/// The names from the top down, without anything between them. The tree is finite, whatever its rows say.
fn path(by_id: &HashMap<&DepartmentId, &Department>, department: &Department) -> String {
    let mut names = vec![department.name.as_str()];
    let mut above = department.parent.as_ref();
    for _ in 0..by_id.len() {
        let Some(parent) = above.and_then(|id| by_id.get(id)) else { break };
        names.push(parent.name.as_str());
        above = parent.parent.as_ref();
    }
    names.reverse();
    without_separators(&folded(&names.concat()))
}

fn without_separators(name: &str) -> String {
    name.chars().filter(|c| !"/>＞›・\\-|:".contains(*c)).collect()
}

/// The hospital's occupations by name, and those that come with the file.
pub struct Occupations {
    there: HashMap<String, OccupationId>,
    new: HashMap<String, usize>,
    pub names: Vec<String>,
}

impl Occupations {
    pub fn of(occupations: &[Occupation]) -> Self {
        let there = occupations.iter().map(|one| (folded(&one.name), one.id.clone())).collect();
        Self { there, new: HashMap::new(), names: Vec::new() }
    }

    pub fn find(&mut self, name: &str) -> Group<OccupationId> {
        let key = folded(name);
        if let Some(id) = self.there.get(&key) {
            return Group::There(id.clone());
        }
        let next = self.names.len();
        let position = *self.new.entry(key).or_insert(next);
        if position == next {
            self.names.push(name.to_owned());
        }
        Group::New(position)
    }
}
