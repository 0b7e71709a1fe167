//! The staff's sheets: handed in by a department's link or typed in from paper.
//! What is stored of them differs: `named` keeps sheets, `anonymous` keeps sums.

mod anonymous;
mod named;
mod sealing;
#[cfg(test)]
mod tests;
pub mod workbooks;

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use tenken_domain::audit::{Actor, AuditEvent};
use tenken_domain::catalog::{Checklist, find as find_catalog};
use tenken_domain::facts::GroupKey;
use tenken_domain::id::{DepartmentId, FacilityId, IdempotencyKey, ItemId, OccupationId, RoundId, SlipId};
use tenken_domain::mark::Mark;
use tenken_domain::permission::{Object, Right};
use tenken_domain::round::{Naming, Round};
use tenken_store::staff::{self, Asked, Axis};
use tenken_store::{Conn, Db, StoreError, Tx, dialect, idempotency, round, slip};

use super::{Doing, Failure, Means, Unrecorded, in_tx_or_excused, missing, rounds, slips};
use crate::secrets::keys::Key;
use crate::secrets::token;

pub(super) use anonymous::settle;
pub use anonymous::{is_waiting, lost};
pub use named::{Correction, Proof, by_proof, correct, keep, kept, note_opened, read};
pub use sealing::{Change, destroy_keys, destroy_left_over_keys, sealing_anew};

/// The marks of one sheet; an item that is missing is blank.
pub type Marks = BTreeMap<ItemId, Option<Mark>>;

/// One sheet as it was filled in.
#[derive(Clone, Debug)]
pub struct Filled {
    pub department: DepartmentId,
    pub occupation: OccupationId,
    /// 記入者: wanted in 記名 rounds, dropped in 無記名 ones.
    pub filler: String,
    pub day: Date,
    pub marks: Marks,
    pub key: IdempotencyKey,
    /// The card it comes by, if any: whose it is decides department, occupation and 記入者.
    pub slip: Option<SlipId>,
}

/// Who brings the sheet.
#[derive(Clone)]
pub enum Bringer {
    /// The member of staff, by the department's link.
    Staff(Means),
    /// A clerk who types in a paper sheet (代行入力).
    Clerk(Doing),
    /// Whoever reads in sheets that were filled in as files.
    Workbooks(Doing),
}

/// What handing in gives back; the same when the same form is sent again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandedIn {
    /// ○ on this sheet.
    pub yes: u64,
    /// Items on this sheet.
    pub items: u64,
    /// In 記名 rounds: with this code the sheet can be corrected while the round is open.
    pub receipt: Option<String>,
}

/// Why a sheet is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HandInRefusal {
    /// The round is being prepared or has closed.
    NotOpen,
    /// The period has not begun.
    TooEarly,
    /// The period is over.
    TooLate,
    /// 記名: no 記入者.
    NoFiller,
    UnknownDepartment,
    UnknownOccupation,
    /// No item at all was answered.
    Empty,
    /// 確認中 is not a mark of the staff's list.
    MarkNotOnThisList,
    /// No sheet of this round has this receipt.
    UnknownReceipt,
    /// No card of this round, or of somebody who is set aside.
    UnknownSlip,
    /// A sheet was handed in with this card already.
    SlipUsed,
    /// Sent before, to an earlier version: taken once, and what it said cannot be told again.
    TakenBefore,
}

/// What was done, and why nothing was recorded of it, where that is so.
pub type Taken = (HandedIn, Option<Unrecorded>);

impl Bringer {
    fn means(&self) -> &Means {
        match self {
            Self::Staff(means) => means,
            Self::Clerk(doing) | Self::Workbooks(doing) => &doing.means,
        }
    }
}

/// 提出 of one sheet, with all that belongs to it before and after its transaction.
pub async fn bring(
    db: &Db,
    bringer: Bringer,
    (facility, round): (&FacilityId, &Round),
    filled: Filled,
) -> Result<HandedIn, Failure<HandInRefusal>> {
    let (db, means) = (db.clone(), bringer.means().clone());
    let (facility, id) = (facility.clone(), round.id.clone());
    sealing_anew(&means, round, move |change| async move {
        in_tx_or_excused(&db, move |tx| {
            Box::pin(async move { hand_in(tx, (&bringer, change.as_ref()), (&facility, &id), filled).await })
        })
        .await
    })
    .await
}

/// The same within a transaction that is under way. In 無記名 rounds within [`sealing_anew`], which hands over the change of key.
pub async fn hand_in(
    tx: &mut Tx,
    (bringer, change): (&Bringer, Option<&Change>),
    (facility, id): (&FacilityId, &RoundId),
    filled: Filled,
) -> Result<Taken, Failure<HandInRefusal>> {
    dialect::lock_round(tx, id.as_str()).await?;
    let round = round::find(tx, facility, id).await?.ok_or_else(missing)?;
    if let Bringer::Clerk(doing) | Bringer::Workbooks(doing) = bringer {
        doing.may(Right::EnterPaper, Object::Round(facility, &round))?;
    }
    if let Some(before) = earlier(tx, id, &filled.key).await? {
        let before = before.ok_or(Failure::Refused(HandInRefusal::TakenBefore))?;
        return Ok((before, Some(Unrecorded::SentAgain)));
    }
    let (list, filled) = check(tx, bringer, &round, filled).await?;
    let done = match round.naming {
        Naming::Named => {
            let (marks, receipt) = named::store(tx, bringer, &round, &filled).await?;
            HandedIn { receipt, ..score(list, &marks) }
        }
        Naming::Anonymous => {
            anonymous::store(tx, (bringer.means(), change), (&round, list), &filled).await?;
            score(list, &filled.marks)
        }
    };
    let excuse = record_if_due(tx, bringer, (facility, &round), &filled).await?;
    remember(tx, bringer.means(), (id, &filled.key), &done).await?;
    Ok((done, excuse))
}

/// What was answered when this form came first: `None` if it has not come yet, `Some(None)` if that cannot be told
/// any more.
pub async fn earlier(
    conn: &mut Conn,
    round: &RoundId,
    key: &IdempotencyKey,
) -> Result<Option<Option<HandedIn>>, StoreError> {
    let Some(outcome) = idempotency::outcome(conn, &stored_key(round, key)).await? else { return Ok(None) };
    let plain = Key::of_secret(key.as_str()).open_sealed(&outcome_purpose(round), &outcome);
    Ok(Some(plain.and_then(|plain| serde_json::from_slice(plain.trim_ascii_end()).ok())))
}

/// Whether the round takes sheets by link today.
pub fn accepts(round: &Round, means: &Means) -> Result<(), HandInRefusal> {
    let today = tenken_domain::calendar::day_of(means.now);
    if !round.is_open() {
        Err(HandInRefusal::NotOpen)
    } else if today < round.period.from {
        Err(HandInRefusal::TooEarly)
    } else if today > round.period.until {
        Err(HandInRefusal::TooLate)
    } else {
        Ok(())
    }
}

/// Sealed under the random key of the form itself, of which only a hash is stored, and padded to one length: in the
/// order in which these rows were written lies the order of arrival, and nobody is to learn how many ○ came third.
async fn remember(
    tx: &mut Tx,
    means: &Means,
    (round, key): (&RoundId, &IdempotencyKey),
    done: &HandedIn,
) -> Result<(), StoreError> {
    let mut plain = json(done);
    plain.resize(plain.len().next_multiple_of(OUTCOME_LENGTH), b' ');
    let outcome = Key::of_secret(key.as_str()).seal(&outcome_purpose(round), &plain, &means.random);
    idempotency::remember(tx, &stored_key(round, key), round.as_str(), &outcome).await
}

/// Longer than any outcome.
const OUTCOME_LENGTH: usize = 128;

fn outcome_purpose(round: &RoundId) -> String {
    format!("outcome {round}")
}

/// Bound to the round, so that a key used in one says nothing in another.
fn stored_key(round: &RoundId, key: &IdempotencyKey) -> String {
    token::stored_hash(&format!("{round} {key}"))
}

async fn check(
    tx: &mut Tx,
    bringer: &Bringer,
    round: &Round,
    filled: Filled,
) -> Result<(&'static Checklist, Filled), Failure<HandInRefusal>> {
    if let Bringer::Staff(means) = bringer {
        accepts(round, means).map_err(Failure::Refused)?;
    }
    let list = list_of(round)?;
    let filled = of_card(tx, round, filled).await?;
    let department = GroupKey::Department(filled.department.clone());
    let occupation = GroupKey::Occupation(filled.occupation.clone());
    let is_asked = |asked: &[Asked], key: &GroupKey| asked.iter().any(|one| one.key.as_ref() == Some(key));
    if !is_asked(&staff::asked(tx, &round.id, Axis::Department).await?, &department) {
        return Err(Failure::Refused(HandInRefusal::UnknownDepartment));
    }
    if !is_asked(&staff::asked(tx, &round.id, Axis::Occupation).await?, &occupation) {
        return Err(Failure::Refused(HandInRefusal::UnknownOccupation));
    }
    if round.naming == Naming::Named && filled.filler.trim().is_empty() {
        return Err(Failure::Refused(HandInRefusal::NoFiller));
    }
    let marks = whole(list, filled.marks).map_err(Failure::Refused)?;
    Ok((list, Filled { marks, ..filled }))
}

/// Whose card it is decides who is counted where.
async fn of_card(tx: &mut Tx, round: &Round, filled: Filled) -> Result<Filled, Failure<HandInRefusal>> {
    let Some(id) = &filled.slip else { return Ok(filled) };
    let unknown = || Failure::Refused(HandInRefusal::UnknownSlip);
    let slip = slip::find(tx, &round.id, id).await?.ok_or_else(unknown)?;
    if slip.handed_in {
        return Err(Failure::Refused(HandInRefusal::SlipUsed));
    }
    let card = slips::card(tx, &round.id, slip).await?;
    if !card.is_asked() {
        return Err(unknown());
    }
    Ok(match card.person {
        None => Filled { department: card.slip.department, ..filled },
        Some(person) => Filled {
            department: person.department,
            occupation: person.occupation,
            filler: person.name,
            ..filled
        },
    })
}

fn list_of<R>(round: &Round) -> Result<&'static Checklist, Failure<R>> {
    let catalog = find_catalog(&round.catalog).ok_or_else(missing)?;
    rounds::staff_list(catalog, round).ok_or_else(missing)
}

/// The marks for every item of the list, blanks included, if they may stand on it.
fn whole(list: &Checklist, mut marks: Marks) -> Result<Marks, HandInRefusal> {
    let pending = |mark: &Option<Mark>| matches!(mark, Some(Mark::Pending(_)));
    if marks.values().any(pending) || marks.keys().any(|item| list.item(item).is_none()) {
        return Err(HandInRefusal::MarkNotOnThisList);
    }
    if marks.values().all(Option::is_none) {
        return Err(HandInRefusal::Empty);
    }
    for item in &list.items {
        marks.entry(item.id.clone()).or_default();
    }
    Ok(marks)
}

fn score(list: &Checklist, marks: &Marks) -> HandedIn {
    let yes = marks.values().filter(|mark| **mark == Some(Mark::Yes)).count() as u64;
    HandedIn { yes, items: list.items.len() as u64, receipt: None }
}

/// In 無記名 rounds nothing is recorded of who handed in by link, nor when: an event bears a time. That a clerk typed a
/// sheet is recorded, without what was on it; of files one event says how many came together.
async fn record_if_due(
    tx: &mut Tx,
    bringer: &Bringer,
    (facility, round): (&FacilityId, &Round),
    filled: &Filled,
) -> Result<Option<Unrecorded>, StoreError> {
    match (bringer, round.naming) {
        (Bringer::Clerk(doing), Naming::Named) => {
            let what = (AuditEvent::PaperSheetEntered, rounds::target(round));
            doing.record(tx, what, filled.filler.trim()).await?;
        }
        (Bringer::Clerk(doing), Naming::Anonymous) => {
            doing.record(tx, (AuditEvent::PaperSheetEntered, rounds::target(round)), "").await?;
        }
        (Bringer::Workbooks(doing), Naming::Named) => {
            let what = (AuditEvent::StaffSheetHandedIn, rounds::target(round));
            doing.record(tx, what, filled.filler.trim()).await?;
        }
        (Bringer::Staff(means), Naming::Named) => {
            let actor = Actor::Staff { name: filled.filler.trim().to_owned(), source: means.source.clone() };
            let what = (AuditEvent::StaffSheetHandedIn, rounds::target(round));
            means.record(tx, (&actor, Some(facility)), what, "").await?;
        }
        (Bringer::Staff(_) | Bringer::Workbooks(_), Naming::Anonymous) => {
            return Ok(Some(Unrecorded::AnonymousSheet));
        }
    }
    Ok(None)
}

/// Serialising plain structs into memory cannot fail.
fn json(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).unwrap_or_default()
}
