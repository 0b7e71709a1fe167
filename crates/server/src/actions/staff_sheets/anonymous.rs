//! 無記名 sheets: sealed at once in two halves that share nothing, let go in batches, and nothing kept but sums.

use serde::{Deserialize, Serialize};
use tenken_domain::batch::{self, Batch, Grounds, Half, Standing};
use tenken_domain::calendar;
use tenken_domain::catalog::Checklist;
use tenken_domain::facts::GroupKey;
use tenken_domain::id::{DepartmentId, FacilityId, ItemId, OccupationId, RoundId, SlipId};
use tenken_domain::mark::Mark;
use tenken_domain::round::Round;
use tenken_store::sealed::{self, Pool};
use tenken_store::staff::{self, Asked, Axis};
use tenken_store::{Conn, StoreError, Tx, dialect, round, slip};

use super::sealing::{Change, not_saved};
use super::{Filled, HandInRefusal, Marks, json, list_of};
use crate::actions::{Failure, Means, missing};
use crate::facts::how_groups_lie;
use crate::secrets::sealing::{Name, SealingKeys};

/// What of a round waits: halves of sheets, and the cards of those that the board does not count yet. Which card belongs
/// to which half is not kept.
#[derive(Default)]
struct Waiting {
    halves: Vec<Half>,
    slips: Vec<WaitingSlip>,
}

/// A card that was used, and the department whose board will tell it.
type WaitingSlip = (SlipId, DepartmentId);

/// Adds the two halves of a sheet to what waits, moves the board on and lets go what may go.
pub(super) async fn store(
    tx: &mut Tx,
    (means, change): (&Means, Option<&Change>),
    (round, list): (&Round, &Checklist),
    filled: &Filled,
) -> Result<(), Failure<HandInRefusal>> {
    let change = change.ok_or_else(|| StoreError::NotSaved("no key was made".to_owned()))?;
    let mut waiting = take_all(tx, means, round, |name| change.replaces(name)).await?;
    if let Some(slip) = &filled.slip {
        if waiting.slips.iter().any(|(used, _)| used == slip) {
            return Err(Failure::Refused(HandInRefusal::SlipUsed));
        }
        waiting.slips.push((slip.clone(), filled.department.clone()));
    }
    let groups =
        [GroupKey::Department(filled.department.clone()), GroupKey::Occupation(filled.occupation.clone())];
    let half = |group| Half { group, marks: filled.marks.clone(), standing: Standing::New };
    waiting.halves.extend(groups.map(half));
    for (group, sheets) in batch::note(&mut waiting.halves, round.group_minimum) {
        put_on_the_board(tx, means, (round, &mut waiting.slips), (&group, sheets)).await?;
    }
    let (batches, halves) = batch::take_ready(means.random.shuffled(waiting.halves), round.group_minimum);
    for batch in batches {
        count(tx, round, &batch).await?;
    }
    let left = Waiting { halves, slips: means.random.shuffled(waiting.slips) };
    Ok(put_back(tx, (means, change), (round, list), &left).await?)
}

/// Seals what waits under a new key, as it is.
pub(super) async fn renew<R>(
    tx: &mut Tx,
    means: &Means,
    change: Option<&Change>,
    (facility, id): (&FacilityId, &RoundId),
) -> Result<(), Failure<R>> {
    dialect::lock_round(tx, id.as_str()).await?;
    let round = round::find(tx, facility, id).await?.filter(Round::is_open).ok_or_else(missing)?;
    let (list, change) = (list_of(&round)?, change.ok_or_else(missing)?);
    let waiting = take_all(tx, means, &round, |name| change.replaces(name)).await?;
    Ok(put_back(tx, (means, change), (&round, list), &waiting).await?)
}

/// Lets go of everything that waits when a round closes.
pub(in crate::actions) async fn settle(tx: &mut Tx, means: &Means, round: &Round) -> Result<(), StoreError> {
    let Waiting { halves, mut slips } = take_all(tx, means, round, drop).await?;
    let grounds = grounds(tx, round).await?;
    let settled = batch::settle(halves, &grounds, round.group_minimum);
    for (group, sheets) in settled.noted {
        put_on_the_board(tx, means, (round, &mut slips), (&group, sheets)).await?;
    }
    for batch in settled.batches {
        count(tx, round, &batch).await?;
    }
    staff::add_counts(tx, &round.id, None, &settled.rest).await
}

/// What is counted so far of which group, and how the groups lie in each other by the headcounts of the opening.
async fn grounds(tx: &mut Tx, round: &Round) -> Result<Grounds, StoreError> {
    let departments = counted(tx, round, Axis::Department).await?;
    let occupations = counted(tx, round, Axis::Occupation).await?;
    let rows: Vec<_> = departments.iter().map(|(key, _)| key).collect();
    let columns: Vec<_> = occupations.iter().map(|(key, _)| key).collect();
    let nestings = how_groups_lie(tx, &round.id, (&rows, &columns)).await?;
    Ok(Grounds { groups: [departments, occupations].concat(), nestings })
}

/// The groups of an axis with how many sheets their sums cover.
async fn counted(tx: &mut Tx, round: &Round, axis: Axis) -> Result<Vec<(GroupKey, u64)>, StoreError> {
    let counts = staff::counts(tx, &round.id, axis).await?;
    let sheets =
        |id: &str| counts.get(id).and_then(|counts| counts.values().next()).map_or(0, |one| one.sheets());
    let group = |one: Asked| {
        let key = one.key?;
        let sheets = match &key {
            GroupKey::Department(id) => sheets(id.as_str()),
            GroupKey::Occupation(id) => sheets(id.as_str()),
        };
        Some((key, sheets))
    };
    Ok(staff::asked(tx, &round.id, axis).await?.into_iter().filter_map(group).collect())
}

/// Sheets of a round that wait under a key this installation does not have: handed in, and never to be counted.
pub async fn lost(conn: &mut Conn, means: &Means, round: &Round) -> Result<u64, StoreError> {
    let mut unopened = Vec::new();
    for pool in sealed::pools(conn, &round.id).await? {
        if open(means, round, &pool)?.is_none() {
            unopened.push(pool.id);
        }
    }
    if unopened.is_empty() {
        return Ok(0);
    }
    // A sheet that came meanwhile has changed pool and key; only what is still there is lost.
    let still = sealed::pools(conn, &round.id).await?;
    Ok(still.iter().filter(|pool| unopened.contains(&pool.id)).map(|pool| pool.sheets).sum())
}

/// Whether a sheet of this card waits.
pub async fn is_waiting(
    conn: &mut Conn,
    means: &Means,
    round: &Round,
    slip: &SlipId,
) -> Result<bool, StoreError> {
    for pool in sealed::pools(conn, &round.id).await? {
        let opened = open(means, round, &pool)?;
        if opened.is_some_and(|waiting| waiting.slips.iter().any(|(used, _)| used == slip)) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Moves the board on; with a department's go the cards of all its sheets that the board did not count before.
async fn put_on_the_board(
    tx: &mut Tx,
    means: &Means,
    (round, slips): (&Round, &mut Vec<WaitingSlip>),
    (group, sheets): (&GroupKey, u64),
) -> Result<(), StoreError> {
    let moved = (sheets, calendar::day_of(means.now));
    staff::add_handed_in(tx, &round.id, Some(group), moved).await?;
    match group {
        GroupKey::Department(department) => {
            staff::add_handed_in(tx, &round.id, None, moved).await?;
            let told: Vec<SlipId> =
                slips.extract_if(.., |(_, own)| own == department).map(|(slip, _)| slip).collect();
            slip::note_handed_in(tx, (&round.id, department), &told).await
        }
        GroupKey::Occupation(_) => Ok(()),
    }
}

/// The hospital's total is made of the departments' batches.
async fn count(tx: &mut Tx, round: &Round, batch: &Batch) -> Result<(), StoreError> {
    staff::add_counts(tx, &round.id, Some(&batch.group), &batch.counts).await?;
    match batch.group {
        GroupKey::Department(_) => staff::add_counts(tx, &round.id, None, &batch.counts).await,
        GroupKey::Occupation(_) => Ok(()),
    }
}

/// Takes what waits out of the database and tells whose seal it bore. What was sealed under a key that is lost stays
/// where it is.
async fn take_all(
    tx: &mut Tx,
    means: &Means,
    round: &Round,
    mut sealed_by: impl FnMut(Name) + Send,
) -> Result<Waiting, StoreError> {
    let mut waiting = Waiting::default();
    for pool in sealed::pools(tx, &round.id).await? {
        if let Some(opened) = open(means, round, &pool)? {
            waiting.halves.extend(opened.halves);
            waiting.slips.extend(opened.slips);
            sealed::delete(tx, &pool.id).await?;
            SealingKeys::name_of(&round.id, &pool.sealed).into_iter().for_each(&mut sealed_by);
        }
    }
    Ok(waiting)
}

async fn put_back(
    tx: &mut Tx,
    (means, change): (&Means, &Change),
    (round, list): (&Round, &Checklist),
    waiting: &Waiting,
) -> Result<(), StoreError> {
    if waiting.halves.is_empty() {
        return Ok(());
    }
    let mut plain = json(&Plain::of(list, waiting));
    plain.resize(plain.len().next_multiple_of(PLAIN_LENGTH), b' ');
    let sealed = change.seal(&purpose(round), &plain, means);
    let is_department = |half: &&Half| matches!(half.group, GroupKey::Department(_));
    let sheets = waiting.halves.iter().filter(is_department).count() as u64;
    sealed::insert(tx, &round.id, &Pool { id: means.random.unordered_id(), sheets, sealed }).await
}

fn open(means: &Means, round: &Round, pool: &Pool) -> Result<Option<Waiting>, StoreError> {
    let plain = means.keys.sealing.open_sealed(&round.id, &purpose(round), &pool.sealed);
    let Some(plain) = plain.map_err(not_saved)? else { return Ok(None) };
    Ok(serde_json::from_slice::<Plain>(plain.trim_ascii_end()).ok().and_then(Plain::waiting))
}

fn purpose(round: &Round) -> String {
    format!("pool {}", round.id)
}

/// What lies in the sealed text. It is padded, so that its length tells next to nothing.
#[derive(Serialize, Deserialize)]
struct Plain {
    /// The items in the order of the marks below.
    items: Vec<ItemId>,
    departments: Vec<PlainHalf>,
    occupations: Vec<PlainHalf>,
    #[serde(default)]
    slips: Vec<WaitingSlip>,
}

/// One half: its group, one character a mark, whether the board counts it.
#[derive(Serialize, Deserialize)]
struct PlainHalf(String, String, bool);

/// The sealed text grows in steps of so many bytes.
const PLAIN_LENGTH: usize = 4_096;

impl Plain {
    fn of(list: &Checklist, waiting: &Waiting) -> Self {
        let items: Vec<ItemId> = list.items.iter().map(|item| item.id.clone()).collect();
        let (mut departments, mut occupations) = (Vec::new(), Vec::new());
        for half in &waiting.halves {
            let marks = items.iter().map(|item| letter(half.marks.get(item).copied().flatten())).collect();
            let noted = half.standing == Standing::Noted;
            match &half.group {
                GroupKey::Department(id) => departments.push(PlainHalf(id.to_string(), marks, noted)),
                GroupKey::Occupation(id) => occupations.push(PlainHalf(id.to_string(), marks, noted)),
            }
        }
        Self { items, departments, occupations, slips: waiting.slips.clone() }
    }

    /// `None` where a letter is no mark.
    fn waiting(self) -> Option<Waiting> {
        let Self { items, departments, occupations, slips } = self;
        let departments = departments.into_iter().map(|half| half.read(&items, department));
        let occupations = occupations.into_iter().map(|half| half.read(&items, occupation));
        Some(Waiting { halves: departments.chain(occupations).collect::<Option<_>>()?, slips })
    }
}

impl PlainHalf {
    fn read(self, items: &[ItemId], group: fn(String) -> GroupKey) -> Option<Half> {
        let Self(id, letters, noted) = self;
        let mark = |(item, letter): (&ItemId, char)| Some((item.clone(), mark_of(letter)?));
        let marks = items.iter().zip(letters.chars()).map(mark).collect::<Option<Marks>>()?;
        let standing = if noted { Standing::Noted } else { Standing::New };
        Some(Half { group: group(id), marks, standing })
    }
}

fn department(id: String) -> GroupKey {
    GroupKey::Department(DepartmentId::new(id))
}

fn occupation(id: String) -> GroupKey {
    GroupKey::Occupation(OccupationId::new(id))
}

/// 確認中 never gets here: it is no mark of the staff's list.
const fn letter(mark: Option<Mark>) -> char {
    match mark {
        Some(Mark::Yes) => 'y',
        Some(Mark::No) => 'n',
        Some(Mark::NotApplicable) => 'a',
        Some(Mark::Pending(_)) | None => '-',
    }
}

const fn mark_of(letter: char) -> Option<Option<Mark>> {
    match letter {
        'y' => Some(Some(Mark::Yes)),
        'n' => Some(Some(Mark::No)),
        'a' => Some(Some(Mark::NotApplicable)),
        '-' => Some(None),
        _ => None,
    }
}
