//! The staff's part of a round: who was to be asked, how many sheets came back, how often each mark was given.

use std::collections::BTreeMap;

use jiff::civil::Date;
use tenken_domain::collection::Progress;
use tenken_domain::facts::{Count, Counts, GroupKey};
use tenken_domain::id::{DepartmentId, FacilityId, ItemId, OccupationId, RoundId};
use tenken_domain::occupation::Affiliation;

use crate::count::count;
use crate::{Conn, StoreError, Tx};

/// Along which line sheets are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Axis {
    Hospital,
    Department,
    Occupation,
}

impl Axis {
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Hospital => "hospital",
            Self::Department => "department",
            Self::Occupation => "occupation",
        }
    }
}

/// People by occupation.
pub type Headcount = BTreeMap<OccupationId, u64>;

/// One row of who was to be asked: the hospital as a whole, a department or an occupation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// `None`: the hospital as a whole.
    pub key: Option<GroupKey>,
    pub name: String,
    pub asked: u64,
    pub handed_in: u64,
    /// Set aside for long, and not among those asked.
    pub away: u64,
    /// Whose people an occupation's are; departments and the hospital count as staff.
    pub affiliation: Affiliation,
}

impl Asked {
    pub const fn progress(&self) -> Progress {
        Progress { asked: self.asked, handed_in: self.handed_in, away: self.away }
    }
}

fn place(key: Option<&GroupKey>) -> (Axis, &str) {
    match key {
        None => (Axis::Hospital, ""),
        Some(GroupKey::Department(id)) => (Axis::Department, id.as_str()),
        Some(GroupKey::Occupation(id)) => (Axis::Occupation, id.as_str()),
    }
}

/// Fixes who is to be asked, when the round opens.
pub async fn insert_asked(
    tx: &mut Tx,
    round: &RoundId,
    position: i64,
    asked: &Asked,
) -> Result<(), StoreError> {
    let (axis, group) = place(asked.key.as_ref());
    sqlx::query("INSERT INTO round_group (round_id, axis, group_id, name, position, asked, handed_in, away, affiliation) VALUES ($1, $2, $3, $4, $5, $6, 0, $7, $8)")
        .bind(round.as_str())
        .bind(axis.code())
        .bind(group)
        .bind(&asked.name)
        .bind(position)
        .bind(asked.asked.cast_signed())
        .bind(asked.away.cast_signed())
        .bind(asked.affiliation.code())
        .execute(tx.sql())
        .await?;
    Ok(())
}

/// Who was to be asked along an axis, in the order of the hospital.
pub async fn asked(conn: &mut Conn, round: &RoundId, axis: Axis) -> Result<Vec<Asked>, StoreError> {
    let sql = "SELECT group_id, name, asked, handed_in, away, affiliation FROM round_group WHERE round_id = $1 AND axis = $2 \
               ORDER BY position";
    let rows: Vec<(String, String, i64, i64, i64, String)> =
        sqlx::query_as(sql).bind(round.as_str()).bind(axis.code()).fetch_all(conn.sql()).await?;
    let row =
        |(group, name, asked, handed_in, away, affiliation): (String, String, i64, i64, i64, String)| {
            Ok(Asked {
                away: count("round_group", "away", &group, away)?,
                affiliation: Affiliation::from_code(&affiliation)
                    .ok_or_else(|| StoreError::impossible("round_group", "affiliation", &group))?,
                asked: count("round_group", "asked", &group, asked)?,
                handed_in: count("round_group", "handed_in", &group, handed_in)?,
                key: match axis {
                    Axis::Hospital => None,
                    Axis::Department => Some(GroupKey::Department(DepartmentId::new(group))),
                    Axis::Occupation => Some(GroupKey::Occupation(OccupationId::new(group))),
                },
                name,
            })
        };
    rows.into_iter().map(row).collect()
}

/// What the departments and occupations of all rounds are called, each as in the latest round that asked it.
pub async fn group_names(
    conn: &mut Conn,
    facility: &FacilityId,
) -> Result<BTreeMap<GroupKey, String>, StoreError> {
    let sql = "SELECT g.axis, g.group_id, g.name FROM round_group g JOIN round r ON r.id = g.round_id \
               WHERE r.facility_id = $1 ORDER BY r.id";
    let rows: Vec<(String, String, String)> =
        sqlx::query_as(sql).bind(facility.as_str()).fetch_all(conn.sql()).await?;
    let named =
        rows.into_iter().filter_map(|(axis, id, name)| Some((GroupKey::from_code(&axis, &id)?, name)));
    Ok(named.collect())
}

/// Fixes a department's headcount, when the round opens.
pub async fn insert_headcount(
    tx: &mut Tx,
    round: &RoundId,
    department: &DepartmentId,
    headcount: &Headcount,
) -> Result<(), StoreError> {
    for (occupation, people) in headcount {
        sqlx::query("INSERT INTO round_headcount VALUES ($1, $2, $3, $4)")
            .bind(round.as_str())
            .bind(department.as_str())
            .bind(occupation.as_str())
            .bind(people.cast_signed())
            .execute(tx.sql())
            .await?;
    }
    Ok(())
}

/// The headcounts as they were fixed when the round opened.
pub async fn headcounts(
    conn: &mut Conn,
    round: &RoundId,
) -> Result<BTreeMap<DepartmentId, Headcount>, StoreError> {
    let sql = "SELECT department_id, occupation_id, people FROM round_headcount WHERE round_id = $1";
    let rows: Vec<(String, String, i64)> =
        sqlx::query_as(sql).bind(round.as_str()).fetch_all(conn.sql()).await?;
    by_cell("round_headcount", rows)
}

/// How many of the headcounts were set aside since the round opened: only whoever was asked at first ever had a card.
pub async fn set_aside(
    conn: &mut Conn,
    round: &RoundId,
) -> Result<BTreeMap<DepartmentId, Headcount>, StoreError> {
    let sql = "SELECT department_id, occupation_id, COUNT(*) FROM round_person \
               WHERE round_id = $1 AND away <> '' \
               AND person_id IN (SELECT person_id FROM slip WHERE round_id = $1 AND person_id IS NOT NULL) \
               GROUP BY department_id, occupation_id";
    let rows: Vec<(String, String, i64)> =
        sqlx::query_as(sql).bind(round.as_str()).fetch_all(conn.sql()).await?;
    by_cell("round_person", rows)
}

fn by_cell(
    table: &'static str,
    rows: Vec<(String, String, i64)>,
) -> Result<BTreeMap<DepartmentId, Headcount>, StoreError> {
    let mut headcounts: BTreeMap<DepartmentId, Headcount> = BTreeMap::new();
    for (department, occupation, people) in rows {
        let people = count(table, "people", &department, people)?;
        let headcount = headcounts.entry(DepartmentId::new(department)).or_default();
        headcount.insert(OccupationId::new(occupation), people);
    }
    Ok(headcounts)
}

/// Notes that so many more sheets of a group are counted, on this day.
pub async fn add_handed_in(
    tx: &mut Tx,
    round: &RoundId,
    key: Option<&GroupKey>,
    (sheets, day): (u64, Date),
) -> Result<(), StoreError> {
    let (axis, group) = place(key);
    let sql = "INSERT INTO collection_day VALUES ($1, $2, $3, $4, $5) ON CONFLICT (round_id, axis, group_id, day) \
               DO UPDATE SET handed_in = collection_day.handed_in + excluded.handed_in";
    sqlx::query(sql)
        .bind(round.as_str())
        .bind(axis.code())
        .bind(group)
        .bind(day.to_string())
        .bind(sheets.cast_signed())
        .execute(tx.sql())
        .await?;
    let sql = "UPDATE round_group SET handed_in = handed_in + $4 WHERE round_id = $1 AND axis = $2 AND group_id = $3";
    sqlx::query(sql)
        .bind(round.as_str())
        .bind(axis.code())
        .bind(group)
        .bind(sheets.cast_signed())
        .execute(tx.sql())
        .await?;
    Ok(())
}

/// Adds to the counts of a group; the round must be locked.
pub async fn add_counts(
    tx: &mut Tx,
    round: &RoundId,
    key: Option<&GroupKey>,
    counts: &Counts,
) -> Result<(), StoreError> {
    change_counts(tx, round, key, counts, 1).await
}

/// Takes counts away again, where a 記名 sheet is corrected.
pub async fn subtract_counts(
    tx: &mut Tx,
    round: &RoundId,
    key: Option<&GroupKey>,
    counts: &Counts,
) -> Result<(), StoreError> {
    change_counts(tx, round, key, counts, -1).await
}

async fn change_counts(
    tx: &mut Tx,
    round: &RoundId,
    key: Option<&GroupKey>,
    counts: &Counts,
    sign: i64,
) -> Result<(), StoreError> {
    let (axis, group) = place(key);
    let sql = "INSERT INTO staff_count VALUES ($1, $2, $3, $4, $5, $6, $7, $8) \
               ON CONFLICT (round_id, axis, group_id, item_id) DO UPDATE SET yes = staff_count.yes + excluded.yes, \
               no = staff_count.no + excluded.no, blank = staff_count.blank + excluded.blank, \
               not_applicable = staff_count.not_applicable + excluded.not_applicable";
    for (item, count) in counts {
        sqlx::query(sql)
            .bind(round.as_str())
            .bind(axis.code())
            .bind(group)
            .bind(item.as_str())
            .bind(sign * count.yes.cast_signed())
            .bind(sign * count.no.cast_signed())
            .bind(sign * count.not_applicable.cast_signed())
            .bind(sign * count.blank.cast_signed())
            .execute(tx.sql())
            .await?;
    }
    Ok(())
}

/// The counts along an axis, by group.
pub async fn counts(
    conn: &mut Conn,
    round: &RoundId,
    axis: Axis,
) -> Result<BTreeMap<String, Counts>, StoreError> {
    let sql = "SELECT group_id, item_id, yes, no, not_applicable, blank FROM staff_count \
               WHERE round_id = $1 AND axis = $2";
    let rows: Vec<(String, String, i64, i64, i64, i64)> =
        sqlx::query_as(sql).bind(round.as_str()).bind(axis.code()).fetch_all(conn.sql()).await?;
    let mut counts: BTreeMap<String, Counts> = BTreeMap::new();
    for (group, item, yes, no, not_applicable, blank) in rows {
        let marks = Count {
            yes: count("staff_count", "yes", &group, yes)?,
            no: count("staff_count", "no", &group, no)?,
            not_applicable: count("staff_count", "not_applicable", &group, not_applicable)?,
            blank: count("staff_count", "blank", &group, blank)?,
        };
        counts.entry(group).or_default().insert(ItemId::new(item), marks);
    }
    Ok(counts)
}
