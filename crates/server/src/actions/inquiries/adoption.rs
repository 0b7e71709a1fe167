//! Adopting a vendor's answer: it becomes the hospital's own mark, under the name of whoever adopts it, by the same
//! action as a mark that was set by hand.

use tenken_domain::audit::AuditEvent;
use tenken_domain::id::{InquiryId, ItemId};
use tenken_domain::inquiry::is_latest;
use tenken_domain::mark::Mark;
use tenken_domain::permission::{Denial, Object, Right};
use tenken_store::{Tx, inquiry};

use super::{Doing, Failure, load, target};
use crate::actions::missing;
use crate::actions::sheets::{AnswerWish, Change, SetAnswerRefusal, SheetPlace, set_answer};

/// Sets the vendor's mark on this sheet. `wish` holds what is to stand beside it; its mark is the vendor's whatever it
/// says.
pub async fn adopt(
    tx: &mut Tx,
    doing: &Doing,
    (id, item): (&InquiryId, &ItemId),
    (sheet, wish): (&SheetPlace, AnswerWish),
) -> Result<(), Failure<SetAnswerRefusal>> {
    doing.hold(tx).await?;
    doing.may(Right::ReadVendors, Object::Facility(doing.facility()))?;
    let asked = load(tx, doing, id).await?;
    let mark = asked.receipt().and_then(|_| asked.question(item)?.answer.mark).ok_or_else(missing)?;
    if !is_latest(&inquiry::all(tx, doing.facility()).await?, &asked, item) {
        return Err(Failure::Denied(Denial::WrongState));
    }
    let change = Change::Mark(Some(mark));
    set_answer(tx, doing, (sheet, item), AnswerWish { change, ..wish }).await?;
    doing.record(tx, (AuditEvent::VendorAnswerAdopted, target(&asked)), noted(item, mark)).await?;
    Ok(())
}

/// The item and the mark, as the audit log keeps them.
fn noted(item: &ItemId, mark: Mark) -> String {
    format!("{item} {}", mark.symbol())
}
