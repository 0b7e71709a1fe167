//! Who is to answer which item.

use jiff::civil::Date;
use tenken_domain::assignment::{Assignee, Assignment, can_answer};
use tenken_domain::audit::{AuditEvent, Target};
use tenken_domain::calendar;
use tenken_domain::catalog::find_item;
use tenken_domain::id::{ChecklistId, ItemId};
use tenken_domain::permission::{Object, Right};
use tenken_store::{Tx, account, assignment, department, departmental_system};

use super::{Doing, Failure, missing};

/// Items and somebody who answers them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    pub items: Vec<(ChecklistId, ItemId)>,
    pub assignee: Assignee,
    /// Until when they are to be answered.
    pub due: Option<Date>,
}

/// Why nobody can be found to answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AssignRefusal {
    /// Gone, stopped in the meantime, or somebody who only reads.
    NoSuchAssignee,
    /// Nobody can have answered by a day that has passed.
    DueInThePast,
}

/// Assigns items; where they are assigned already, only until when changes.
pub async fn assign(tx: &mut Tx, doing: &Doing, wish: Wish) -> Result<(), Failure<AssignRefusal>> {
    let name = prepare(tx, doing, &wish).await?.ok_or(Failure::Refused(AssignRefusal::NoSuchAssignee))?;
    if wish.due.is_some_and(|day| day < calendar::day_of(doing.means.now)) {
        return Err(Failure::Refused(AssignRefusal::DueInThePast));
    }
    for (list, item) in wish.items {
        let new = Assignment { list, item, assignee: wish.assignee.clone(), due: wish.due };
        assignment::set(tx, doing.facility(), &new).await?;
        let what = (AuditEvent::ItemAssigned, target(&new.list, &new.item));
        doing.record(tx, what, name.clone()).await?;
    }
    Ok(())
}

/// Takes items back from whoever was to answer them.
pub async fn take_back(tx: &mut Tx, doing: &Doing, wish: Wish) -> Result<(), Failure<AssignRefusal>> {
    let name = prepare(tx, doing, &wish).await?.unwrap_or_default();
    for (list, item) in wish.items {
        assignment::remove(tx, doing.facility(), (&list, &item), &wish.assignee).await?;
        doing.record(tx, (AuditEvent::AssignmentTakenBack, target(&list, &item)), name.clone()).await?;
    }
    Ok(())
}

/// The name of the assignee, who cannot go away until the end of the transaction.
async fn prepare(tx: &mut Tx, doing: &Doing, wish: &Wish) -> Result<Option<String>, Failure<AssignRefusal>> {
    doing.hold(tx).await?;
    doing.may(Right::ManageAssignments, Object::Facility(doing.facility()))?;
    let is_known =
        |(list, item): &(ChecklistId, ItemId)| find_item(item).is_some_and(|(known, _)| known.id == *list);
    if wish.items.is_empty() || !wish.items.iter().all(is_known) {
        return Err(missing());
    }
    name(tx, doing, &wish.assignee).await
}

/// The name of somebody, a department or a departmental system of this hospital that can be asked; `None` where it is gone
/// or may not answer.
pub async fn name<R>(tx: &mut Tx, doing: &Doing, assignee: &Assignee) -> Result<Option<String>, Failure<R>> {
    let here = doing.facility();
    Ok(match assignee {
        Assignee::Account(id) => {
            let found = account::find(tx, id).await?;
            found.filter(|one| one.facility == *here && can_answer(one)).map(|one| one.display_name)
        }
        Assignee::Department(id) => {
            department::all(tx, here).await?.into_iter().find(|one| one.id == *id).map(|one| one.name)
        }
        Assignee::System(id) => {
            let all = departmental_system::all(tx, here).await?;
            all.into_iter().find(|one| one.id == *id).map(|one| one.name)
        }
    })
}

fn target(list: &ChecklistId, item: &ItemId) -> Target {
    Target::new("assignment", format!("{list}/{item}"))
}
