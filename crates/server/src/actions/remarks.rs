//! The discussion of the items of a sheet.

use tenken_domain::audit::AuditEvent;
use tenken_domain::id::{ItemId, RemarkId};
use tenken_domain::permission::{Object, Right};
use tenken_domain::remark::Remark;
use tenken_store::{Tx, remark};

use super::sheets::{Open, SheetPlace};
use super::{Doing, Failure, Never, Unrecorded};

/// Adds a remark; the same one a second time in a row was the same form sent again.
pub async fn add(
    tx: &mut Tx,
    doing: &Doing,
    (place, item): (&SheetPlace, &ItemId),
    text: String,
) -> Result<((), Option<Unrecorded>), Failure<Never>> {
    let open = Open::load_item(tx, doing, (place, item)).await?;
    doing.may(Right::Discuss, Object::Item(doing.facility(), &open.round, &open.assignees))?;
    let (id, written_by) =
        (RemarkId::new(doing.means.random.id(doing.means.now)), doing.principal.name.clone());
    let new = Remark { id, text, written_by, written_at: doing.means.now };
    let standing = remark::of_item(tx, &open.sheet.id, &open.item.id).await?;
    if standing.last().is_some_and(|last| last.text == new.text && last.written_by == new.written_by) {
        return Ok(((), Some(Unrecorded::SentAgain)));
    }
    remark::insert(tx, (&open.sheet.id, &open.item.id), &new).await?;
    doing.record(tx, (AuditEvent::Remarked, open.target()), "").await?;
    Ok(((), None))
}
