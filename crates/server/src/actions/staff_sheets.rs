//! The staff's sheets: handed in by a department's link or typed in from paper; anonymous ones are sealed at once.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use tenken_domain::audit::{Actor, AuditEvent, Target};
use tenken_domain::batch::{self, Half};
use tenken_domain::catalog::{Checklist, find as find_catalog};
use tenken_domain::facts::GroupKey;
use tenken_domain::id::{
    AccountId, DepartmentId, FacilityId, IdempotencyKey, ItemId, OccupationId, RoundId, SheetId,
};
use tenken_domain::mark::Mark;
use tenken_domain::permission::{Action, Object};
use tenken_domain::round::{Naming, Round};
use tenken_store::staff::{Axis, NamedSheet};
use tenken_store::{StoreError, Tx, dialect, idempotency, round, sealed, staff};

use super::{Doing, Failure, Means, Never, missing, rounds};
use crate::secrets::token;

/// The marks of one sheet, for every item of the list.
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
}

/// Who brings the sheet.
#[derive(Clone)]
pub enum Bringer {
    /// The member of staff, by the department's link.
    Staff(Means),
    /// A clerk who types in a paper sheet (代行入力).
    Clerk(Doing),
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
    UnknownOccupation,
    /// No item at all was answered.
    Empty,
    /// 確認中 is not a mark of the staff's list.
    MarkNotOnThisList,
}

impl Bringer {
    fn means(&self) -> &Means {
        match self {
            Self::Staff(means) => means,
            Self::Clerk(doing) => &doing.means,
        }
    }
}

/// 提出 of one sheet.
pub async fn hand_in(
    tx: &mut Tx,
    bringer: &Bringer,
    (facility, id): (&FacilityId, &RoundId),
    filled: Filled,
) -> Result<HandedIn, Failure<HandInRefusal>> {
    dialect::lock_round(tx, id.as_str()).await?;
    let key = token::stored_hash(filled.key.as_str());
    let round = round::find(tx, facility, id).await?.ok_or_else(missing)?;
    if let Some(earlier) = remembered(tx, bringer, &key).await? {
        return Ok(earlier);
    }
    let list = check(tx, bringer, (facility, &round), &filled).await?;
    let mut done = score(list, &filled.marks);
    match round.naming {
        Naming::Named => done.receipt = Some(store_named(tx, bringer, (facility, &round), &filled).await?),
        Naming::Anonymous => store_anonymous(tx, bringer.means(), &round, &filled).await?,
    }
    record_if_due(tx, bringer, (facility, &round), &filled).await?;
    let outcome = bringer.means().keys.secret.seal("outcome", &json(&done), &bringer.means().random);
    idempotency::remember(tx, &key, id.as_str(), &outcome).await?;
    Ok(done)
}

/// Replaces the marks of a 記名 sheet by whoever holds its receipt; the earlier marks are kept.
pub async fn correct(
    tx: &mut Tx,
    means: &Means,
    (facility, id): (&FacilityId, &RoundId),
    (receipt, marks): (&str, Marks),
) -> Result<HandedIn, Failure<HandInRefusal>> {
    dialect::lock_round(tx, id.as_str()).await?;
    let round = round::find(tx, facility, id).await?.ok_or_else(missing)?;
    let catalog = find_catalog(&round.catalog).ok_or_else(missing)?;
    let list = rounds::staff_list(catalog, &round).ok_or_else(missing)?;
    accepts(&round, means).map_err(Failure::Refused)?;
    fits(list, &marks).map_err(Failure::Refused)?;
    let hash = token::stored_code_hash(&means.keys.secret, receipt);
    let old = staff::named_by_receipt(tx, id, &hash).await?.ok_or_else(missing)?;
    let before = half(GroupKey::Department(old.department.clone()), staff::named_marks(tx, &old).await?);
    let after = half(GroupKey::Department(old.department.clone()), marks.clone());
    for key in keys_of(&old) {
        staff::subtract_counts(tx, id, key.as_ref(), &batch::sum([&before].into_iter())).await?;
        staff::add_counts(tx, id, key.as_ref(), &batch::sum([&after].into_iter())).await?;
    }
    let new = NamedSheet { revision: old.revision + 1, ..old };
    staff::set_revision(tx, &new.id, new.revision).await?;
    staff::insert_named_marks(tx, &new, &marks).await?;
    let actor = Actor::Staff { name: new.filler.clone(), source: means.source.clone() };
    let what = (AuditEvent::StaffSheetCorrected, Target::new("staff-sheet", &new.id));
    means.record(tx, (&actor, Some(facility)), what, "").await?;
    Ok(HandedIn { receipt: Some(receipt.to_owned()), ..score(list, &marks) })
}

/// Records that an administrator looked at a single 記名 sheet.
pub async fn record_reading(
    tx: &mut Tx,
    doing: &Doing,
    id: &RoundId,
    sheet: &SheetId,
) -> Result<(), Failure<Never>> {
    let round = rounds::load(tx, doing, id).await?;
    doing.may(Action::ReadStaffSheets, Object::Round(doing.facility(), &round))?;
    doing.record(tx, (AuditEvent::StaffSheetRead, Target::new("staff-sheet", sheet)), "").await?;
    Ok(())
}

/// Counts what still waits when a round closes: halves of departments join the hospital's total only, so that no
/// small group is ever counted by itself; halves of small occupations are counted nowhere else.
pub(super) async fn release_the_rest(tx: &mut Tx, means: &Means, round: &Round) -> Result<(), StoreError> {
    let waiting = open_waiting(tx, means, round).await?;
    for rest in batch::grouped(&waiting) {
        let sheets = rest.records.len() as u64;
        match &rest.group {
            GroupKey::Department(_) => {
                staff::add_counts(tx, &round.id, None, &rest.counts).await?;
                staff::add_handed_in(tx, &round.id, None, sheets).await?;
                staff::add_handed_in(tx, &round.id, Some(&rest.group), sheets).await?;
            }
            GroupKey::Occupation(_) => staff::add_handed_in(tx, &round.id, Some(&rest.group), sheets).await?,
        }
        for record in rest.records {
            sealed::delete(tx, &record).await?;
        }
    }
    Ok(())
}

async fn remembered(
    tx: &mut Tx,
    bringer: &Bringer,
    key: &str,
) -> Result<Option<HandedIn>, Failure<HandInRefusal>> {
    let Some(outcome) = idempotency::outcome(tx, key).await? else { return Ok(None) };
    let plain = bringer.means().keys.secret.open_sealed("outcome", &outcome);
    if let Bringer::Clerk(doing) = bringer {
        doing.record(tx, (AuditEvent::PaperSheetEntered, Target::new("round", "")), "再送").await?;
    }
    Ok(plain.and_then(|plain| serde_json::from_slice(&plain).ok()))
}

async fn check(
    tx: &mut Tx,
    bringer: &Bringer,
    (facility, round): (&FacilityId, &Round),
    filled: &Filled,
) -> Result<&'static Checklist, Failure<HandInRefusal>> {
    match bringer {
        Bringer::Staff(means) => accepts(round, means).map_err(Failure::Refused)?,
        Bringer::Clerk(doing) => doing.may(Action::EnterPaper, Object::Round(facility, round))?,
    }
    let catalog = find_catalog(&round.catalog).ok_or_else(missing)?;
    let list = rounds::staff_list(catalog, round).ok_or_else(missing)?;
    let departments = staff::asked(tx, &round.id, Axis::Department).await?;
    let occupations = staff::asked(tx, &round.id, Axis::Occupation).await?;
    let (department, occupation) = (GroupKey::Department(filled.department.clone()), occupation_key(filled));
    if !departments.iter().any(|asked| asked.key.as_ref() == Some(&department)) {
        return Err(missing());
    }
    if !occupations.iter().any(|asked| asked.key.as_ref() == Some(&occupation)) {
        return Err(Failure::Refused(HandInRefusal::UnknownOccupation));
    }
    if round.naming == Naming::Named && filled.filler.trim().is_empty() {
        return Err(Failure::Refused(HandInRefusal::NoFiller));
    }
    fits(list, &filled.marks).map_err(Failure::Refused)?;
    Ok(list)
}

/// Whether the round takes sheets by link today.
pub fn accepts(round: &Round, means: &Means) -> Result<(), HandInRefusal> {
    let today = tenken_domain::calendar::day_of(means.now);
    match round.is_open() {
        false => Err(HandInRefusal::NotOpen),
        true if today < round.period.from => Err(HandInRefusal::TooEarly),
        true if today > round.period.until => Err(HandInRefusal::TooLate),
        true => Ok(()),
    }
}

fn fits(list: &Checklist, marks: &Marks) -> Result<(), HandInRefusal> {
    let pending = |mark: &Option<Mark>| matches!(mark, Some(Mark::Pending(_)));
    if marks.values().any(pending) || marks.keys().any(|item| list.item(item).is_none()) {
        return Err(HandInRefusal::MarkNotOnThisList);
    }
    if marks.values().all(Option::is_none) { Err(HandInRefusal::Empty) } else { Ok(()) }
}

fn score(list: &Checklist, marks: &Marks) -> HandedIn {
    let yes = marks.values().filter(|mark| **mark == Some(Mark::Yes)).count() as u64;
    HandedIn { yes, items: list.items.len() as u64, receipt: None }
}

async fn store_named(
    tx: &mut Tx,
    bringer: &Bringer,
    (_, round): (&FacilityId, &Round),
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
        entered_by: entered_by(bringer),
    };
    let receipt = means.random.spoken_code(12);
    let hash = token::stored_code_hash(&means.keys.secret, &receipt);
    staff::insert_named(tx, &round.id, &sheet, &hash, means.millis()).await?;
    staff::insert_named_marks(tx, &sheet, &filled.marks).await?;
    let counts =
        batch::sum([&half(GroupKey::Department(sheet.department.clone()), filled.marks.clone())].into_iter());
    for key in keys_of(&sheet) {
        staff::add_counts(tx, &round.id, key.as_ref(), &counts).await?;
        staff::add_handed_in(tx, &round.id, key.as_ref(), 1).await?;
    }
    Ok(receipt)
}

/// Seals the two halves apart and lets go every group of which enough now wait.
async fn store_anonymous(
    tx: &mut Tx,
    means: &Means,
    round: &Round,
    filled: &Filled,
) -> Result<(), StoreError> {
    for group in [GroupKey::Department(filled.department.clone()), occupation_key(filled)] {
        let sealed = seal(means, round, &half(group, filled.marks.clone()));
        let record = sealed::Sealed { id: means.random.unordered_id(), sealed };
        sealed::insert(tx, &round.id, &record).await?;
    }
    let waiting = means.random.shuffled(open_waiting(tx, means, round).await?);
    for batch in batch::ready(&waiting, round.group_minimum) {
        let sheets = batch.records.len() as u64;
        staff::add_counts(tx, &round.id, Some(&batch.group), &batch.counts).await?;
        staff::add_handed_in(tx, &round.id, Some(&batch.group), sheets).await?;
        if let GroupKey::Department(_) = batch.group {
            staff::add_counts(tx, &round.id, None, &batch.counts).await?;
            staff::add_handed_in(tx, &round.id, None, sheets).await?;
        }
        for record in batch.records {
            sealed::delete(tx, &record).await?;
        }
    }
    Ok(())
}

/// In 無記名 rounds nothing is recorded of who handed in by link; a clerk's typing is, without what was typed.
async fn record_if_due(
    tx: &mut Tx,
    bringer: &Bringer,
    (facility, round): (&FacilityId, &Round),
    filled: &Filled,
) -> Result<(), StoreError> {
    match (bringer, round.naming) {
        (Bringer::Clerk(doing), Naming::Named | Naming::Anonymous) => {
            doing
                .record(
                    tx,
                    (AuditEvent::PaperSheetEntered, rounds::target(round)),
                    filled.department.as_str(),
                )
                .await
        }
        (Bringer::Staff(means), Naming::Named) => {
            let actor = Actor::Staff { name: filled.filler.trim().to_owned(), source: means.source.clone() };
            let what = (AuditEvent::StaffSheetHandedIn, rounds::target(round));
            means.record(tx, (&actor, Some(facility)), what, filled.department.as_str()).await
        }
        (Bringer::Staff(_), Naming::Anonymous) => Ok(()),
    }
}

/// What lies in a sealed record. Padded to one length, so that its size tells nothing.
#[derive(Serialize, Deserialize)]
struct Plain {
    axis: String,
    group: String,
    marks: BTreeMap<ItemId, Option<String>>,
    padding: String,
}

/// Longer than any half of a staff list.
const PLAIN_LENGTH: usize = 1_024;

fn seal(means: &Means, round: &Round, half: &Half) -> String {
    let (axis, group) = match &half.group {
        GroupKey::Department(id) => ("department", id.to_string()),
        GroupKey::Occupation(id) => ("occupation", id.to_string()),
    };
    let code =
        |(item, mark): (&ItemId, &Option<Mark>)| (item.clone(), mark.map(|mark| mark.code().to_owned()));
    let marks = half.marks.iter().map(code).collect();
    let mut plain = Plain { axis: axis.to_owned(), group, marks, padding: String::new() };
    let length = json(&plain).len();
    plain.padding = " ".repeat(length.next_multiple_of(PLAIN_LENGTH) - length);
    means.keys.sealing.seal(round.id.as_str(), &json(&plain), &means.random)
}

/// Opens what waits. Records that were sealed under a key that is lost cannot be opened and stay where they are.
async fn open_waiting(tx: &mut Tx, means: &Means, round: &Round) -> Result<Vec<(String, Half)>, StoreError> {
    let open = |record: sealed::Sealed| {
        let plain = means.keys.sealing.open_sealed(round.id.as_str(), &record.sealed)?;
        Some((record.id, read_plain(serde_json::from_slice(&plain).ok()?)?))
    };
    Ok(sealed::waiting(tx, &round.id).await?.into_iter().filter_map(open).collect())
}

fn read_plain(plain: Plain) -> Option<Half> {
    let group = match plain.axis.as_str() {
        "department" => GroupKey::Department(DepartmentId::new(plain.group)),
        "occupation" => GroupKey::Occupation(OccupationId::new(plain.group)),
        _ => return None,
    };
    let mark = |(item, code): (ItemId, Option<String>)| (item, code.as_deref().and_then(Mark::from_code));
    Some(half(group, plain.marks.into_iter().map(mark).collect()))
}

fn half(group: GroupKey, marks: Marks) -> Half {
    Half { group, marks }
}

fn occupation_key(filled: &Filled) -> GroupKey {
    GroupKey::Occupation(filled.occupation.clone())
}

fn keys_of(sheet: &NamedSheet) -> [Option<GroupKey>; 3] {
    let department = GroupKey::Department(sheet.department.clone());
    [None, Some(department), Some(GroupKey::Occupation(sheet.occupation.clone()))]
}

fn entered_by(bringer: &Bringer) -> Option<AccountId> {
    match bringer {
        Bringer::Staff(_) => None,
        Bringer::Clerk(doing) => Some(doing.principal.account.clone()),
    }
}

/// Serialising plain structs into memory cannot fail.
fn json(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).unwrap_or_default()
}
