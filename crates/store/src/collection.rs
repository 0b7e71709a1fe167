//! How sheets came back: day by day, and how many of them by card; kept in the transaction that moves the board. And who
//! is set aside while a round is open.

use std::collections::BTreeMap;

use jiff::civil::Date;
use tenken_domain::collection::Days;
use tenken_domain::id::{DepartmentId, OccupationId, RoundId};

use crate::count::count;
use crate::staff::Axis;
use crate::{Conn, StoreError, Tx};

/// Sheets by day, of each group of an axis; of the hospital under the empty id.
pub async fn by_day(
    conn: &mut Conn,
    round: &RoundId,
    axis: Axis,
) -> Result<BTreeMap<String, Days>, StoreError> {
    let sql = "SELECT group_id, day, handed_in FROM collection_day WHERE round_id = $1 AND axis = $2";
    let rows: Vec<(String, String, i64)> =
        sqlx::query_as(sql).bind(round.as_str()).bind(axis.code()).fetch_all(conn.sql()).await?;
    let mut days: BTreeMap<String, Days> = BTreeMap::new();
    for (group, day, sheets) in rows {
        let sheets = count("collection_day", "handed_in", &group, sheets)?;
        let day: Date = day.parse().map_err(|_| StoreError::impossible("collection_day", "day", &group))?;
        days.entry(group).or_default().insert(day, sheets);
    }
    Ok(days)
}

/// How many of the sheets that the board counts came by card: of the hospital under the empty id, and of each department.
pub async fn by_slip(conn: &mut Conn, round: &RoundId) -> Result<BTreeMap<String, u64>, StoreError> {
    let sql = "SELECT group_id, by_slip FROM round_group WHERE round_id = $1 AND axis <> $2";
    let rows: Vec<(String, i64)> =
        sqlx::query_as(sql).bind(round.as_str()).bind(Axis::Occupation.code()).fetch_all(conn.sql()).await?;
    let one = |(group, sheets): (String, i64)| {
        let sheets = count("round_group", "by_slip", &group, sheets)?;
        Ok((group, sheets))
    };
    rows.into_iter().map(one).collect()
}

/// Notes that so many more sheets of a department came by card.
pub(crate) async fn add_by_slip(
    tx: &mut Tx,
    (round, department): (&RoundId, &DepartmentId),
    sheets: u64,
) -> Result<(), StoreError> {
    let sql = "UPDATE round_group SET by_slip = by_slip + $4 \
               WHERE round_id = $1 AND ((axis = $2 AND group_id = $5) OR axis = $3)";
    sqlx::query(sql)
        .bind(round.as_str())
        .bind(Axis::Department.code())
        .bind(Axis::Hospital.code())
        .bind(sheets.cast_signed())
        .bind(department.as_str())
        .execute(tx.sql())
        .await?;
    Ok(())
}

/// Which way somebody goes over the line between those asked and those set aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    Aside,
    Back,
}

/// Moves one person of a department and occupation from those asked to those set aside, or back. `false` where nobody
/// of these was asked when the round opened: then nothing is changed. The round must be locked. Headcounts stay: they
/// say who may have handed in, and by what way a sheet came nobody can be sure.
pub async fn move_one(
    tx: &mut Tx,
    round: &RoundId,
    (department, occupation): (&DepartmentId, &OccupationId),
    turn: Turn,
) -> Result<bool, StoreError> {
    let step: i64 = match turn {
        Turn::Aside => -1,
        Turn::Back => 1,
    };
    let known = "SELECT COUNT(*) FROM round_group WHERE round_id = $1 AND ((axis = $2 AND group_id = $3) \
                 OR (axis = $4 AND group_id = $5))";
    let (known,): (i64,) = sqlx::query_as(known)
        .bind(round.as_str())
        .bind(Axis::Department.code())
        .bind(department.as_str())
        .bind(Axis::Occupation.code())
        .bind(occupation.as_str())
        .fetch_one(tx.sql())
        .await?;
    if known < 2 {
        return Ok(false);
    }
    let groups = [
        (Axis::Hospital, ""),
        (Axis::Department, department.as_str()),
        (Axis::Occupation, occupation.as_str()),
    ];
    for (axis, group) in groups {
        let sql = "UPDATE round_group SET asked = asked + $4, away = away - $4 \
                   WHERE round_id = $1 AND axis = $2 AND group_id = $3";
        sqlx::query(sql)
            .bind(round.as_str())
            .bind(axis.code())
            .bind(group)
            .bind(step)
            .execute(tx.sql())
            .await?;
    }
    Ok(true)
}

/// Notes that one more person may hand in than when the round opened. The round must be locked.
pub async fn add_to_headcount(
    tx: &mut Tx,
    round: &RoundId,
    (department, occupation): (&DepartmentId, &OccupationId),
) -> Result<(), StoreError> {
    let sql = "INSERT INTO round_headcount VALUES ($1, $2, $3, 1) \
               ON CONFLICT (round_id, department_id, occupation_id) \
               DO UPDATE SET people = round_headcount.people + excluded.people";
    sqlx::query(sql)
        .bind(round.as_str())
        .bind(department.as_str())
        .bind(occupation.as_str())
        .execute(tx.sql())
        .await?;
    Ok(())
}
