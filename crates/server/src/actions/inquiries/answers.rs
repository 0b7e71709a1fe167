//! Answers that somebody of the hospital types in or takes from a returned file: kept, then handed in.

use tenken_domain::audit::AuditEvent;
use tenken_domain::id::InquiryId;
use tenken_domain::inquiry::{Inquiry, InquiryRefusal, Receipt, Replies};
use tenken_store::{Tx, inquiry};

use super::{Doing, Failure, load, manage, target};
use crate::actions::uploads;

/// Answers as they are to stand there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    pub replies: Replies,
    /// The count of changes that the page showed.
    pub seen: i64,
    /// Who answered and how it came, where they are handed in with it; `None` where they are only kept.
    pub receipt: Option<Receipt>,
    /// The file they come from, which waits no more once they are taken.
    pub upload: Option<String>,
}

/// Keeps the answers and, with a receipt, freezes them under the answerer's name.
pub async fn answer(
    tx: &mut Tx,
    doing: &Doing,
    id: &InquiryId,
    wish: Wish,
) -> Result<(), Failure<InquiryRefusal>> {
    let today = manage(tx, doing).await?;
    let old = load(tx, doing, id).await?;
    let new = old.answered(&wish.replies, wish.seen).map_err(Failure::Refused)?;
    inquiry::set_answers(tx, &new).await?;
    if let Some(upload) = &wish.upload {
        uploads::forget(tx, &doing.principal.account, upload).await?;
    }
    let Some(receipt) = wish.receipt else {
        doing.record(tx, (AuditEvent::InquiryAnswered, target(&new)), progress(&new)).await?;
        return Ok(());
    };
    let by = receipt.by.clone();
    let state = new.handed_in(receipt, today).map_err(Failure::Refused)?;
    inquiry::set_state(tx, id, &state).await?;
    doing.record(tx, (AuditEvent::InquiryHandedIn, target(&new)), by).await?;
    Ok(())
}

/// `3/10`: how many of its items have been answered.
pub(super) fn progress(inquiry: &Inquiry) -> String {
    let all = inquiry.questions.len();
    format!("{}/{all}", all - inquiry.open_questions())
}
