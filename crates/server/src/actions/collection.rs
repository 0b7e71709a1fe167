//! Who is missing, which is looked at on record; and who is set aside while a round is open.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use tenken_domain::audit::AuditEvent;
use tenken_domain::calendar::day_of;
use tenken_domain::collection::{Gap, Missing};
use tenken_domain::facts::GroupKey;
use tenken_domain::id::{DepartmentId, FacilityId, PersonId, RoundId};
use tenken_domain::permission::{Object, Right};
use tenken_domain::person::Leave;
use tenken_domain::round::{Round, Slips};
use tenken_domain::slip::AskedPerson;
use tenken_store::collection::{self, Turn};
use tenken_store::staff::{Asked, Axis, asked};
use tenken_store::{Conn, StoreError, Tx, dialect, person, slip};

use super::rounds::{load, target};
use super::{Doing, Failure, Never, Unrecorded, missing, slips, staff_sheets};

/// Why somebody is not set aside, or not taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SetLeaveRefusal {
    /// A sheet came by their card, whether the board counts it yet or not.
    HandedIn,
    /// When the round opened nobody of their department or occupation was asked.
    NobodyAskedThere,
}

/// What did not come back, of every department or of one. Names are only in it where cards bear names; to show them is
/// [`read_missing`]'s.
pub async fn gaps(
    conn: &mut Conn,
    (facility, round, today): (&FacilityId, &Round, Date),
    only: Option<&DepartmentId>,
) -> Result<Vec<Gap>, StoreError> {
    let by_slip = collection::by_slip(conn, &round.id).await?;
    let mut names = match round.slips {
        Slips::WithNames => Some((without_sheet(conn, round).await?, gone(conn, facility, today).await?)),
        Slips::WithoutNames | Slips::None => None,
    };
    let gap = |one: Asked| {
        let progress = one.progress();
        let Some(GroupKey::Department(department)) = one.key else { return None };
        let by_slip = by_slip.get(department.as_str()).copied().unwrap_or(0);
        let (missing, left) = match &mut names {
            Some((names, gone)) => {
                let all = names.remove(&department).unwrap_or_default();
                let (left, missing) = all.into_iter().partition(|person| gone.contains(&person.id));
                (Missing::Names(missing), left)
            }
            None => (Missing::Number(progress.missing()), Vec::new()),
        };
        let without_slip = progress.handed_in.saturating_sub(by_slip);
        Some(Gap { department, name: one.name, progress, without_slip, missing, left })
    };
    let all = asked(conn, &round.id, Axis::Department).await?.into_iter().filter_map(gap);
    Ok(all.filter(|gap| only.is_none_or(|only| gap.department == *only)).collect())
}

/// Who belongs to the hospital no more, by the register of today.
async fn gone(conn: &mut Conn, facility: &FacilityId, today: Date) -> Result<BTreeSet<PersonId>, StoreError> {
    let people = person::all(conn, facility).await?.into_iter();
    Ok(people
        .filter(|person| person.left_on.is_some_and(|left| left < today))
        .map(|person| person.id)
        .collect())
}

/// Those asked whose card is not known to have been handed in, by department and kana.
async fn without_sheet(
    conn: &mut Conn,
    round: &Round,
) -> Result<BTreeMap<DepartmentId, Vec<AskedPerson>>, StoreError> {
    let mut people: BTreeMap<DepartmentId, Vec<AskedPerson>> = BTreeMap::new();
    for card in slips::cards(conn, round).await?.into_iter().filter(|card| !card.slip.handed_in) {
        if let Some(person) = card.person {
            people.entry(person.department.clone()).or_default().push(person);
        }
    }
    for own in people.values_mut() {
        own.sort_by(|one, other| (&one.kana, &one.staff_number).cmp(&(&other.kana, &other.staff_number)));
    }
    Ok(people)
}

/// Gives the names of those who are missing, of every department or of one, and records that they were looked at.
pub async fn read_missing(
    tx: &mut Tx,
    doing: &Doing,
    id: &RoundId,
    only: Option<&DepartmentId>,
) -> Result<Vec<Gap>, Failure<Never>> {
    let round = load(tx, doing, id).await?;
    let object = match only {
        None => Object::Round(doing.facility(), &round),
        Some(department) => Object::DepartmentResult(doing.facility(), &round, department),
    };
    doing.may(Right::ReadMissing, object)?;
    let today = day_of(doing.means.now);
    let gaps = gaps(tx, (doing.facility(), &round, today), only).await?;
    let name = match (only, gaps.first()) {
        (Some(_), Some(gap)) => gap.name.clone(),
        (Some(_), None) => return Err(missing()),
        (None, _) => String::new(),
    };
    doing.record(tx, (AuditEvent::MissingListRead, target(&round)), name).await?;
    Ok(gaps)
}

/// Sets somebody of an open round aside, changes the reason, or takes them back. The reason is not recorded: events are
/// kept for ever, and it is often an illness.
pub async fn set_leave(
    tx: &mut Tx,
    doing: &Doing,
    (id, person): (&RoundId, &PersonId),
    leave: Option<Leave>,
) -> Result<((), Option<Unrecorded>), Failure<SetLeaveRefusal>> {
    dialect::lock_round(tx, id.as_str()).await?;
    let round = load(tx, doing, id).await?;
    doing.may(Right::ManagePeople, Object::Round(doing.facility(), &round))?;
    let person = by_name(tx, &round, person).await?.ok_or_else(missing)?;
    if person.away == leave {
        return Ok(((), Some(Unrecorded::SentAgain)));
    }
    let event = match (person.away, leave) {
        (None, _) => {
            if has_handed_in(tx, doing, &round, &person).await? {
                return Err(Failure::Refused(SetLeaveRefusal::HandedIn));
            }
            turn(tx, &round, &person, Turn::Aside).await?;
            AuditEvent::PersonSetAside
        }
        (Some(_), None) => {
            turn(tx, &round, &person, Turn::Back).await?;
            if slips::issue_to(tx, &doing.means, &round, &person).await? {
                let group = (&person.department, &person.occupation);
                collection::add_to_headcount(tx, &round.id, group).await?;
            }
            AuditEvent::PersonTakenBack
        }
        (Some(_), Some(_)) => AuditEvent::PersonSetAside,
    };
    slip::set_away(tx, &round.id, &person.id, leave).await?;
    let detail = format!("{}（{}）", person.name, person.staff_number);
    doing.record(tx, (event, target(&round)), detail).await?;
    Ok(((), None))
}

/// Somebody of a round whose cards bear names; of others nobody could say whether their sheet came.
pub async fn by_name(
    conn: &mut Conn,
    round: &Round,
    person: &PersonId,
) -> Result<Option<AskedPerson>, StoreError> {
    match round.slips {
        Slips::WithNames => slip::person(conn, &round.id, person).await,
        Slips::WithoutNames | Slips::None => Ok(None),
    }
}

async fn has_handed_in(
    tx: &mut Tx,
    doing: &Doing,
    round: &Round,
    person: &AskedPerson,
) -> Result<bool, StoreError> {
    let Some(slip) = slip::of_person(tx, &round.id, &person.id).await? else { return Ok(false) };
    Ok(slip.handed_in || staff_sheets::is_waiting(tx, &doing.means, round, &slip.id).await?)
}

async fn turn(
    tx: &mut Tx,
    round: &Round,
    person: &AskedPerson,
    turn: Turn,
) -> Result<(), Failure<SetLeaveRefusal>> {
    if collection::move_one(tx, &round.id, (&person.department, &person.occupation), turn).await? {
        Ok(())
    } else {
        Err(Failure::Refused(SetLeaveRefusal::NobodyAskedThere))
    }
}
