//! Departments: added, changed, removed. Rounds that have opened keep their own copy.

use std::collections::BTreeMap;

use tenken_domain::audit::{AuditEvent, Target};
use tenken_domain::department::{Department, would_loop};
use tenken_domain::id::{DepartmentId, OccupationId};
use tenken_domain::permission::{Denial, Object, Right};
use tenken_store::{Tx, account, department, occupation, person};

use super::changes::Changes;
use super::{Doing, Failure, Never, missing};

/// What a department is to be.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Wish {
    pub name: String,
    pub parent: Option<DepartmentId>,
    pub headcount: BTreeMap<OccupationId, u64>,
}

/// Why a department cannot be so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DepartmentRefusal {
    /// A sibling bears this name, or, on removal, one that moves up would meet its like.
    NameTaken,
    /// It would hang below itself.
    WouldLoop,
    /// It still has a head with an account.
    HasAHead,
    /// Somebody of the register is, or was, in it.
    HasPeople,
}

pub async fn create(
    tx: &mut Tx,
    doing: &Doing,
    wish: Wish,
) -> Result<Department, Failure<DepartmentRefusal>> {
    doing.hold(tx).await?;
    doing.may(Right::ManageFacility, Object::Facility(doing.facility()))?;
    let id = DepartmentId::new(doing.means.random.id(doing.means.now));
    let new = check(tx, doing, id, wish).await?;
    department::insert(tx, doing.facility(), &new).await?;
    doing.record(tx, (AuditEvent::DepartmentCreated, target(&new)), new.name.clone()).await?;
    Ok(new)
}

/// Makes the tree a hospital begins with, each department given by its path from the top, parents before children.
pub async fn create_usual(tx: &mut Tx, doing: &Doing, paths: Vec<Vec<String>>) -> Result<(), Failure<Never>> {
    doing.hold(tx).await?;
    doing.may(Right::ManageFacility, Object::Facility(doing.facility()))?;
    if !department::all(tx, doing.facility()).await?.is_empty() {
        return Err(Failure::Denied(Denial::WrongState));
    }
    let mut made: BTreeMap<Vec<String>, DepartmentId> = BTreeMap::new();
    for path in paths {
        let Some((name, above)) = path.split_last() else { continue };
        let id = DepartmentId::new(doing.means.random.id(doing.means.now));
        let parent = made.get(above).cloned();
        let new = Department { id: id.clone(), parent, name: name.clone(), headcount: BTreeMap::new() };
        department::insert(tx, doing.facility(), &new).await?;
        doing.record(tx, (AuditEvent::DepartmentCreated, target(&new)), new.name).await?;
        made.insert(path, id);
    }
    Ok(())
}

pub async fn change(
    tx: &mut Tx,
    doing: &Doing,
    id: &DepartmentId,
    wish: Wish,
) -> Result<Department, Failure<DepartmentRefusal>> {
    doing.hold(tx).await?;
    doing.may(Right::ManageFacility, Object::Facility(doing.facility()))?;
    let old = load(tx, doing, id).await?;
    let mut new = check(tx, doing, id.clone(), wish).await?;
    if person::exist(tx, doing.facility()).await? {
        // Headcounts come from the register; those that were typed before stay for whoever gives it up again.
        new.headcount.clone_from(&old.headcount);
    }
    department::update(tx, &new).await?;
    let parent = |one: &Department| one.parent.as_ref().map(DepartmentId::to_string).unwrap_or_default();
    let changes = Changes::default()
        .note("name", &old.name, &new.name)
        .note("parent", parent(&old), parent(&new))
        .note("people", old.people(), new.people());
    doing.record(tx, (AuditEvent::DepartmentChanged, target(&new)), changes.detail()).await?;
    Ok(new)
}

/// Replaces the headcounts of several departments at once; where there is a register, they come from there.
pub async fn change_headcounts(
    tx: &mut Tx,
    doing: &Doing,
    wish: BTreeMap<DepartmentId, BTreeMap<OccupationId, u64>>,
) -> Result<(), Failure<Never>> {
    doing.hold(tx).await?;
    doing.may(Right::ManageFacility, Object::Facility(doing.facility()))?;
    if person::exist(tx, doing.facility()).await? {
        return Err(Failure::Denied(Denial::WrongState));
    }
    let all = department::all(tx, doing.facility()).await?;
    let known = occupation::all(tx, doing.facility()).await?;
    for (id, headcount) in wish {
        let old = all.iter().find(|one| one.id == id).ok_or_else(missing)?;
        if headcount.keys().any(|wanted| known.iter().all(|one| one.id != *wanted)) {
            return Err(missing());
        }
        let new = Department { headcount, ..old.clone() };
        department::update(tx, &new).await?;
        let detail = format!("{} → {}", old.people(), new.people());
        doing.record(tx, (AuditEvent::HeadcountChanged, target(&new)), detail).await?;
    }
    Ok(())
}

/// Removes a department; those below it move up.
pub async fn remove(tx: &mut Tx, doing: &Doing, id: &DepartmentId) -> Result<(), Failure<DepartmentRefusal>> {
    doing.hold(tx).await?;
    doing.may(Right::ManageFacility, Object::Facility(doing.facility()))?;
    let old = load(tx, doing, id).await?;
    let accounts = account::all(tx, doing.facility()).await?;
    if accounts.iter().any(|one| one.account.role.department() == Some(id)) {
        return Err(Failure::Refused(DepartmentRefusal::HasAHead));
    }
    if person::all(tx, doing.facility()).await?.iter().any(|one| one.department == *id) {
        return Err(Failure::Refused(DepartmentRefusal::HasPeople));
    }
    let all = department::all(tx, doing.facility()).await?;
    let moves_up = |name: &str| all.iter().any(|one| one.parent.as_ref() == Some(id) && one.name == name);
    let siblings = all.iter().filter(|one| one.id != *id && one.parent == old.parent);
    if siblings.into_iter().any(|sibling| moves_up(&sibling.name)) {
        return Err(Failure::Refused(DepartmentRefusal::NameTaken));
    }
    department::delete(tx, &old).await?;
    doing.record(tx, (AuditEvent::DepartmentRemoved, target(&old)), old.name.clone()).await?;
    Ok(())
}

async fn load(
    tx: &mut Tx,
    doing: &Doing,
    id: &DepartmentId,
) -> Result<Department, Failure<DepartmentRefusal>> {
    let all = department::all(tx, doing.facility()).await?;
    all.into_iter().find(|one| one.id == *id).ok_or_else(missing)
}

/// Makes the department of a wish, if the tree and the occupations allow it.
async fn check(
    tx: &mut Tx,
    doing: &Doing,
    id: DepartmentId,
    wish: Wish,
) -> Result<Department, Failure<DepartmentRefusal>> {
    let all = department::all(tx, doing.facility()).await?;
    let known = occupation::all(tx, doing.facility()).await?;
    if wish.headcount.keys().any(|wanted| known.iter().all(|one| one.id != *wanted)) {
        return Err(missing());
    }
    if let Some(parent) = &wish.parent {
        if all.iter().all(|one| one.id != *parent) {
            return Err(missing());
        }
        if would_loop(&all, &id, parent) {
            return Err(Failure::Refused(DepartmentRefusal::WouldLoop));
        }
    }
    if all.iter().any(|one| one.id != id && one.parent == wish.parent && one.name == wish.name) {
        return Err(Failure::Refused(DepartmentRefusal::NameTaken));
    }
    let headcount = wish.headcount.into_iter().filter(|(_, people)| *people > 0).collect();
    Ok(Department { id, parent: wish.parent, name: wish.name, headcount })
}

fn target(department: &Department) -> Target {
    Target::new("department", &department.id)
}
