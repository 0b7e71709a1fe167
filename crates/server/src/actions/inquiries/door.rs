//! What a vendor does by the link of an inquiry: shows the code that came another way, keeps answers, hands them in.
//! Nobody is logged in; what may be done follows from the link, and wrong codes make whoever guesses wait.

use tenken_domain::audit::{Actor, AuditEvent, Target};
use tenken_domain::calendar;
use tenken_domain::id::{FacilityId, InquiryId};
use tenken_domain::inquiry::{Door, Inquiry, InquiryRefusal, Receipt, Replies, Way};
use tenken_domain::slip::normalized;
use tenken_store::{Tx, dialect, inquiry, login};

use super::answers::progress;
use super::target;
use crate::actions::logins::delay::{before, may_try};
use crate::actions::slips::guessing::{REMEMBERED, miss};
use crate::actions::{Failure, Means, Never, Unrecorded, missing};
use crate::secrets::token;

/// The inquiry behind a link.
pub type Behind = (FacilityId, InquiryId);

/// What comes of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    Right,
    Wrong,
    /// Too many misses: nothing was looked at.
    Wait,
}

/// Wrong codes of one link before the first wait.
const FREE: u64 = 5;
/// Wrong codes of one link that raise the alarm in the audit log; and again at each multiple.
const ALARM: u64 = 10;

/// Looks whether this is the code of the inquiry. Tries side by side see one another: the subject is held first.
pub async fn open(
    tx: &mut Tx,
    means: &Means,
    (facility, id): &Behind,
    typed: &str,
) -> Result<(Answer, Option<Unrecorded>), Failure<Never>> {
    let subject = guessed(id);
    let misses = login::hold(tx, &subject, means.millis(), before(means, REMEMBERED)).await?;
    if !may_try(misses, FREE, means.now) {
        return Ok((Answer::Wait, Some(Unrecorded::CodeTry)));
    }
    let found = inquiry::find(tx, facility, id).await?.ok_or_else(missing)?;
    let code = token::inquiry_code(&means.keys.secret, (&found.id, found.link_salt));
    if token::same(&normalized(typed), code.as_str()) {
        login::forget(tx, &subject).await?;
        let what = (AuditEvent::InquiryOpened, target(&found));
        means.record(tx, (&actor(means, ""), Some(facility)), what, "").await?;
        return Ok((Answer::Right, None));
    }
    let count = miss(tx, means, &subject).await?;
    if !count.is_multiple_of(ALARM) {
        return Ok((Answer::Wrong, Some(Unrecorded::CodeTry)));
    }
    let what = (AuditEvent::CodesGuessed, Target::new("inquiry", id));
    means.record(tx, (&actor(means, ""), Some(facility)), what, count.to_string()).await?;
    Ok((Answer::Wrong, None))
}

/// Under which misses at a link are counted.
pub(super) fn guessed(id: &InquiryId) -> String {
    format!("inquiry:{id}")
}

/// What a vendor sends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    pub replies: Replies,
    /// The count of changes that the page showed.
    pub seen: i64,
    /// Who answers, where it is handed in; `None` where it is only kept.
    pub answerer: Option<String>,
}

/// An inquiry that still takes answers by the link that was shown; the hospital is held until the end of the
/// transaction. `salt` is that of the link.
pub(super) async fn held(
    tx: &mut Tx,
    means: &Means,
    ((facility, id), salt): &(Behind, i64),
) -> Result<Inquiry, Failure<InquiryRefusal>> {
    dialect::lock_facility(tx, facility.as_str()).await?;
    let own = inquiry::find(tx, facility, id).await?.filter(|own| own.link_salt == *salt);
    let own = own.ok_or_else(missing)?;
    match own.door(calendar::day_of(means.now)) {
        Door::Open => Ok(own),
        Door::HandedIn | Door::Withdrawn | Door::Expired | Door::Shut => {
            Err(Failure::Refused(InquiryRefusal::NotFromHere))
        }
    }
}

/// Keeps the answers and, under a name, freezes them. `salt` is that of the link that was shown.
pub async fn answer(
    tx: &mut Tx,
    means: &Means,
    link: &(Behind, i64),
    wish: Wish,
) -> Result<(), Failure<InquiryRefusal>> {
    let old = held(tx, means, link).await?;
    let ((facility, id), _) = link;
    let today = calendar::day_of(means.now);
    let new = old.answered(&wish.replies, wish.seen).map_err(Failure::Refused)?;
    inquiry::set_answers(tx, &new).await?;
    let Some(by) = wish.answerer else {
        let what = (AuditEvent::InquiryAnswered, target(&new));
        means.record(tx, (&actor(means, ""), Some(facility)), what, progress(&new)).await?;
        return Ok(());
    };
    let receipt = Receipt { on: today, by: by.clone(), way: Way::Link };
    let state = new.handed_in(receipt, today).map_err(Failure::Refused)?;
    inquiry::set_state(tx, id, &state).await?;
    let what = (AuditEvent::InquiryHandedIn, target(&new));
    means.record(tx, (&actor(means, &by), Some(facility)), what, by.clone()).await?;
    Ok(())
}

/// Whoever holds the link; `name` as the vendor typed it, empty where it was not asked.
pub(super) fn actor(means: &Means, name: &str) -> Actor {
    Actor::Vendor { name: name.to_owned(), source: means.source.clone() }
}
