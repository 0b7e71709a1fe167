//! The staff's part of a round: who was to be asked, how many sheets came back, how often each mark was given,
//! and, in 記名 rounds only, the single sheets.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use tenken_domain::facts::{Count, Counts, GroupKey};
use tenken_domain::id::{AccountId, DepartmentId, ItemId, OccupationId, RoundId, SheetId};
use tenken_domain::mark::Mark;
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
    const fn code(self) -> &'static str {
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
}

/// A 記名 sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedSheet {
    pub id: SheetId,
    pub department: DepartmentId,
    pub occupation: OccupationId,
    pub filler: String,
    pub filled_on: Date,
    /// Counts the corrections, from 1.
    pub revision: i64,
    pub entered_by: Option<AccountId>,
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
    sqlx::query("INSERT INTO round_group (round_id, axis, group_id, name, position, asked, handed_in) VALUES ($1, $2, $3, $4, $5, $6, 0)")
        .bind(round.as_str())
        .bind(axis.code())
        .bind(group)
        .bind(&asked.name)
        .bind(position)
        .bind(asked.asked.cast_signed())
        .execute(tx.sql())
        .await?;
    Ok(())
}

/// Who was to be asked along an axis, in the order of the hospital.
pub async fn asked(conn: &mut Conn, round: &RoundId, axis: Axis) -> Result<Vec<Asked>, StoreError> {
    let sql = "SELECT group_id, name, asked, handed_in FROM round_group WHERE round_id = $1 AND axis = $2 \
               ORDER BY position";
    let rows: Vec<(String, String, i64, i64)> =
        sqlx::query_as(sql).bind(round.as_str()).bind(axis.code()).fetch_all(conn.sql()).await?;
    let row = |(group, name, asked, handed_in): (String, String, i64, i64)| {
        Ok(Asked {
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

/// Those of the occupations asked whose people work for a contractor (委託), as it was when the round opened.
pub async fn contractors(conn: &mut Conn, round: &RoundId) -> Result<BTreeSet<OccupationId>, StoreError> {
    let sql = "SELECT group_id FROM round_group WHERE round_id = $1 AND axis = $2 AND affiliation = $3";
    let rows: Vec<String> = sqlx::query_scalar(sql)
        .bind(round.as_str())
        .bind(Axis::Occupation.code())
        .bind(Affiliation::Contractor.code())
        .fetch_all(conn.sql())
        .await?;
    Ok(rows.into_iter().map(OccupationId::new).collect())
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
    let mut headcounts: BTreeMap<DepartmentId, Headcount> = BTreeMap::new();
    for (department, occupation, people) in rows {
        let people = count("round_headcount", "people", &department, people)?;
        let headcount = headcounts.entry(DepartmentId::new(department)).or_default();
        headcount.insert(OccupationId::new(occupation), people);
    }
    Ok(headcounts)
}

/// Notes that so many more sheets of a group are counted.
pub async fn add_handed_in(
    tx: &mut Tx,
    round: &RoundId,
    key: Option<&GroupKey>,
    sheets: u64,
) -> Result<(), StoreError> {
    let (axis, group) = place(key);
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

/// Stores a new 記名 sheet under the hash of the receipt its filler was given. `now` is milliseconds UTC.
pub async fn insert_named(
    tx: &mut Tx,
    round: &RoundId,
    sheet: &NamedSheet,
    receipt_hash: &str,
    now: i64,
) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO staff_sheet (id, round_id, department_id, occupation_id, filler, filled_on, receipt_hash, revision, state, entered_by, handed_in_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'handed-in', $9, $10)")
        .bind(sheet.id.as_str())
        .bind(round.as_str())
        .bind(sheet.department.as_str())
        .bind(sheet.occupation.as_str())
        .bind(&sheet.filler)
        .bind(sheet.filled_on.to_string())
        .bind(receipt_hash)
        .bind(sheet.revision)
        .bind(sheet.entered_by.as_ref().map(AccountId::as_str))
        .bind(now)
        .execute(tx.sql())
        .await?;
    Ok(())
}

/// Stores the marks of one revision of a 記名 sheet; earlier revisions stay.
pub async fn insert_named_marks(
    tx: &mut Tx,
    sheet: &NamedSheet,
    marks: &BTreeMap<ItemId, Option<Mark>>,
) -> Result<(), StoreError> {
    for (item, mark) in marks {
        sqlx::query("INSERT INTO staff_answer VALUES ($1, $2, $3, $4)")
            .bind(sheet.id.as_str())
            .bind(sheet.revision)
            .bind(item.as_str())
            .bind(mark.map(Mark::code))
            .execute(tx.sql())
            .await?;
    }
    Ok(())
}

/// Notes a further revision of a 記名 sheet.
pub async fn set_revision(tx: &mut Tx, sheet: &SheetId, revision: i64) -> Result<(), StoreError> {
    let sql = "UPDATE staff_sheet SET revision = $2 WHERE id = $1";
    sqlx::query(sql).bind(sheet.as_str()).bind(revision).execute(tx.sql()).await?;
    Ok(())
}

type NamedRow = (String, String, String, String, String, i64, Option<String>);

macro_rules! named_columns {
    ($rest:literal) => {
        concat!(
            "SELECT id, department_id, occupation_id, filler, filled_on, revision, entered_by FROM staff_sheet ",
            $rest
        )
    };
}

/// All 記名 sheets of a round, by filler.
pub async fn named_sheets(conn: &mut Conn, round: &RoundId) -> Result<Vec<NamedSheet>, StoreError> {
    let sql = named_columns!("WHERE round_id = $1 ORDER BY filler, id");
    let rows: Vec<NamedRow> = sqlx::query_as(sql).bind(round.as_str()).fetch_all(conn.sql()).await?;
    rows.into_iter().map(named_from_row).collect()
}

/// The 記名 sheet with this id, if it is this round's.
pub async fn named_sheet(
    conn: &mut Conn,
    round: &RoundId,
    sheet: &SheetId,
) -> Result<Option<NamedSheet>, StoreError> {
    let sql = named_columns!("WHERE round_id = $1 AND id = $2");
    let row: Option<NamedRow> =
        sqlx::query_as(sql).bind(round.as_str()).bind(sheet.as_str()).fetch_optional(conn.sql()).await?;
    row.map(named_from_row).transpose()
}

/// The 記名 sheet whose receipt has this hash.
pub async fn named_by_receipt(
    conn: &mut Conn,
    round: &RoundId,
    receipt_hash: &str,
) -> Result<Option<NamedSheet>, StoreError> {
    let sql = named_columns!("WHERE round_id = $1 AND receipt_hash = $2");
    let row: Option<NamedRow> =
        sqlx::query_as(sql).bind(round.as_str()).bind(receipt_hash).fetch_optional(conn.sql()).await?;
    row.map(named_from_row).transpose()
}

/// The marks of the latest revision of a 記名 sheet.
pub async fn named_marks(
    conn: &mut Conn,
    sheet: &NamedSheet,
) -> Result<BTreeMap<ItemId, Option<Mark>>, StoreError> {
    let sql = "SELECT item_id, mark FROM staff_answer WHERE sheet_id = $1 AND revision = $2";
    let rows: Vec<(String, Option<String>)> =
        sqlx::query_as(sql).bind(sheet.id.as_str()).bind(sheet.revision).fetch_all(conn.sql()).await?;
    let read = |(item, mark): (String, Option<String>)| {
        let mark = mark
            .map(|code| {
                Mark::from_code(&code).ok_or_else(|| StoreError::impossible("staff_answer", "mark", &item))
            })
            .transpose()?;
        Ok((ItemId::new(item), mark))
    };
    rows.into_iter().map(read).collect()
}

fn named_from_row(row: NamedRow) -> Result<NamedSheet, StoreError> {
    let (id, department, occupation, filler, filled_on, revision, entered_by) = row;
    let filled_on = filled_on.parse().map_err(|_| StoreError::impossible("staff_sheet", "filled_on", &id))?;
    Ok(NamedSheet {
        id: SheetId::new(id),
        department: DepartmentId::new(department),
        occupation: OccupationId::new(occupation),
        filler,
        filled_on,
        revision,
        entered_by: entered_by.map(AccountId::new),
    })
}
