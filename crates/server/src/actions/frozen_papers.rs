//! Copies of a meeting's papers: kept as they were handed out, kept with the conclusion, and added afterwards. What was
//! kept is never changed or taken away.

use tenken_domain::audit::AuditEvent;
use tenken_domain::frozen_paper::{FrozenPaper, MOST, Occasion, kept_on};
use tenken_domain::id::MeetingId;
use tenken_domain::meeting::{Meeting, MeetingRefusal, State};
use tenken_domain::permission::{Object, Right};
use tenken_store::{Tx, frozen_paper};

use super::meetings::{load, target};
use super::stored_files::{self, Room, Sealed, in_the_log};
use super::{Doing, Failure, Unrecorded};

/// Keeps the papers as they are handed out, before the conclusion. What is kept already is not kept again.
pub async fn freeze(
    tx: &mut Tx,
    doing: &Doing,
    id: &MeetingId,
    papers: Vec<Sealed>,
) -> Result<((), Option<Unrecorded>), Failure<MeetingRefusal>> {
    doing.hold(tx).await?;
    doing.may(Right::FreezePapers, Object::Facility(doing.facility()))?;
    let own = load(tx, doing, id).await?;
    own.check_open().map_err(Failure::Refused)?;
    by_hand(tx, doing, (&own, Occasion::HandedOut), papers).await
}

/// Adds a paper to a concluded meeting: minutes that were put right, or that bear their stamps.
pub async fn add(
    tx: &mut Tx,
    doing: &Doing,
    id: &MeetingId,
    paper: Sealed,
) -> Result<((), Option<Unrecorded>), Failure<MeetingRefusal>> {
    doing.hold(tx).await?;
    doing.may(Right::ManageMeetings, Object::Facility(doing.facility()))?;
    let own = load(tx, doing, id).await?;
    if own.state == State::Open {
        return Err(Failure::Refused(MeetingRefusal::NotConcludedYet));
    }
    by_hand(tx, doing, (&own, Occasion::Added), vec![paper]).await
}

async fn by_hand(
    tx: &mut Tx,
    doing: &Doing,
    (meeting, occasion): (&Meeting, Occasion),
    mut papers: Vec<Sealed>,
) -> Result<((), Option<Unrecorded>), Failure<MeetingRefusal>> {
    let kept = frozen_paper::of_meeting(tx, doing.facility(), &meeting.id).await?;
    papers.retain(|paper| !kept.iter().any(|one| one.file.is_same_as(&paper.file)));
    if papers.is_empty() {
        return Ok(((), Some(Unrecorded::SentAgain)));
    }
    if kept_on(&kept, occasion) + papers.len() > MOST {
        return Err(Failure::Refused(MeetingRefusal::TooManyPapers));
    }
    keep(tx, doing, (meeting, occasion), (papers, Room::Limited)).await?;
    Ok(((), None))
}

/// Stores copies beside those there are and records each, as part of the verb that decided it.
pub(super) async fn keep(
    tx: &mut Tx,
    doing: &Doing,
    (meeting, occasion): (&Meeting, Occasion),
    (papers, room): (Vec<Sealed>, Room),
) -> Result<(), Failure<MeetingRefusal>> {
    let mut kept = frozen_paper::of_meeting(tx, doing.facility(), &meeting.id).await?;
    for sealed in papers {
        let next = FrozenPaper::next_of(&meeting.id, &kept, occasion, &sealed.file);
        let paper = FrozenPaper { frozen_by: doing.principal.name.clone(), ..next };
        let stored = stored_files::store(tx, doing.facility(), sealed, room).await?;
        stored.map_err(|refusal| Failure::Refused(MeetingRefusal::File(refusal)))?;
        frozen_paper::insert(tx, &paper).await?;
        doing.record(tx, (AuditEvent::PapersFrozen, target(meeting)), in_the_log(&paper.file)).await?;
        kept.push(paper);
    }
    Ok(())
}
