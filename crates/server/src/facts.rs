//! The facts of a round, read from the database for pages, reports and commands; what must be hidden is hidden here
//! already, so that nothing behind it can show it by mistake.

use jiff::civil::Date;
use tenken_domain::answer::{Absent, Circumstance};
use tenken_domain::catalog::{Audience, Catalog, Checklist};
use tenken_domain::facility::Facility;
use tenken_domain::facts::{Group, GroupKey, Issuer, RoundFacts, SheetFacts, StaffFacts};
use tenken_domain::hiding::{Nestings, Stage, Tallies, Tally, nestings, staff_facts};
use tenken_domain::id::{DepartmentId, RoundId};
use tenken_domain::round::Round;
use tenken_store::staff::{self, Asked, Axis};
use tenken_store::{Conn, StoreError, answer, round as rounds, sheet};

/// Everything a round has to show, on this day.
pub async fn round_facts<'c>(
    conn: &mut Conn,
    catalog: &'c Catalog,
    (facility, round): (&Facility, &Round),
    as_of: Date,
) -> Result<RoundFacts<'c>, StoreError> {
    let absent = absent(conn, round).await?;
    let mut sheets = Vec::new();
    for list in &catalog.checklists {
        sheets.extend(sheet_facts(conn, round, list, &absent).await?);
    }
    Ok(RoundFacts {
        issuer: issuer(facility),
        catalog,
        round: round.name.clone(),
        period: round.period,
        as_of,
        sheets,
        staff: staff_result(conn, catalog, round).await?,
    })
}

/// Whose paper it is.
pub fn issuer(facility: &Facility) -> Issuer {
    Issuer { hospital: facility.name.clone(), edition: facility.edition }
}

/// What a department head may see of the staff: the own department, and nothing from which others could be worked out.
/// With the department's name in that round.
pub fn only_department(staff: StaffFacts, own: &DepartmentId) -> Option<(String, StaffFacts)> {
    let is_own = |key: &GroupKey| matches!(key, GroupKey::Department(department) if department == own);
    let Group { name, asked, handed_in, away, figures, .. } =
        staff.departments.into_iter().find(|group| is_own(&group.key))?;
    let staff = StaffFacts {
        asked,
        handed_in,
        away,
        figures,
        departments: Vec::new(),
        occupations: Vec::new(),
        ..staff
    };
    Some((name, staff))
}

/// The circumstances that were fixed as not applying when the round opened.
async fn absent(conn: &mut Conn, round: &Round) -> Result<Absent, StoreError> {
    let fixed = rounds::circumstances(conn, &round.id).await?;
    let absent = fixed.into_iter().filter(|(_, said)| *said == Circumstance::DoesNotApply);
    Ok(absent.map(|(condition, _)| condition).collect())
}

/// The official sheet of a list, if the round has one.
async fn sheet_facts(
    conn: &mut Conn,
    round: &Round,
    list: &Checklist,
    absent: &Absent,
) -> Result<Option<SheetFacts>, StoreError> {
    let Some(sheet) = sheet::find(conn, &round.id, &list.id).await? else { return Ok(None) };
    let answers = answer::unsigned(&answer::current(conn, &sheet.id).await?);
    Ok(Some(SheetFacts {
        list: list.id.clone(),
        filler: sheet.filler,
        date: sheet.filled_on,
        answers,
        absent: absent.clone(),
    }))
}

/// The staff's result, hidden where it must be; `None` where the round does not ask the staff or has not opened.
async fn staff_result(
    conn: &mut Conn,
    catalog: &Catalog,
    round: &Round,
) -> Result<Option<StaffFacts>, StoreError> {
    let asks = |list: &&Checklist| list.audience == Audience::Staff && round.covers(&list.id);
    let Some(list) = catalog.checklists.iter().find(asks) else { return Ok(None) };
    let Some(hospital) = staff::asked(conn, &round.id, Axis::Hospital).await?.into_iter().next() else {
        return Ok(None);
    };
    let counts = staff::counts(conn, &round.id, Axis::Hospital).await?.remove("").unwrap_or_default();
    let Asked { name, asked, handed_in, away, .. } = hospital;
    let everybody = Tally { key: (), name, asked, handed_in, away, counts };
    let mut groups = tallies(conn, round, Axis::Department).await?;
    let occupations = tallies(conn, round, Axis::Occupation).await?;
    let nestings = how_groups_lie(conn, &round.id, (&keys(&groups), &keys(&occupations))).await?;
    groups.extend(occupations);
    let stage = if round.is_closed() { Stage::Closed } else { Stage::Open };
    let tallies = Tallies { everybody, groups, nestings, minimum: round.group_minimum };
    Ok(Some(staff_facts(list, tallies, stage)))
}

fn keys(tallies: &[Tally<GroupKey>]) -> Vec<&GroupKey> {
    tallies.iter().map(|tally| &tally.key).collect()
}

async fn tallies(conn: &mut Conn, round: &Round, axis: Axis) -> Result<Vec<Tally<GroupKey>>, StoreError> {
    let mut counts = staff::counts(conn, &round.id, axis).await?;
    let mut tally = |one: Asked| {
        let key = one.key?;
        let counts = counts.remove(id_of(&key)).unwrap_or_default();
        let Asked { name, asked, handed_in, away, .. } = one;
        Some(Tally { key, name, asked, handed_in, away, counts })
    };
    Ok(staff::asked(conn, &round.id, axis).await?.into_iter().filter_map(&mut tally).collect())
}

/// How departments and occupations lie in each other, by the headcounts of the round's opening.
pub async fn how_groups_lie(
    conn: &mut Conn,
    round: &RoundId,
    (departments, occupations): (&[&GroupKey], &[&GroupKey]),
) -> Result<Nestings, StoreError> {
    let headcounts = staff::headcounts(conn, round).await?;
    let people = |department: &GroupKey, occupation: &GroupKey| match (department, occupation) {
        (GroupKey::Department(row), GroupKey::Occupation(column)) => {
            headcounts.get(row)?.get(column).copied()
        }
        (GroupKey::Department(_) | GroupKey::Occupation(_), _) => None,
    };
    let row = |department: &&GroupKey| {
        occupations.iter().map(|occupation| people(department, occupation).unwrap_or(0)).collect()
    };
    Ok(nestings(&departments.iter().map(row).collect::<Vec<Vec<u64>>>(), occupations.len()))
}

fn id_of(key: &GroupKey) -> &str {
    match key {
        GroupKey::Department(id) => id.as_str(),
        GroupKey::Occupation(id) => id.as_str(),
    }
}
