//! Evidence for items: recorded with its file or the place of a paper, and withdrawn.

use jiff::civil::Date;
use tenken_domain::audit::{AuditEvent, Target};
use tenken_domain::calendar;
use tenken_domain::evidence::{Evidence, EvidenceRefusal};
use tenken_domain::id::{ChecklistId, EvidenceId, ItemId};
use tenken_domain::permission::{Object, Right};
use tenken_store::{Tx, evidence, stored_file};

use super::stored_files::{self, Room, Sealed};
use super::{Doing, Failure, Never, Unrecorded, missing};

/// What is to be recorded.
#[derive(Clone, Debug)]
pub struct Wish {
    pub list: ChecklistId,
    pub item: ItemId,
    pub place: String,
    pub file: Option<Sealed>,
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
    if wish.place.is_empty() && wish.file.is_none() {
        return Err(Failure::Refused(EvidenceRefusal::Nothing));
    }
    let new = Evidence {
        id: EvidenceId::new(doing.means.random.id(doing.means.now)),
        list: wish.list,
        item: wish.item,
        place: wish.place,
        file: wish.file.as_ref().map(|sealed| sealed.file.clone()),
        valid_until: wish.valid_until,
        restored_on: wish.restored_on,
        recorded_by: doing.principal.name.clone(),
        recorded_at: doing.means.now,
        withdrawn_at: None,
    };
    if evidence::standing(tx, doing.facility()).await?.iter().any(|one| one.says_the_same_as(&new)) {
        return Ok(((), Some(Unrecorded::SentAgain)));
    }
    if let Some(sealed) = wish.file {
        let stored = stored_files::store(tx, doing.facility(), sealed, Room::Limited).await?;
        stored.map_err(|refusal| Failure::Refused(EvidenceRefusal::File(refusal)))?;
    }
    evidence::insert(tx, doing.facility(), &new).await?;
    doing.record(tx, (AuditEvent::EvidenceRecorded, target(&new)), in_the_log(&new)).await?;
    Ok(((), None))
}

/// Withdraws what shows nothing any more. The bytes of its file go; what it was called and its hash stay.
pub async fn withdraw(tx: &mut Tx, doing: &Doing, id: &EvidenceId) -> Result<(), Failure<Never>> {
    doing.hold(tx).await?;
    doing.may(Right::ManageEvidence, Object::Facility(doing.facility()))?;
    let standing = evidence::standing(tx, doing.facility()).await?;
    let own = standing.into_iter().find(|one| one.id == *id).ok_or_else(missing)?;
    evidence::withdraw(tx, id, doing.means.millis()).await?;
    if let Some(file) = &own.file {
        stored_file::remove_bytes(tx, &file.id, doing.means.millis()).await?;
    }
    doing.record(tx, (AuditEvent::EvidenceWithdrawn, target(&own)), in_the_log(&own)).await?;
    Ok(())
}

/// The item it is for, as the object of an event.
pub fn target(evidence: &Evidence) -> Target {
    Target::new("evidence", format!("{}/{}", evidence.list, evidence.item))
}

fn in_the_log(evidence: &Evidence) -> String {
    let file = evidence.file.as_ref().map(stored_files::in_the_log);
    let place = Some(evidence.place.clone()).filter(|place| !place.is_empty());
    place.into_iter().chain(file).collect::<Vec<_>>().join(" ")
}
