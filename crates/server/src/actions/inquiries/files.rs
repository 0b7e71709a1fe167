//! Files beside a vendor's answers: sent by the vendor itself, or put there by whoever got them by mail.

use tenken_domain::audit::AuditEvent;
use tenken_domain::id::{FacilityId, InquiryId, ItemId};
use tenken_domain::inquiry::{Inquiry, InquiryRefusal, MOST_FILES};
use tenken_store::{Tx, inquiry_file, stored_file};

use super::door::{self, Behind};
use super::{Doing, Failure, load, manage, target};
use crate::actions::stored_files::{Room, Sealed, in_the_log, store};
use crate::actions::{Means, missing};

/// By the link, as long as it is open. `salt` is that of the link that was shown.
pub async fn by_link(
    tx: &mut Tx,
    means: &Means,
    link: &(Behind, i64),
    (item, sealed): (&ItemId, Sealed),
) -> Result<(), Failure<InquiryRefusal>> {
    let own = door::held(tx, means, link).await?;
    let ((facility, _), _) = link;
    let noted = in_the_log(&sealed.file);
    keep(tx, (means, facility), (&own, item), sealed).await?;
    let what = (AuditEvent::InquiryFileKept, target(&own));
    means.record(tx, (&door::actor(means, ""), Some(facility)), what, noted).await?;
    Ok(())
}

/// By somebody of the hospital, as long as the answer is waited for.
pub async fn by_hand(
    tx: &mut Tx,
    doing: &Doing,
    id: &InquiryId,
    (item, sealed): (&ItemId, Sealed),
) -> Result<(), Failure<InquiryRefusal>> {
    manage(tx, doing).await?;
    let own = load(tx, doing, id).await?;
    if !own.is_waiting() {
        return Err(Failure::Refused(InquiryRefusal::NotFromHere));
    }
    let noted = in_the_log(&sealed.file);
    keep(tx, (&doing.means, doing.facility()), (&own, item), sealed).await?;
    doing.record(tx, (AuditEvent::InquiryFileKept, target(&own)), noted).await?;
    Ok(())
}

/// In the place of the item's file before, whose bytes go.
async fn keep(
    tx: &mut Tx,
    (means, facility): (&Means, &FacilityId),
    (own, item): (&Inquiry, &ItemId),
    sealed: Sealed,
) -> Result<(), Failure<InquiryRefusal>> {
    own.question(item).ok_or_else(missing)?;
    let mut others = inquiry_file::of_inquiry(tx, &own.id).await?;
    let before = others.remove(item);
    if others.values().map(|file| file.size).sum::<u64>() + sealed.file.size > MOST_FILES {
        return Err(Failure::Refused(InquiryRefusal::TooManyFiles));
    }
    let stored = store(tx, facility, sealed, Room::Limited).await?;
    let file = stored.map_err(|refusal| Failure::Refused(InquiryRefusal::File(refusal)))?;
    inquiry_file::set(tx, (&own.id, item), &file.id).await?;
    if let Some(before) = before {
        stored_file::remove_bytes(tx, &before.id, means.millis()).await?;
    }
    Ok(())
}
