//! The facts of a round, read from the database for pages, reports and commands; what must be hidden is hidden here
//! already, so that nothing behind it can show it by mistake.

mod asking;
mod closed;
mod known;
mod plan;

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::Date;
use tenken_domain::answer::{Absent, Circumstance};
use tenken_domain::catalog::{Catalog, Checklist};
use tenken_domain::facility::Facility;
use tenken_domain::facts::{GroupKey, Issuer, Previous, RoundFacts, SheetFacts, StaffFacts};
use tenken_domain::hiding::{Nestings, Stage, Tallies, Tally, nestings, staff_facts};
use tenken_domain::id::{CatalogId, DepartmentId, OccupationId, RoundId};
use tenken_domain::occupation::Affiliation;
use tenken_domain::round::{Round, State};
use tenken_store::staff::{self, Asked, Axis, Headcount};
use tenken_store::{Conn, StoreError, answer, round as rounds, sheet};

use crate::actions::rounds::staff_list;

pub use asking::Asking;
pub use closed::ClosedRounds;
pub use known::Known;
pub use plan::Plan;

/// Where facts come from beside the database.
#[derive(Clone, Copy)]
pub struct Sources<'s> {
    pub catalogs: &'static [Catalog],
    pub closed: &'s ClosedRounds,
}

impl Sources<'_> {
    fn catalog(self, id: &CatalogId) -> Option<&'static Catalog> {
        self.catalogs.iter().find(|catalog| catalog.id == *id)
    }
}

/// Everything a round has to show, on this day.
pub async fn round_facts<'c>(
    conn: &mut Conn,
    (sources, catalog): (Sources<'_>, &'c Catalog),
    (facility, round): (&Facility, &Round),
    as_of: Date,
) -> Result<RoundFacts<'c>, StoreError> {
    let absent = absent(conn, round).await?;
    let mut sheets = Vec::new();
    for list in &catalog.checklists {
        sheets.extend(sheet_facts(conn, round, list, &absent).await?);
    }
    let staff = staff_result(conn, (sources, catalog), round).await?;
    let previous = match &staff {
        Some(staff) => previous(conn, sources, (facility, round), (catalog, staff)).await?,
        None => None,
    };
    Ok(RoundFacts {
        issuer: issuer(facility),
        catalog,
        round: round.name.clone(),
        period: round.period,
        as_of,
        sheets,
        staff,
        previous,
    })
}

/// Whose paper it is.
pub fn issuer(facility: &Facility) -> Issuer {
    Issuer { hospital: facility.name.clone(), edition: facility.edition }
}

/// What a department head may see of the staff, now and in the round before: the whole hospital, of which everybody is
/// told, and the own department; nothing of any other group. `None` where the department was not asked.
pub fn only_department<'c>(facts: RoundFacts<'c>, own: &DepartmentId) -> Option<RoundFacts<'c>> {
    let own = GroupKey::Department(own.clone());
    let narrowed = |mut staff: StaffFacts| {
        staff.departments.retain(|group| group.key == own);
        StaffFacts { occupations: Vec::new(), contractors: BTreeSet::new(), ..staff }
    };
    let staff = facts.staff.map(narrowed).filter(|staff| !staff.departments.is_empty())?;
    let previous = facts.previous.map(|previous| Previous { staff: narrowed(previous.staff), ..previous });
    Some(RoundFacts { sheets: Vec::new(), staff: Some(staff), previous, ..facts })
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
    (sources, catalog): (Sources<'_>, &Catalog),
    round: &Round,
) -> Result<Option<StaffFacts>, StoreError> {
    let Some(list) = staff_list(catalog, round) else { return Ok(None) };
    if let Some(kept) = sources.closed.find(&round.id).filter(|_| round.is_closed()) {
        return Ok(Some(kept));
    }
    let staff = read_staff_result(conn, list, round).await?;
    if let Some(staff) = staff.as_ref().filter(|_| round.is_closed()) {
        sources.closed.keep(&round.id, staff);
    }
    Ok(staff)
}

async fn read_staff_result(
    conn: &mut Conn,
    list: &Checklist,
    round: &Round,
) -> Result<Option<StaffFacts>, StoreError> {
    let Some(hospital) = staff::asked(conn, &round.id, Axis::Hospital).await?.into_iter().next() else {
        return Ok(None);
    };
    let counts = staff::counts(conn, &round.id, Axis::Hospital).await?.remove("").unwrap_or_default();
    let Asked { name, asked, handed_in, away, .. } = hospital;
    let everybody = Tally { key: (), name, asked, handed_in, away, counts };
    let departments = staff::asked(conn, &round.id, Axis::Department).await?;
    let occupations = staff::asked(conn, &round.id, Axis::Occupation).await?;
    let contractors = contractors(&occupations);
    let mut groups = tallies(conn, round, (Axis::Department, departments)).await?;
    let occupations = tallies(conn, round, (Axis::Occupation, occupations)).await?;
    let (stage, nestings) = if round.is_closed() {
        let (rows, columns) = (keys(&groups), keys(&occupations));
        (Stage::Closed, how_groups_lie(conn, &round.id, (&rows, &columns)).await?)
    } else {
        (Stage::Open, Nestings::default())
    };
    groups.extend(occupations);
    let tallies = Tallies { everybody, groups, nestings, minimum: round.group_minimum };
    Ok(Some(StaffFacts { contractors, ..hidden(list.clone(), tallies, stage).await }))
}

/// Away from the threads that answer requests: of a large hospital it takes a tenth of a second and more.
async fn hidden(list: Checklist, tallies: Tallies, stage: Stage) -> StaffFacts {
    match tokio::task::spawn_blocking(move || staff_facts(&list, tallies, stage)).await {
        Ok(facts) => facts,
        Err(broken) => std::panic::resume_unwind(broken.into_panic()),
    }
}

/// The staff's result of the last round that closed before this one did and asked the staff an item of the same id.
async fn previous(
    conn: &mut Conn,
    sources: Sources<'_>,
    (facility, round): (&Facility, &Round),
    (catalog, staff): (&Catalog, &StaffFacts),
) -> Result<Option<Previous>, StoreError> {
    let (Some(closed), Some(list)) = (closed_at(round), catalog.checklist(&staff.list)) else {
        return Ok(None);
    };
    let asks_the_same = |other: &Round| {
        let items = sources.catalog(&other.catalog).and_then(|catalog| staff_list(catalog, other));
        items.is_some_and(|other| {
            other.items.iter().any(|item| list.items.iter().any(|one| one.id == item.id))
        })
    };
    let all = rounds::all(conn, &facility.id).await?;
    let before = all.into_iter().filter(|other| closed_at(other).is_some_and(|at| at < closed));
    let Some(last) = before.filter(asks_the_same).max_by_key(closed_at) else { return Ok(None) };
    let Some(catalog) = sources.catalog(&last.catalog) else { return Ok(None) };
    let staff = staff_result(conn, (sources, catalog), &last).await?;
    Ok(staff.map(|staff| Previous { round: last.name, staff }))
}

fn closed_at(round: &Round) -> Option<Timestamp> {
    match &round.state {
        State::Closed { closed, .. } => Some(closed.at),
        State::Preparing | State::Open { .. } => None,
    }
}

fn contractors(occupations: &[Asked]) -> BTreeSet<OccupationId> {
    let theirs = occupations.iter().filter(|one| one.affiliation == Affiliation::Contractor);
    let id = |one: &Asked| match &one.key {
        Some(GroupKey::Occupation(id)) => Some(id.clone()),
        Some(GroupKey::Department(_)) | None => None,
    };
    theirs.filter_map(id).collect()
}

fn keys(tallies: &[Tally<GroupKey>]) -> Vec<&GroupKey> {
    tallies.iter().map(|tally| &tally.key).collect()
}

async fn tallies(
    conn: &mut Conn,
    round: &Round,
    (axis, asked): (Axis, Vec<Asked>),
) -> Result<Vec<Tally<GroupKey>>, StoreError> {
    let mut counts = staff::counts(conn, &round.id, axis).await?;
    let mut tally = |one: Asked| {
        let key = one.key?;
        let counts = counts.remove(key.id()).unwrap_or_default();
        let Asked { name, asked, handed_in, away, .. } = one;
        Some(Tally { key, name, asked, handed_in, away, counts })
    };
    Ok(asked.into_iter().filter_map(&mut tally).collect())
}

/// How departments and occupations lie in each other, by the headcounts of the round's opening and who was set aside since.
pub async fn how_groups_lie(
    conn: &mut Conn,
    round: &RoundId,
    (departments, occupations): (&[&GroupKey], &[&GroupKey]),
) -> Result<Nestings, StoreError> {
    let headcounts = staff::headcounts(conn, round).await?;
    let away = staff::set_aside(conn, round).await?;
    let cells = |people: &BTreeMap<DepartmentId, Headcount>| -> Vec<Vec<u64>> {
        let cell = |department: &GroupKey, occupation: &GroupKey| match (department, occupation) {
            (GroupKey::Department(row), GroupKey::Occupation(column)) => {
                people.get(row)?.get(column).copied()
            }
            (GroupKey::Department(_) | GroupKey::Occupation(_), _) => None,
        };
        let row = |department: &&GroupKey| {
            occupations.iter().map(|occupation| cell(department, occupation).unwrap_or(0)).collect()
        };
        departments.iter().map(row).collect()
    };
    Ok(nestings(&cells(&headcounts), occupations.len()).without(&cells(&away)))
}
