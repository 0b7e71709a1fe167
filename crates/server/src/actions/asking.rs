//! Who is asked in a round, fixed when it opens: by name from the register of people where there is one, else by the
//! headcounts that were typed.

use jiff::civil::Date;
use tenken_domain::calendar;
use tenken_domain::department::{Department, in_tree_order};
use tenken_domain::facts::GroupKey;
use tenken_domain::id::{DepartmentId, OccupationId};
use tenken_domain::occupation::Affiliation;
use tenken_domain::person::{Headcounts, Person, headcount, headcount_away};
use tenken_domain::round::Round;
use tenken_domain::slip::AskedPerson;
use tenken_store::staff::{Asked, insert_asked, insert_headcount};
use tenken_store::{StoreError, Tx, department, occupation, person, round as rounds, slip};

use super::rounds::OpenRoundRefusal;
use super::{Doing, Failure};
use crate::secrets::token;

/// Fixes who is asked, with the link of each department.
pub(super) async fn fix(tx: &mut Tx, doing: &Doing, round: &Round) -> Result<(), Failure<OpenRoundRefusal>> {
    let day = round.period.from.max(calendar::day_of(doing.means.now));
    let people = person::all(tx, doing.facility()).await?;
    let mut departments = department::all(tx, doing.facility()).await?;
    if !people.is_empty() {
        take_from(&mut departments, &headcount(&people, day));
    }
    let away = headcount_away(&people, day);
    let groups = groups(tx, doing, &departments, &away).await?;
    if groups.first().is_none_or(|hospital| hospital.asked == 0) {
        return Err(Failure::Refused(OpenRoundRefusal::NobodyToAsk));
    }
    for department in &departments {
        insert_headcount(tx, &round.id, &department.id, &department.headcount).await?;
    }
    for (position, asked) in (1..).zip(&groups) {
        insert_asked(tx, &round.id, position, asked).await?;
        if let Some(GroupKey::Department(department)) = &asked.key {
            let secret = token::entrance_token(&doing.means.keys.secret, &round.id, department);
            rounds::insert_entrance(tx, &token::stored_hash(&secret), &round.id, department).await?;
        }
    }
    Ok(fix_people(tx, round, people, day).await?)
}

fn take_from(departments: &mut [Department], headcounts: &Headcounts) {
    for department in departments {
        department.headcount = headcounts.get(&department.id).cloned().unwrap_or_default();
    }
}

async fn fix_people(tx: &mut Tx, round: &Round, people: Vec<Person>, day: Date) -> Result<(), StoreError> {
    for person in people.into_iter().filter(|person| person.is_there_on(day)) {
        let Person { id, staff_number, name, kana, department, occupation, away, .. } = person;
        let asked = AskedPerson { id, staff_number, name, kana, department, occupation, away };
        slip::insert_person(tx, &round.id, &asked).await?;
    }
    Ok(())
}

/// The hospital as a whole first, then every department and every occupation that has people.
async fn groups(
    tx: &mut Tx,
    doing: &Doing,
    departments: &[Department],
    away: &Headcounts,
) -> Result<Vec<Asked>, StoreError> {
    let occupations = occupation::all(tx, doing.facility()).await?;
    let of_department = |id: &DepartmentId| away.get(id).map_or(0, |own| own.values().sum());
    let of_occupation = |id: &OccupationId| away.values().filter_map(|own| own.get(id)).sum();
    let mut groups = vec![Asked {
        key: None,
        name: String::new(),
        asked: departments.iter().map(Department::people).sum(),
        handed_in: 0,
        away: away.values().flat_map(|own| own.values()).sum(),
        affiliation: Affiliation::Staff,
    }];
    for placed in in_tree_order(departments) {
        let department = placed.department;
        groups.push(Asked {
            key: Some(GroupKey::Department(department.id.clone())),
            name: department.name.clone(),
            asked: department.people(),
            handed_in: 0,
            away: of_department(&department.id),
            affiliation: Affiliation::Staff,
        });
    }
    for occupation in occupations {
        groups.push(Asked {
            asked: departments.iter().filter_map(|one| one.headcount.get(&occupation.id)).sum(),
            away: of_occupation(&occupation.id),
            key: Some(GroupKey::Occupation(occupation.id)),
            name: occupation.name,
            handed_in: 0,
            affiliation: occupation.affiliation,
        });
    }
    Ok(groups.into_iter().filter(|group| group.asked > 0 || group.key.is_none()).collect())
}
