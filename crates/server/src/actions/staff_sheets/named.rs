//! 記名 sheets: kept with every revision, corrected with their receipt, read one by one by administrators only.

use tenken_domain::audit::{Actor, AuditEvent, Target};
use tenken_domain::facts::{Counts, GroupKey};
use tenken_domain::id::{FacilityId, IdempotencyKey, RoundId, SheetId, SlipId};
use tenken_domain::permission::{Object, Right};
use tenken_domain::round::{Naming, Round};
use tenken_domain::{batch, calendar};
use tenken_store::staff_sheet::{self, NamedSheet, Stage};
use tenken_store::{Conn, StoreError, Tx, dialect, round, slip, staff};

use super::{
    Bringer, Filled, HandInRefusal, HandedIn, Marks, Taken, accepts, check, earlier, list_of, score, whole,
};
use crate::actions::{Doing, Failure, Means, Never, Unrecorded, missing, rounds};
use crate::secrets::token;

/// By what somebody shows that a sheet is theirs.
#[derive(Clone, Debug)]
pub enum Proof {
    /// The code given when it was handed in without a card.
    Receipt(String),
    Slip(SlipId),
}

/// New marks for a sheet that was handed in.
#[derive(Clone, Debug)]
pub struct Correction {
    pub proof: Proof,
    pub marks: Marks,
    pub key: IdempotencyKey,
}

/// Stores a sheet and counts it; gives back the marks that stand on it now, and its receipt where it came without a card. A sheet that was begun with the
/// same card is finished by it; what paper leaves blank stays as it was begun.
pub(super) async fn store(
    tx: &mut Tx,
    bringer: &Bringer,
    round: &Round,
    filled: &Filled,
) -> Result<(Marks, Option<String>), Failure<HandInRefusal>> {
    let (means, mut marks) = (bringer.means(), filled.marks.clone());
    let begun = begun(tx, round, filled.slip.as_ref()).await?;
    let entered_by = match bringer {
        Bringer::Staff(_) => None,
        Bringer::Clerk(doing) | Bringer::Workbooks(doing) => Some(doing.principal.account.clone()),
    };
    let receipt = means.random.spoken_code(12);
    let sheet = match begun {
        None => {
            let sheet = NamedSheet { entered_by, ..new_sheet(means, filled) };
            let hash = token::stored_code_hash(&means.keys.secret, &receipt);
            staff_sheet::insert(tx, &round.id, (&sheet, Stage::HandedIn), &hash, means.millis()).await?;
            sheet
        }
        Some((begun, before)) => {
            if entered_by.is_some() {
                fill_blanks(&mut marks, &before);
            }
            let revision = begun.revision + 1;
            let sheet = NamedSheet { filled_on: filled.day, revision, entered_by, ..begun };
            staff_sheet::finish(tx, &sheet, means.millis()).await?;
            sheet
        }
    };
    staff_sheet::insert_marks(tx, &sheet, &marks).await?;
    for key in keys_of(&sheet) {
        staff::add_counts(tx, &round.id, key.as_ref(), &counts_of(&marks)).await?;
        staff::add_handed_in(tx, &round.id, key.as_ref(), (1, calendar::day_of(means.now))).await?;
    }
    let Some(slip) = &filled.slip else { return Ok((marks, Some(receipt))) };
    slip::note_handed_in(tx, (&round.id, &sheet.department), std::slice::from_ref(slip)).await?;
    Ok((marks, None))
}

/// Keeps what somebody began by card, to be finished by whichever way; it counts nowhere.
pub async fn keep(
    tx: &mut Tx,
    means: &Means,
    (facility, id): (&FacilityId, &RoundId),
    filled: Filled,
) -> Result<((), Option<Unrecorded>), Failure<HandInRefusal>> {
    dialect::lock_round(tx, id.as_str()).await?;
    let round = round::find(tx, facility, id).await?.ok_or_else(missing)?;
    if round.naming != Naming::Named || filled.slip.is_none() {
        return Err(missing());
    }
    let (_, filled) = check(tx, &Bringer::Staff(means.clone()), &round, filled).await?;
    let sheet = match begun(tx, &round, filled.slip.as_ref()).await? {
        None => {
            let sheet = new_sheet(means, &filled);
            // Nobody is ever given this receipt; the card is what opens the sheet.
            let hash = token::stored_code_hash(&means.keys.secret, &means.random.spoken_code(12));
            staff_sheet::insert(tx, &round.id, (&sheet, Stage::Begun), &hash, means.millis()).await?;
            sheet
        }
        Some((_, before)) if before == filled.marks => return Ok(((), Some(Unrecorded::SentAgain))),
        Some((begun, _)) => {
            let sheet = NamedSheet { revision: begun.revision + 1, ..begun };
            staff_sheet::set_revision(tx, &sheet.id, sheet.revision).await?;
            sheet
        }
    };
    staff_sheet::insert_marks(tx, &sheet, &filled.marks).await?;
    let actor = Actor::Staff { name: sheet.filler.clone(), source: means.source.clone() };
    let what = (AuditEvent::StaffSheetBegun, Target::new("staff-sheet", &sheet.id));
    means.record(tx, (&actor, Some(facility)), what, "").await?;
    Ok(((), None))
}

/// The marks that stand on the sheet of a card, begun or handed in; `None` where there is none yet.
pub async fn kept(
    conn: &mut Conn,
    round: &RoundId,
    slip: &SlipId,
) -> Result<Option<(Stage, Marks)>, StoreError> {
    let Some((sheet, stage)) = staff_sheet::by_slip(conn, round, slip).await? else { return Ok(None) };
    Ok(Some((stage, staff_sheet::marks(conn, &sheet).await?)))
}

/// Records that a card opens what stands on its sheet: whoever holds the card reads it.
pub async fn note_opened(
    tx: &mut Tx,
    means: &Means,
    (facility, round, slip): (&FacilityId, &RoundId, &SlipId),
) -> Result<(), Failure<Never>> {
    let (sheet, _) = staff_sheet::by_slip(tx, round, slip).await?.ok_or_else(missing)?;
    let actor = Actor::Visitor { source: means.source.clone() };
    let what = (AuditEvent::StaffSheetOpened, Target::new("staff-sheet", &sheet.id));
    means.record(tx, (&actor, Some(facility)), what, sheet.filler).await?;
    Ok(())
}

/// The sheet that was begun with this card.
async fn begun(
    tx: &mut Tx,
    round: &Round,
    slip: Option<&SlipId>,
) -> Result<Option<(NamedSheet, Marks)>, Failure<HandInRefusal>> {
    let Some(slip) = slip else { return Ok(None) };
    match staff_sheet::by_slip(tx, &round.id, slip).await? {
        None => Ok(None),
        Some((_, Stage::HandedIn)) => Err(Failure::Refused(HandInRefusal::SlipUsed)),
        Some((sheet, Stage::Begun)) => {
            let marks = staff_sheet::marks(tx, &sheet).await?;
            Ok(Some((sheet, marks)))
        }
    }
}

fn new_sheet(means: &Means, filled: &Filled) -> NamedSheet {
    NamedSheet {
        id: SheetId::new(means.random.id(means.now)),
        department: filled.department.clone(),
        occupation: filled.occupation.clone(),
        filler: filled.filler.trim().to_owned(),
        filled_on: filled.day,
        revision: 1,
        entered_by: None,
        slip: filled.slip.clone(),
    }
}

fn fill_blanks(marks: &mut Marks, before: &Marks) {
    for (item, mark) in marks.iter_mut().filter(|(_, mark)| mark.is_none()) {
        *mark = before.get(item).copied().flatten();
    }
}

/// Replaces the marks of a sheet by whoever proves that it is theirs; the earlier marks are kept.
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
    let found = by_proof(tx, means, &round, &wish.proof).await?;
    let (old, before) = found.ok_or(Failure::Refused(HandInRefusal::UnknownReceipt))?;
    for key in keys_of(&old) {
        staff::subtract_counts(tx, id, key.as_ref(), &counts_of(&before)).await?;
        staff::add_counts(tx, id, key.as_ref(), &counts_of(&marks)).await?;
    }
    let new = NamedSheet { revision: old.revision + 1, ..old };
    staff_sheet::set_revision(tx, &new.id, new.revision).await?;
    staff_sheet::insert_marks(tx, &new, &marks).await?;
    let actor = Actor::Staff { name: new.filler.clone(), source: means.source.clone() };
    let what = (AuditEvent::StaffSheetCorrected, Target::new("staff-sheet", &new.id));
    means.record(tx, (&actor, Some(facility)), what, "").await?;
    let receipt = match wish.proof {
        Proof::Receipt(receipt) => Some(receipt),
        Proof::Slip(_) => None,
    };
    let done = HandedIn { receipt, ..score(list, &marks) };
    super::remember(tx, means, (id, &wish.key), &done).await?;
    Ok((done, None))
}

/// The sheet that was handed in and this proves to be one's own, with its present marks.
pub async fn by_proof(
    conn: &mut Conn,
    means: &Means,
    round: &Round,
    proof: &Proof,
) -> Result<Option<(NamedSheet, Marks)>, StoreError> {
    let sheet = match proof {
        Proof::Receipt(receipt) => {
            let hash = token::stored_code_hash(&means.keys.secret, receipt);
            staff_sheet::by_receipt(conn, &round.id, &hash).await?
        }
        Proof::Slip(slip) => {
            let found = staff_sheet::by_slip(conn, &round.id, slip).await?;
            found.filter(|(_, stage)| *stage == Stage::HandedIn).map(|(sheet, _)| sheet)
        }
    };
    let Some(sheet) = sheet else { return Ok(None) };
    let marks = staff_sheet::marks(conn, &sheet).await?;
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
    doing.may(Right::ReadStaffSheets, Object::Round(doing.facility(), &round))?;
    let found = staff_sheet::find(tx, &round.id, sheet).await?.ok_or_else(missing)?;
    let marks = staff_sheet::marks(tx, &found).await?;
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
