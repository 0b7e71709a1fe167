//! One person at a time: added, changed, set aside, removed. Rounds that have opened keep their own copy.

use jiff::civil::Date;
use tenken_domain::audit::AuditEvent;
use tenken_domain::id::{DepartmentId, OccupationId, PersonId};
use tenken_domain::permission::{Object, Right};
use tenken_domain::person::{Leave, Person};
use tenken_store::{Tx, person};

use super::{Known, target};
use crate::actions::changes::Changes;
use crate::actions::{Doing, Failure, Never, missing};

/// What somebody is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    pub staff_number: String,
    pub name: String,
    pub kana: String,
    pub department: DepartmentId,
    pub occupation: OccupationId,
    pub employment: String,
    pub joined_on: Option<Date>,
    pub left_on: Option<Date>,
    pub mail: String,
    pub away: Option<Leave>,
}

/// Why somebody cannot be so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PersonRefusal {
    /// Somebody else has this staff number.
    NumberTaken,
}

pub async fn add(tx: &mut Tx, doing: &Doing, wish: Wish) -> Result<PersonId, Failure<PersonRefusal>> {
    let known = begin(tx, doing).await?;
    let id = PersonId::new(doing.means.random.id(doing.means.now));
    let new = check(&known, id.clone(), wish)?;
    person::put(tx, doing.facility(), std::slice::from_ref(&new)).await?;
    let detail = format!("{} {}", new.staff_number, new.name);
    doing.record(tx, (AuditEvent::PersonAdded, target(&id)), detail).await?;
    Ok(id)
}

/// Setting somebody aside is an event of its own, which does not say why: events are kept for ever, and it is often an
/// illness.
pub async fn change(
    tx: &mut Tx,
    doing: &Doing,
    id: &PersonId,
    wish: Wish,
) -> Result<(), Failure<PersonRefusal>> {
    let known = begin(tx, doing).await?;
    let old = known.people.iter().find(|one| one.id == *id).ok_or_else(missing)?;
    let new = check(&known, id.clone(), wish)?;
    person::put(tx, doing.facility(), std::slice::from_ref(&new)).await?;
    if old.away != new.away {
        let event = if new.away.is_some() { AuditEvent::PersonSetAside } else { AuditEvent::PersonTakenBack };
        let detail = format!("{}（{}）", new.name, new.staff_number);
        doing.record(tx, (event, target(id)), detail).await?;
    }
    if (Person { away: new.away, ..old.clone() }) != new || *old == new {
        doing.record(tx, (AuditEvent::PersonChanged, target(id)), changes(old, &new)).await?;
    }
    Ok(())
}

/// What changed, but for what only the person needs to know.
fn changes(old: &Person, new: &Person) -> String {
    let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    Changes::default()
        .note("staff-number", &old.staff_number, &new.staff_number)
        .note("display-name", &old.name, &new.name)
        .note("person-department", &old.department, &new.department)
        .note("person-occupation", &old.occupation, &new.occupation)
        .note("employment", &old.employment, &new.employment)
        .note("joined-on", day(old.joined_on), day(new.joined_on))
        .note("left-on", day(old.left_on), day(new.left_on))
        .detail()
}

/// Removes somebody who should never have been there; who leaves is given a last day instead.
pub async fn remove(tx: &mut Tx, doing: &Doing, id: &PersonId) -> Result<(), Failure<Never>> {
    doing.hold(tx).await?;
    doing.may(Right::ManagePeople, Object::Facility(doing.facility()))?;
    let old = person::find(tx, doing.facility(), id).await?.ok_or_else(missing)?;
    person::delete(tx, std::slice::from_ref(id)).await?;
    doing.record(tx, (AuditEvent::PersonRemoved, target(id)), old.staff_number).await?;
    Ok(())
}

async fn begin(tx: &mut Tx, doing: &Doing) -> Result<Known, Failure<PersonRefusal>> {
    doing.hold(tx).await?;
    doing.may(Right::ManagePeople, Object::Facility(doing.facility()))?;
    Ok(Known::load(tx, doing.facility()).await?)
}

fn check(known: &Known, id: PersonId, wish: Wish) -> Result<Person, Failure<PersonRefusal>> {
    let has_groups = known.departments.iter().any(|one| one.id == wish.department)
        && known.occupations.iter().any(|one| one.id == wish.occupation);
    if !has_groups {
        return Err(missing());
    }
    if known.people.iter().any(|one| one.staff_number == wish.staff_number && one.id != id) {
        return Err(Failure::Refused(PersonRefusal::NumberTaken));
    }
    let Wish { staff_number, name, kana, department, occupation, employment, joined_on, left_on, mail, away } =
        wish;
    Ok(Person {
        id,
        staff_number,
        name,
        kana,
        department,
        occupation,
        employment,
        joined_on,
        left_on,
        mail,
        away,
    })
}
