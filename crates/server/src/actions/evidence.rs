//! Evidence for items: recorded and withdrawn.

use jiff::civil::Date;
use tenken_domain::audit::{AuditEvent, Target};
use tenken_domain::calendar;
use tenken_domain::evidence::{Evidence, EvidenceRefusal};
use tenken_domain::id::{ChecklistId, EvidenceId, ItemId};
use tenken_domain::permission::{Object, Right};
use tenken_store::{Tx, evidence};

use super::{Doing, Failure, Never, Unrecorded, missing};

/// What is to be recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    pub list: ChecklistId,
    pub item: ItemId,
    pub place: String,
    pub valid_until: Option<Date>,
    pub restored_on: Option<Date>,
}

/// Records a piece of evidence. The same form sent again records nothing more.
pub async fn record(
    tx: &mut Tx,
    doing: &Doing,
    wish: Wish,
) -> Result<((), Option<Unrecorded>), Failure<EvidenceRefusal>> {
    doing.hold(tx).await?;
    doing.may(Right::ManageEvidence, Object::Facility(doing.facility()))?;
    if wish.restored_on.is_some_and(|day| day > calendar::day_of(doing.means.now)) {
        return Err(Failure::Refused(EvidenceRefusal::RestoredInTheFuture));
    }
    let new = Evidence {
        id: EvidenceId::new(doing.means.random.id(doing.means.now)),
        list: wish.list,
        item: wish.item,
        place: wish.place,
        valid_until: wish.valid_until,
        restored_on: wish.restored_on,
        recorded_by: doing.principal.name.clone(),
        recorded_at: doing.means.now,
        withdrawn_at: None,
    };
    let is_same =
        |one: &Evidence| *one == Evidence { id: one.id.clone(), recorded_at: one.recorded_at, ..new.clone() };
    if evidence::standing(tx, doing.facility()).await?.iter().any(is_same) {
        return Ok(((), Some(Unrecorded::SentAgain)));
    }
    evidence::insert(tx, doing.facility(), &new).await?;
    doing.record(tx, (AuditEvent::EvidenceRecorded, target(&new)), new.place).await?;
    Ok(((), None))
}

/// Withdraws what shows nothing any more.
pub async fn withdraw(tx: &mut Tx, doing: &Doing, id: &EvidenceId) -> Result<(), Failure<Never>> {
    doing.hold(tx).await?;
    doing.may(Right::ManageEvidence, Object::Facility(doing.facility()))?;
    let standing = evidence::standing(tx, doing.facility()).await?;
    let own = standing.into_iter().find(|one| one.id == *id).ok_or_else(missing)?;
    evidence::withdraw(tx, id, doing.means.millis()).await?;
    doing.record(tx, (AuditEvent::EvidenceWithdrawn, target(&own)), own.place).await?;
    Ok(())
}

/// The item it is for, as the object of an event.
fn target(evidence: &Evidence) -> Target {
    Target::new("evidence", format!("{}/{}", evidence.list, evidence.item))
}
