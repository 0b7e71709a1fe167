//! The last import taken back, as long as nobody has changed since what it changed.

use std::collections::HashMap;

use tenken_domain::audit::{AuditEvent, Target};
use tenken_domain::department::Department;
use tenken_domain::id::{DepartmentId, ImportId, PersonId};
use tenken_domain::permission::{Action, Object};
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
    doing.may(Action::ManagePeople, Object::Facility(doing.facility()))?;
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
    let heads: Vec<&DepartmentId> = accounts.iter().filter_map(|one| one.account.role.department()).collect();
    let mut kept = 0;
    for (_, id) in groups {
        let department = known.departments.iter().find(|one| one.id.as_str() == id);
        let occupation = known.occupations.iter().find(|one| one.id.as_str() == id);
        if (department.is_some() || occupation.is_some()) && is_used(&known, &heads, id) {
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

/// Whether anybody or anything hangs on a department or occupation.
fn is_used(known: &Known, heads: &[&DepartmentId], id: &str) -> bool {
    let hangs_below = |one: &Department| one.parent.as_ref().is_some_and(|parent| parent.as_str() == id);
    let is_counted = |one: &Department| {
        let as_department = one.id.as_str() == id && one.people() > 0;
        as_department || one.headcount.keys().any(|occupation| occupation.as_str() == id)
    };
    known.people.iter().any(|one| one.department.as_str() == id || one.occupation.as_str() == id)
        || known.departments.iter().any(|one| hangs_below(one) || is_counted(one))
        || heads.iter().any(|head| head.as_str() == id)
}
