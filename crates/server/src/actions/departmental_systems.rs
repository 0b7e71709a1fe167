//! Departmental systems: the register, and what is answered for them on the hospital's sheets.

use tenken_domain::answer::Answer;
use tenken_domain::assignment::systems;
use tenken_domain::audit::{AuditEvent, Target};
use tenken_domain::departmental_system::{DepartmentalSystem, SystemChange, TakenBack};
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
    /// The last change was somebody else's, or there is none.
    NothingToUndo,
    /// Somebody answered after this person saw it.
    ChangedMeanwhile,
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

/// What somebody wants to stand for one system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SystemWish {
    pub system: SystemId,
    pub change: SystemStep,
    pub memo: String,
    /// The number of the last change that this person saw; 0 where there was none.
    pub seen: i64,
}

/// What is to become of an answer for a system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SystemStep {
    Mark(Mark),
    /// 空欄に戻す
    Blank,
    /// What stood there before this person's last change.
    Undo,
}

/// What stands for one system at one item. A × takes back the hospital's ○: it stands only where all have one. Undoing
/// gives it back.
pub async fn answer(
    tx: &mut Tx,
    doing: &Doing,
    (place, item): (&SheetPlace, &ItemId),
    wish: SystemWish,
) -> Result<(), Failure<SystemAnswerRefusal>> {
    let open = Open::load_item(tx, doing, (place, item)).await?;
    doing.may(Right::AnswerForSystem, Object::System(doing.facility(), &open.round, &wish.system))?;
    if !systems(&open.assignees).contains(&wish.system) {
        return Err(missing());
    }
    if open.sheet.is_handed_in() {
        return Err(Failure::Refused(SystemAnswerRefusal::HandedIn));
    }
    let mut history = departmental_system::history(tx, &open.sheet.id, &open.item.id).await?;
    history.retain(|change| change.system == wish.system);
    let (mark, memo) = answered(doing, &wish, &history).map_err(Failure::Refused)?;
    let took_back = if mark == Some(Mark::No) { take_back_a_yes(tx, doing, &open).await? } else { None };
    let new = SystemChange {
        system: wish.system,
        revision: history.first().map_or(1, |last| last.revision + 1),
        mark,
        memo,
        account: Some(doing.principal.account.clone()),
        set_by: doing.principal.name.clone(),
        set_at: doing.means.now,
        took_back,
    };
    departmental_system::change_answer(tx, (&open.sheet.id, &open.item.id), &new).await?;
    let all = departmental_system::all(tx, doing.facility()).await?;
    let name = all.into_iter().find(|one| one.id == new.system).map_or_else(String::new, |one| one.name);
    let detail = format!("{name} {}", mark.map_or("", Mark::symbol));
    doing.record(tx, (AuditEvent::SystemAnswered, open.target()), detail.trim_end()).await?;
    if wish.change == SystemStep::Undo {
        give_back_the_yes(tx, doing, (&open, &history)).await?;
    }
    Ok(())
}

/// The mark that is to stand, and the memo beside it.
fn answered(
    doing: &Doing,
    wish: &SystemWish,
    history: &[SystemChange],
) -> Result<(Option<Mark>, String), SystemAnswerRefusal> {
    match wish.change {
        SystemStep::Mark(mark) if !Mark::SETTLED.contains(&mark) => {
            Err(SystemAnswerRefusal::MarkNotOnThisList)
        }
        SystemStep::Mark(Mark::NotApplicable) if wish.memo.is_empty() => Err(SystemAnswerRefusal::NoReason),
        SystemStep::Mark(mark) => Ok((Some(mark), wish.memo.clone())),
        SystemStep::Blank => Ok((None, String::new())),
        SystemStep::Undo => before_the_last(doing, wish, history),
    }
}

/// What stood there before this person's last change; a blank where it was the first.
fn before_the_last(
    doing: &Doing,
    wish: &SystemWish,
    history: &[SystemChange],
) -> Result<(Option<Mark>, String), SystemAnswerRefusal> {
    let last = history.first().ok_or(SystemAnswerRefusal::NothingToUndo)?;
    if last.revision != wish.seen {
        return Err(SystemAnswerRefusal::ChangedMeanwhile);
    }
    if last.account.as_ref() != Some(&doing.principal.account) {
        return Err(SystemAnswerRefusal::NothingToUndo);
    }
    Ok(history.get(1).map_or((None, String::new()), |before| (before.mark, before.memo.clone())))
}

/// The hospital's ○ becomes a ×, under the name of whoever found it out; the memo stays.
async fn take_back_a_yes(
    tx: &mut Tx,
    doing: &Doing,
    open: &Open,
) -> Result<Option<TakenBack>, Failure<SystemAnswerRefusal>> {
    let standing = answer::find(tx, &open.sheet.id, &open.item.id).await?;
    let Some(yes) = standing.filter(|standing| standing.answer.mark == Some(Mark::Yes)) else {
        return Ok(None);
    };
    let now = Stamp { by: &doing.principal.account, at: doing.means.millis() };
    let no = Answer { mark: Some(Mark::No), ..yes.answer };
    let signature = Signature { mark: now, change: now };
    let revision = answer::set(tx, (&open.sheet.id, &open.item.id), &no, signature).await?;
    doing.record(tx, (AuditEvent::MarkSet, open.target()), Mark::No.symbol()).await?;
    Ok(Some(TakenBack { revision, by: yes.set_by, at: yes.set_at }))
}

/// The ○ that a × of this system took back stands again under the name of whoever had set it, unless somebody has touched
/// the hospital's answer since or another system has a ×.
async fn give_back_the_yes(
    tx: &mut Tx,
    doing: &Doing,
    (open, history): (&Open, &[SystemChange]),
) -> Result<(), Failure<SystemAnswerRefusal>> {
    let place = (&open.sheet.id, &open.item.id);
    let Some(standing) = answer::find(tx, place.0, place.1).await? else { return Ok(()) };
    let mut took_back = history.iter().filter_map(|change| change.took_back.as_ref());
    let Some(yes) = took_back.find(|yes| yes.revision == standing.revision) else { return Ok(()) };
    let asked = systems(&open.assignees);
    let answers = departmental_system::answers_to(tx, place.0, place.1).await?;
    if answers.iter().any(|one| asked.contains(&one.system) && one.mark == Mark::No) {
        return Ok(());
    }
    let mut changes = answer::history(tx, place.0, place.1).await?.into_iter();
    let before = changes.find(|change| change.revision == yes.revision - 1).ok_or_else(missing)?;
    let mark = Stamp { by: &yes.by, at: yes.at.as_millisecond() };
    let change = Stamp { by: &doing.principal.account, at: doing.means.millis() };
    answer::set(tx, place, &before.answer, Signature { mark, change }).await?;
    doing.record(tx, (AuditEvent::MarkSet, open.target()), Mark::Yes.symbol()).await?;
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
