//! Departmental systems of a hospital, and what is answered for them.

use std::collections::BTreeMap;

use jiff::Timestamp;
use tenken_domain::departmental_system::{DepartmentalSystem, SystemAnswer, SystemChange, TakenBack};
use tenken_domain::id::{AccountId, FacilityId, ItemId, SheetId, SystemId};
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
               + (SELECT COUNT(*) FROM system_answer_revision WHERE system_id = $2)";
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

/// Every change of what is answered to one item of a sheet, the newest first.
pub async fn history(
    conn: &mut Conn,
    sheet: &SheetId,
    item: &ItemId,
) -> Result<Vec<SystemChange>, StoreError> {
    let sql = "SELECT system_id, revision, mark, memo, account_id, set_by, set_at, hospital_revision, \
               yes_set_by, yes_set_at FROM system_answer_revision WHERE sheet_id = $1 AND item_id = $2 \
               ORDER BY set_at DESC, system_id, revision DESC";
    let rows: Vec<ChangeRow> =
        sqlx::query_as(sql).bind(sheet.as_str()).bind(item.as_str()).fetch_all(conn.sql()).await?;
    rows.into_iter().map(change_from_row).collect()
}

/// The number of the last change of each answer on a sheet, and whose it was, if that is known.
pub async fn last_changes(
    conn: &mut Conn,
    sheet: &SheetId,
) -> Result<BTreeMap<(ItemId, SystemId), (i64, Option<AccountId>)>, StoreError> {
    let sql = "SELECT item_id, system_id, revision, account_id FROM system_answer_revision \
               WHERE sheet_id = $1 ORDER BY revision";
    let rows: Vec<(String, String, i64, Option<String>)> =
        sqlx::query_as(sql).bind(sheet.as_str()).fetch_all(conn.sql()).await?;
    let pair = |(item, system, revision, account): (String, String, i64, Option<String>)| {
        ((ItemId::new(item), SystemId::new(system)), (revision, account.map(AccountId::new)))
    };
    Ok(rows.into_iter().map(pair).collect())
}

/// Makes a change: what it sets stands now, and the record keeps it.
pub async fn change_answer(
    tx: &mut Tx,
    place: (&SheetId, &ItemId),
    change: &SystemChange,
) -> Result<(), StoreError> {
    match change.mark {
        Some(mark) => set_answer(tx, place, (change, mark)).await?,
        None => {
            let sql = "DELETE FROM system_answer WHERE sheet_id = $1 AND item_id = $2 AND system_id = $3";
            let query = sqlx::query(sql).bind(place.0.as_str()).bind(place.1.as_str());
            query.bind(change.system.as_str()).execute(tx.sql()).await?;
        }
    }
    let sql = "INSERT INTO system_answer_revision (sheet_id, item_id, system_id, revision, mark, memo, \
               account_id, set_by, set_at, hospital_revision, yes_set_by, yes_set_at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    let yes = change.took_back.as_ref();
    sqlx::query(sql)
        .bind(place.0.as_str())
        .bind(place.1.as_str())
        .bind(change.system.as_str())
        .bind(change.revision)
        .bind(change.mark.map(Mark::code))
        .bind(&change.memo)
        .bind(change.account.as_ref().map(AccountId::as_str))
        .bind(&change.set_by)
        .bind(change.set_at.as_millisecond())
        .bind(yes.map(|yes| yes.revision))
        .bind(yes.map(|yes| yes.by.as_str()))
        .bind(yes.map(|yes| yes.at.as_millisecond()))
        .execute(tx.sql())
        .await?;
    Ok(())
}

async fn set_answer(
    tx: &mut Tx,
    (sheet, item): (&SheetId, &ItemId),
    (change, mark): (&SystemChange, Mark),
) -> Result<(), StoreError> {
    let sql = "INSERT INTO system_answer (sheet_id, item_id, system_id, mark, memo, set_by, set_at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (sheet_id, item_id, system_id) DO UPDATE \
               SET mark = excluded.mark, memo = excluded.memo, set_by = excluded.set_by, \
               set_at = excluded.set_at";
    sqlx::query(sql)
        .bind(sheet.as_str())
        .bind(item.as_str())
        .bind(change.system.as_str())
        .bind(mark.code())
        .bind(&change.memo)
        .bind(&change.set_by)
        .bind(change.set_at.as_millisecond())
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

type ChangeRow = (
    String,
    i64,
    Option<String>,
    String,
    Option<String>,
    String,
    i64,
    Option<i64>,
    Option<String>,
    Option<i64>,
);

fn change_from_row(row: ChangeRow) -> Result<SystemChange, StoreError> {
    let (system, revision, mark, memo, account, set_by, at, hospital, yes_by, yes_at) = row;
    let impossible = |column| StoreError::impossible("system_answer_revision", column, &system);
    let moment = |column, at| Timestamp::from_millisecond(at).map_err(|_| impossible(column));
    let took_back = match (hospital, yes_by, yes_at) {
        (Some(revision), Some(by), Some(at)) => {
            Some(TakenBack { revision, by: AccountId::new(by), at: moment("yes_set_at", at)? })
        }
        (_, _, _) => None,
    };
    Ok(SystemChange {
        revision,
        mark: mark.map(|code| Mark::from_code(&code).ok_or_else(|| impossible("mark"))).transpose()?,
        memo,
        account: account.map(AccountId::new),
        set_by,
        set_at: moment("set_at", at)?,
        took_back,
        system: SystemId::new(system),
    })
}
