//! Departmental systems: the register, and what is answered for them on the hospital's sheets.

use tenken_domain::answer::Answer;
use tenken_domain::assignment::systems;
use tenken_domain::audit::{AuditEvent, Target};
use tenken_domain::departmental_system::{DepartmentalSystem, SystemAnswer};
use tenken_domain::id::{ItemId, SystemId};
use tenken_domain::mark::Mark;
use tenken_domain::permission::{Object, Right};
use tenken_store::answer::{Signature, Stamp};
use tenken_store::{Tx, answer, departmental_system};

use super::sheets::{Open, SheetPlace};
use super::{Doing, Failure, missing};

/// Why the register cannot be so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SystemRefusal {
    NameTaken,
    /// Somebody manages it, or something was answered for it.
    Used,
}

/// Why an answer for a system is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SystemAnswerRefusal {
    /// The sheet must be withdrawn first.
    HandedIn,
    MarkNotOnThisList,
    /// 該当なし without a reason in the memo.
    NoReason,
}

/// Adds a system.
pub async fn add(
    tx: &mut Tx,
    doing: &Doing,
    name: String,
) -> Result<DepartmentalSystem, Failure<SystemRefusal>> {
    doing.hold(tx).await?;
    doing.may(Right::ManageFacility, Object::Facility(doing.facility()))?;
    let new = DepartmentalSystem { id: SystemId::new(doing.means.random.id(doing.means.now)), name };
    refuse_a_taken_name(tx, doing, &new).await?;
    departmental_system::insert(tx, doing.facility(), &new).await?;
    doing.record(tx, (AuditEvent::SystemAdded, target(&new)), new.name.clone()).await?;
    Ok(new)
}

/// Changes the name.
pub async fn rename(
    tx: &mut Tx,
    doing: &Doing,
    wish: DepartmentalSystem,
) -> Result<(), Failure<SystemRefusal>> {
    let old = load(tx, doing, &wish.id).await?;
    refuse_a_taken_name(tx, doing, &wish).await?;
    departmental_system::rename(tx, &wish).await?;
    let detail = format!("{} → {}", old.name, wish.name);
    doing.record(tx, (AuditEvent::SystemChanged, target(&wish)), detail).await?;
    Ok(())
}

/// Removes a system that nobody manages and for which nothing was answered.
pub async fn remove(tx: &mut Tx, doing: &Doing, id: &SystemId) -> Result<(), Failure<SystemRefusal>> {
    let old = load(tx, doing, id).await?;
    if departmental_system::is_used(tx, id).await? {
        return Err(Failure::Refused(SystemRefusal::Used));
    }
    departmental_system::delete(tx, id).await?;
    doing.record(tx, (AuditEvent::SystemRemoved, target(&old)), old.name.clone()).await?;
    Ok(())
}

/// What stands for one system at one item. A × takes back the hospital's ○: it stands only where all have one.
pub async fn answer(
    tx: &mut Tx,
    doing: &Doing,
    (place, item): (&SheetPlace, &ItemId),
    wish: (SystemId, Mark, String),
) -> Result<(), Failure<SystemAnswerRefusal>> {
    let open = Open::load_item(tx, doing, (place, item)).await?;
    let (system, mark, memo) = wish;
    doing.may(Right::AnswerForSystem, Object::System(doing.facility(), &open.round, &system))?;
    if !systems(&open.assignees).contains(&system) {
        return Err(missing());
    }
    if open.sheet.is_handed_in() {
        return Err(Failure::Refused(SystemAnswerRefusal::HandedIn));
    }
    if !Mark::SETTLED.contains(&mark) {
        return Err(Failure::Refused(SystemAnswerRefusal::MarkNotOnThisList));
    }
    if mark == Mark::NotApplicable && memo.is_empty() {
        return Err(Failure::Refused(SystemAnswerRefusal::NoReason));
    }
    let (set_by, set_at) = (doing.principal.name.clone(), doing.means.now);
    let new = SystemAnswer { system, mark, memo, set_by, set_at };
    departmental_system::set_answer(tx, (&open.sheet.id, &open.item.id), &new).await?;
    let all = departmental_system::all(tx, doing.facility()).await?;
    let name = all.into_iter().find(|one| one.id == new.system).map_or_else(String::new, |one| one.name);
    let detail = format!("{name} {}", mark.symbol());
    doing.record(tx, (AuditEvent::SystemAnswered, open.target()), detail).await?;
    if mark == Mark::No {
        take_back_a_yes(tx, doing, &open).await?;
    }
    Ok(())
}

/// The hospital's ○ becomes a ×, under the name of whoever found it out; the memo stays.
async fn take_back_a_yes(
    tx: &mut Tx,
    doing: &Doing,
    open: &Open,
) -> Result<(), Failure<SystemAnswerRefusal>> {
    let standing = answer::find(tx, &open.sheet.id, &open.item.id).await?;
    let Some(yes) = standing.filter(|standing| standing.answer.mark == Some(Mark::Yes)) else {
        return Ok(());
    };
    let now = Stamp { by: &doing.principal.account, at: doing.means.millis() };
    let no = Answer { mark: Some(Mark::No), ..yes.answer };
    answer::set(tx, (&open.sheet.id, &open.item.id), &no, Signature { mark: now, change: now }).await?;
    doing.record(tx, (AuditEvent::MarkSet, open.target()), Mark::No.symbol()).await?;
    Ok(())
}

async fn load(
    tx: &mut Tx,
    doing: &Doing,
    id: &SystemId,
) -> Result<DepartmentalSystem, Failure<SystemRefusal>> {
    doing.hold(tx).await?;
    doing.may(Right::ManageFacility, Object::Facility(doing.facility()))?;
    let all = departmental_system::all(tx, doing.facility()).await?;
    all.into_iter().find(|one| one.id == *id).ok_or_else(missing)
}

async fn refuse_a_taken_name(
    tx: &mut Tx,
    doing: &Doing,
    wish: &DepartmentalSystem,
) -> Result<(), Failure<SystemRefusal>> {
    let all = departmental_system::all(tx, doing.facility()).await?;
    if all.iter().any(|one| one.id != wish.id && one.name == wish.name) {
        return Err(Failure::Refused(SystemRefusal::NameTaken));
    }
    Ok(())
}

fn target(system: &DepartmentalSystem) -> Target {
    Target::new("departmental-system", &system.id)
}
