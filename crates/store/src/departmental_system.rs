//! Departmental systems of a hospital, and what is answered for them.

use std::collections::BTreeMap;

use jiff::Timestamp;
use tenken_domain::departmental_system::{DepartmentalSystem, SystemAnswer};
use tenken_domain::id::{FacilityId, ItemId, SheetId, SystemId};
use tenken_domain::mark::Mark;

use crate::{Conn, StoreError, Tx};

/// All systems of a hospital, by name.
pub async fn all(conn: &mut Conn, facility: &FacilityId) -> Result<Vec<DepartmentalSystem>, StoreError> {
    let sql = "SELECT id, name FROM departmental_system WHERE facility_id = $1 ORDER BY name, id";
    let rows: Vec<(String, String)> =
        sqlx::query_as(sql).bind(facility.as_str()).fetch_all(conn.sql()).await?;
    Ok(rows.into_iter().map(|(id, name)| DepartmentalSystem { id: SystemId::new(id), name }).collect())
}

/// Adds a system.
pub async fn insert(
    tx: &mut Tx,
    facility: &FacilityId,
    system: &DepartmentalSystem,
) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO departmental_system (id, facility_id, name) VALUES ($1, $2, $3)")
        .bind(system.id.as_str())
        .bind(facility.as_str())
        .bind(&system.name)
        .execute(tx.sql())
        .await?;
    Ok(())
}

/// Changes the name.
pub async fn rename(tx: &mut Tx, system: &DepartmentalSystem) -> Result<(), StoreError> {
    sqlx::query("UPDATE departmental_system SET name = $2 WHERE id = $1")
        .bind(system.id.as_str())
        .bind(&system.name)
        .execute(tx.sql())
        .await?;
    Ok(())
}

/// Whether somebody manages the system or something was answered for it.
pub async fn is_used(conn: &mut Conn, system: &SystemId) -> Result<bool, StoreError> {
    let sql = "SELECT (SELECT COUNT(*) FROM account WHERE system_id = $1) \
               + (SELECT COUNT(*) FROM system_answer WHERE system_id = $2)";
    let uses: i64 =
        sqlx::query_scalar(sql).bind(system.as_str()).bind(system.as_str()).fetch_one(conn.sql()).await?;
    Ok(uses > 0)
}

/// Removes a system that is not used, with what was assigned to it.
pub async fn delete(tx: &mut Tx, system: &SystemId) -> Result<(), StoreError> {
    for sql in [
        "DELETE FROM assignment WHERE assignee_kind = 'system' AND assignee_id = $1",
        "DELETE FROM departmental_system WHERE id = $1",
    ] {
        sqlx::query(sql).bind(system.as_str()).execute(tx.sql()).await?;
    }
    Ok(())
}

type Row = (String, String, String, String, String, i64);

/// What is answered on a sheet for departmental systems, by item.
pub async fn answers(
    conn: &mut Conn,
    sheet: &SheetId,
) -> Result<BTreeMap<ItemId, Vec<SystemAnswer>>, StoreError> {
    let sql = "SELECT item_id, system_id, mark, memo, set_by, set_at FROM system_answer \
               WHERE sheet_id = $1 ORDER BY system_id";
    let rows: Vec<Row> = sqlx::query_as(sql).bind(sheet.as_str()).fetch_all(conn.sql()).await?;
    let mut answers: BTreeMap<ItemId, Vec<SystemAnswer>> = BTreeMap::new();
    for row in rows {
        let (item, answer) = from_row(row)?;
        answers.entry(item).or_default().push(answer);
    }
    Ok(answers)
}

/// What is answered to one item of a sheet.
pub async fn answers_to(
    conn: &mut Conn,
    sheet: &SheetId,
    item: &ItemId,
) -> Result<Vec<SystemAnswer>, StoreError> {
    let sql = "SELECT item_id, system_id, mark, memo, set_by, set_at FROM system_answer \
               WHERE sheet_id = $1 AND item_id = $2 ORDER BY system_id";
    let rows: Vec<Row> =
        sqlx::query_as(sql).bind(sheet.as_str()).bind(item.as_str()).fetch_all(conn.sql()).await?;
    rows.into_iter().map(|row| from_row(row).map(|(_, answer)| answer)).collect()
}

/// Sets what is answered for one system.
pub async fn set_answer(
    tx: &mut Tx,
    (sheet, item): (&SheetId, &ItemId),
    answer: &SystemAnswer,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO system_answer (sheet_id, item_id, system_id, mark, memo, set_by, set_at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (sheet_id, item_id, system_id) DO UPDATE \
               SET mark = excluded.mark, memo = excluded.memo, set_by = excluded.set_by, \
               set_at = excluded.set_at";
    sqlx::query(sql)
        .bind(sheet.as_str())
        .bind(item.as_str())
        .bind(answer.system.as_str())
        .bind(answer.mark.code())
        .bind(&answer.memo)
        .bind(&answer.set_by)
        .bind(answer.set_at.as_millisecond())
        .execute(tx.sql())
        .await?;
    Ok(())
}

fn from_row((item, system, mark, memo, set_by, at): Row) -> Result<(ItemId, SystemAnswer), StoreError> {
    let impossible = |column| StoreError::impossible("system_answer", column, &item);
    let answer = SystemAnswer {
        system: SystemId::new(system),
        mark: Mark::from_code(&mark).ok_or_else(|| impossible("mark"))?,
        memo,
        set_by,
        set_at: Timestamp::from_millisecond(at).map_err(|_| impossible("set_at"))?,
    };
    Ok((ItemId::new(item), answer))
}
