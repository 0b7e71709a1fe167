//! The last import taken back, as long as nobody has changed since what it changed.

use std::collections::{HashMap, HashSet};

use tenken_domain::audit::{AuditEvent, Target};
use tenken_domain::department::Department;
use tenken_domain::id::{DepartmentId, ImportId, OccupationId, PersonId};
use tenken_domain::occupation::Occupation;
use tenken_domain::permission::{Object, Right};
use tenken_domain::person::Person;
use tenken_store::person_import::{self, BroughtGroup, Line, State};
use tenken_store::{Tx, account, department, occupation, person};

use super::{Known, kept};
use crate::actions::{Doing, Failure, missing};

/// Why an import was not taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UndoRefusal {
    /// It is not the last one, or was taken back before.
    NotTheLast,
    /// Somebody whom it touched was changed or removed since.
    ChangedSince,
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Undone {
    pub people: u64,
    /// Departments and occupations that stay because others are in them by now.
    pub groups_kept: u64,
}

/// Puts everybody back as they were before.
pub async fn undo(tx: &mut Tx, doing: &Doing, import: &ImportId) -> Result<Undone, Failure<UndoRefusal>> {
    doing.hold(tx).await?;
    doing.may(Right::ManagePeople, Object::Facility(doing.facility()))?;
    let all = person_import::all(tx, doing.facility()).await?;
    let wanted = all.iter().find(|one| one.id == *import).ok_or_else(missing)?;
    if wanted.state != State::Done || all.first().is_none_or(|last| last.id != *import) {
        return Err(Failure::Refused(UndoRefusal::NotTheLast));
    }
    let (lines, groups) = person_import::lines(tx, import).await?;
    let now = person::all(tx, doing.facility()).await?;
    let (back, gone) = before(&lines, &now)?;
    person::put(tx, doing.facility(), &back).await?;
    person::delete(tx, &gone).await?;
    let groups_kept = remove_groups(tx, doing, &groups).await?;
    person_import::undone(tx, doing.facility(), import).await?;
    let people = lines.len() as u64;
    let what = (AuditEvent::PeopleImportUndone, Target::new("import", import));
    doing.record(tx, what, people.to_string()).await?;
    Ok(Undone { people, groups_kept })
}

/// Those to be put back, and those to be removed; refused where anybody is not as the import left them.
fn before(lines: &[Line], now: &[Person]) -> Result<(Vec<Person>, Vec<PersonId>), Failure<UndoRefusal>> {
    let now: HashMap<&PersonId, &Person> = now.iter().map(|person| (&person.id, person)).collect();
    let (mut back, mut gone) = (Vec::new(), Vec::new());
    for line in lines {
        let after = kept::read(&line.after)?;
        if after.as_ref() != now.get(&line.person).copied() {
            return Err(Failure::Refused(UndoRefusal::ChangedSince));
        }
        match kept::read(&line.before)? {
            Some(person) => back.push(person),
            None => gone.push(line.person.clone()),
        }
    }
    Ok((back, gone))
}

/// Removes the groups that came with the import and in which nobody is; returns how many stay.
async fn remove_groups(
    tx: &mut Tx,
    doing: &Doing,
    groups: &[BroughtGroup],
) -> Result<u64, Failure<UndoRefusal>> {
    let known = Known::load(tx, doing.facility()).await?;
    let accounts = account::all(tx, doing.facility()).await?;
    let heads = accounts.iter().filter_map(|one| one.account.role.department());
    let used: HashSet<&str> = used(&known).chain(heads.map(DepartmentId::as_str)).collect();
    let departments: HashMap<&str, &Department> =
        known.departments.iter().map(|one| (one.id.as_str(), one)).collect();
    let occupations: HashMap<&str, &Occupation> =
        known.occupations.iter().map(|one| (one.id.as_str(), one)).collect();
    let mut kept = 0;
    for (_, id) in groups {
        let (department, occupation) = (departments.get(id.as_str()), occupations.get(id.as_str()));
        if (department.is_some() || occupation.is_some()) && used.contains(id.as_str()) {
            kept += 1;
        } else if let Some(department) = department {
            department::delete(tx, department).await?;
            let what = (AuditEvent::DepartmentRemoved, Target::new("department", id));
            doing.record(tx, what, department.name.clone()).await?;
        } else if let Some(occupation) = occupation {
            occupation::delete(tx, &occupation.id).await?;
            let what = (AuditEvent::OccupationRemoved, Target::new("occupation", id));
            doing.record(tx, what, occupation.name.clone()).await?;
        }
    }
    Ok(kept)
}

/// The departments and occupations on which anybody or anything hangs but accounts.
fn used(known: &Known) -> impl Iterator<Item = &str> {
    let people = known.people.iter().flat_map(|one| [one.department.as_str(), one.occupation.as_str()]);
    let departments = known.departments.iter().flat_map(|one| {
        let counted = Some(one.id.as_str()).filter(|_| one.people() > 0);
        let occupations = one.headcount.keys().map(OccupationId::as_str);
        one.parent.iter().map(DepartmentId::as_str).chain(counted).chain(occupations)
    });
    people.chain(departments)
}
