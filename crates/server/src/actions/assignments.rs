//! Who is to answer which item.

use jiff::civil::Date;
use tenken_domain::account::AccountState;
use tenken_domain::assignment::{Assignee, Assignment};
use tenken_domain::audit::{AuditEvent, Target};
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
    /// Gone, or stopped in the meantime.
    NoSuchAssignee,
}

/// Assigns items; where they are assigned already, only until when changes.
pub async fn assign(tx: &mut Tx, doing: &Doing, wish: Wish) -> Result<(), Failure<AssignRefusal>> {
    let name = prepare(tx, doing, &wish).await?.ok_or(Failure::Refused(AssignRefusal::NoSuchAssignee))?;
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
    let here = doing.facility();
    Ok(match &wish.assignee {
        Assignee::Account(id) => {
            let found = account::find(tx, id).await?;
            let can_answer = |one: &tenken_domain::account::Account| {
                one.facility == *here && one.state != AccountState::Suspended
            };
            found.filter(can_answer).map(|one| one.display_name)
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
