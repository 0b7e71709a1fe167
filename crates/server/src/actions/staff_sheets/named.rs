//! 記名 sheets: kept with every revision, corrected with their receipt, read one by one by administrators only.

use tenken_domain::audit::{Actor, AuditEvent, Target};
use tenken_domain::batch;
use tenken_domain::facts::{Counts, GroupKey};
use tenken_domain::id::{FacilityId, IdempotencyKey, RoundId, SheetId};
use tenken_domain::permission::{Action, Object};
use tenken_domain::round::Round;
use tenken_store::staff::{self, NamedSheet};
use tenken_store::{Conn, StoreError, Tx, dialect, round};

use super::{
    Bringer, Filled, HandInRefusal, HandedIn, Marks, Taken, accepts, earlier, list_of, score, whole,
};
use crate::actions::{Doing, Failure, Means, Never, Unrecorded, missing, rounds};
use crate::secrets::token;

/// New marks for a sheet, from whoever holds its receipt.
#[derive(Clone, Debug)]
pub struct Correction {
    pub receipt: String,
    pub marks: Marks,
    pub key: IdempotencyKey,
}

/// Stores a new sheet and counts it; gives back its receipt.
pub(super) async fn store(
    tx: &mut Tx,
    bringer: &Bringer,
    round: &Round,
    filled: &Filled,
) -> Result<String, StoreError> {
    let means = bringer.means();
    let sheet = NamedSheet {
        id: SheetId::new(means.random.id(means.now)),
        department: filled.department.clone(),
        occupation: filled.occupation.clone(),
        filler: filled.filler.trim().to_owned(),
        filled_on: filled.day,
        revision: 1,
        entered_by: match bringer {
            Bringer::Staff(_) => None,
            Bringer::Clerk(doing) => Some(doing.principal.account.clone()),
        },
    };
    let receipt = means.random.spoken_code(12);
    let hash = token::stored_code_hash(&means.keys.secret, &receipt);
    staff::insert_named(tx, &round.id, &sheet, &hash, means.millis()).await?;
    staff::insert_named_marks(tx, &sheet, &filled.marks).await?;
    for key in keys_of(&sheet) {
        staff::add_counts(tx, &round.id, key.as_ref(), &counts_of(&filled.marks)).await?;
        staff::add_handed_in(tx, &round.id, key.as_ref(), 1).await?;
    }
    Ok(receipt)
}

/// Replaces the marks of a sheet by whoever holds its receipt; the earlier marks are kept.
pub async fn correct(
    tx: &mut Tx,
    means: &Means,
    (facility, id): (&FacilityId, &RoundId),
    wish: Correction,
) -> Result<Taken, Failure<HandInRefusal>> {
    dialect::lock_round(tx, id.as_str()).await?;
    let round = round::find(tx, facility, id).await?.ok_or_else(missing)?;
    if let Some(before) = earlier(tx, id, &wish.key).await? {
        let before = before.ok_or(Failure::Refused(HandInRefusal::TakenBefore))?;
        return Ok((before, Some(Unrecorded::SentAgain)));
    }
    accepts(&round, means).map_err(Failure::Refused)?;
    let list = list_of(&round)?;
    let marks = whole(list, wish.marks).map_err(Failure::Refused)?;
    let found = by_receipt(tx, means, &round, &wish.receipt).await?;
    let (old, before) = found.ok_or(Failure::Refused(HandInRefusal::UnknownReceipt))?;
    for key in keys_of(&old) {
        staff::subtract_counts(tx, id, key.as_ref(), &counts_of(&before)).await?;
        staff::add_counts(tx, id, key.as_ref(), &counts_of(&marks)).await?;
    }
    let new = NamedSheet { revision: old.revision + 1, ..old };
    staff::set_revision(tx, &new.id, new.revision).await?;
    staff::insert_named_marks(tx, &new, &marks).await?;
    let actor = Actor::Staff { name: new.filler.clone(), source: means.source.clone() };
    let what = (AuditEvent::StaffSheetCorrected, Target::new("staff-sheet", &new.id));
    means.record(tx, (&actor, Some(facility)), what, "").await?;
    let done = HandedIn { receipt: Some(wish.receipt), ..score(list, &marks) };
    super::remember(tx, means, (id, &wish.key), &done).await?;
    Ok((done, None))
}

/// The sheet of a receipt with its present marks.
pub async fn by_receipt(
    conn: &mut Conn,
    means: &Means,
    round: &Round,
    receipt: &str,
) -> Result<Option<(NamedSheet, Marks)>, StoreError> {
    let hash = token::stored_code_hash(&means.keys.secret, receipt);
    let Some(sheet) = staff::named_by_receipt(conn, &round.id, &hash).await? else { return Ok(None) };
    let marks = staff::named_marks(conn, &sheet).await?;
    Ok(Some((sheet, marks)))
}

/// Gives a single sheet to an administrator, and records that it was looked at.
pub async fn read(
    tx: &mut Tx,
    doing: &Doing,
    round: &RoundId,
    sheet: &SheetId,
) -> Result<(NamedSheet, Marks), Failure<Never>> {
    let round = rounds::load(tx, doing, round).await?;
    doing.may(Action::ReadStaffSheets, Object::Round(doing.facility(), &round))?;
    let found = staff::named_sheet(tx, &round.id, sheet).await?.ok_or_else(missing)?;
    let marks = staff::named_marks(tx, &found).await?;
    let what = (AuditEvent::StaffSheetRead, Target::new("staff-sheet", &found.id));
    doing.record(tx, what, found.filler.clone()).await?;
    Ok((found, marks))
}

fn counts_of(marks: &Marks) -> Counts {
    let mut counts = Counts::new();
    batch::add(&mut counts, marks);
    counts
}

fn keys_of(sheet: &NamedSheet) -> [Option<GroupKey>; 3] {
    let department = GroupKey::Department(sheet.department.clone());
    [None, Some(department), Some(GroupKey::Occupation(sheet.occupation.clone()))]
}
