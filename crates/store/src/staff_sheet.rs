//! The single sheets of 記名 rounds, with every revision of their marks.

use std::collections::BTreeMap;

use jiff::civil::Date;
use tenken_domain::id::{AccountId, DepartmentId, ItemId, OccupationId, RoundId, SheetId, SlipId};
use tenken_domain::mark::Mark;

use crate::{Conn, StoreError, Tx};

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
    /// The card it came by.
    pub slip: Option<SlipId>,
}

/// How far a 記名 sheet is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Begun by card and kept; counted nowhere.
    Begun,
    HandedIn,
}

impl Stage {
    const fn code(self) -> &'static str {
        match self {
            Self::Begun => "begun",
            Self::HandedIn => "handed-in",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        [Self::Begun, Self::HandedIn].into_iter().find(|stage| stage.code() == code)
    }
}

/// Stores a new 記名 sheet under the hash of the receipt its filler was given. `now` is milliseconds UTC.
pub async fn insert(
    tx: &mut Tx,
    round: &RoundId,
    (sheet, stage): (&NamedSheet, Stage),
    receipt_hash: &str,
    now: i64,
) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO staff_sheet (id, round_id, department_id, occupation_id, filler, filled_on, receipt_hash, revision, state, entered_by, handed_in_at, slip_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)")
        .bind(sheet.id.as_str())
        .bind(round.as_str())
        .bind(sheet.department.as_str())
        .bind(sheet.occupation.as_str())
        .bind(&sheet.filler)
        .bind(sheet.filled_on.to_string())
        .bind(receipt_hash)
        .bind(sheet.revision)
        .bind(stage.code())
        .bind(sheet.entered_by.as_ref().map(AccountId::as_str))
        .bind(now)
        .bind(sheet.slip.as_ref().map(SlipId::as_str))
        .execute(tx.sql())
        .await?;
    Ok(())
}

/// Stores the marks of one revision of a 記名 sheet; earlier revisions stay.
pub async fn insert_marks(
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

/// Hands in a sheet that was begun. `now` is milliseconds UTC.
pub async fn finish(tx: &mut Tx, sheet: &NamedSheet, now: i64) -> Result<(), StoreError> {
    let sql = "UPDATE staff_sheet SET state = $2, revision = $3, filled_on = $4, entered_by = $5, handed_in_at = $6 \
               WHERE id = $1";
    sqlx::query(sql)
        .bind(sheet.id.as_str())
        .bind(Stage::HandedIn.code())
        .bind(sheet.revision)
        .bind(sheet.filled_on.to_string())
        .bind(sheet.entered_by.as_ref().map(AccountId::as_str))
        .bind(now)
        .execute(tx.sql())
        .await?;
    Ok(())
}

type Row = (String, String, String, String, String, i64, Option<String>, Option<String>, String);

macro_rules! columns {
    ($rest:literal) => {
        concat!(
            "SELECT id, department_id, occupation_id, filler, filled_on, revision, entered_by, slip_id, state \
             FROM staff_sheet ",
            $rest
        )
    };
}

/// All 記名 sheets of a round that were handed in, by filler.
pub async fn all(conn: &mut Conn, round: &RoundId) -> Result<Vec<NamedSheet>, StoreError> {
    let sql = columns!("WHERE round_id = $1 AND state = 'handed-in' ORDER BY filler, id");
    let rows: Vec<Row> = sqlx::query_as(sql).bind(round.as_str()).fetch_all(conn.sql()).await?;
    rows.into_iter().map(|row| Ok(from_row(row)?.0)).collect()
}

/// The 記名 sheet with this id, if it is this round's.
pub async fn find(
    conn: &mut Conn,
    round: &RoundId,
    sheet: &SheetId,
) -> Result<Option<NamedSheet>, StoreError> {
    let sql = columns!("WHERE round_id = $1 AND state = 'handed-in' AND id = $2");
    let row: Option<Row> =
        sqlx::query_as(sql).bind(round.as_str()).bind(sheet.as_str()).fetch_optional(conn.sql()).await?;
    Ok(row.map(from_row).transpose()?.map(|(sheet, _)| sheet))
}

/// The 記名 sheet whose receipt has this hash.
pub async fn by_receipt(
    conn: &mut Conn,
    round: &RoundId,
    receipt_hash: &str,
) -> Result<Option<NamedSheet>, StoreError> {
    let sql = columns!("WHERE round_id = $1 AND state = 'handed-in' AND receipt_hash = $2");
    let row: Option<Row> =
        sqlx::query_as(sql).bind(round.as_str()).bind(receipt_hash).fetch_optional(conn.sql()).await?;
    Ok(row.map(from_row).transpose()?.map(|(sheet, _)| sheet))
}

/// Forgets what was begun and never handed in.
pub async fn delete_begun(tx: &mut Tx, round: &RoundId) -> Result<(), StoreError> {
    let begun = Stage::Begun.code();
    let answers = "DELETE FROM staff_answer WHERE sheet_id IN \
                   (SELECT id FROM staff_sheet WHERE round_id = $1 AND state = $2)";
    for sql in [answers, "DELETE FROM staff_sheet WHERE round_id = $1 AND state = $2"] {
        sqlx::query(sql).bind(round.as_str()).bind(begun).execute(tx.sql()).await?;
    }
    Ok(())
}

/// The sheet of a card, and how far it is.
pub async fn by_slip(
    conn: &mut Conn,
    round: &RoundId,
    slip: &SlipId,
) -> Result<Option<(NamedSheet, Stage)>, StoreError> {
    let sql = columns!("WHERE round_id = $1 AND slip_id = $2");
    let row: Option<Row> =
        sqlx::query_as(sql).bind(round.as_str()).bind(slip.as_str()).fetch_optional(conn.sql()).await?;
    row.map(from_row).transpose()
}

/// The marks of the latest revision of a 記名 sheet.
pub async fn marks(
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

fn from_row(row: Row) -> Result<(NamedSheet, Stage), StoreError> {
    let (id, department, occupation, filler, filled_on, revision, entered_by, slip, state) = row;
    let impossible = |column| StoreError::impossible("staff_sheet", column, &id);
    let filled_on = filled_on.parse().map_err(|_| impossible("filled_on"))?;
    let stage = Stage::from_code(&state).ok_or_else(|| impossible("state"))?;
    let sheet = NamedSheet {
        id: SheetId::new(id),
        department: DepartmentId::new(department),
        occupation: OccupationId::new(occupation),
        filler,
        filled_on,
        revision,
        entered_by: entered_by.map(AccountId::new),
        slip: slip.map(SlipId::new),
    };
    Ok((sheet, stage))
}
