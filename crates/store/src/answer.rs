//! Answers on the official sheets: what stands there now, and every mark that ever stood there.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use tenken_domain::answer::{Answer, Answers};
use tenken_domain::id::{AccountId, ItemId, SheetId};
use tenken_domain::mark::Mark;

use crate::{Conn, StoreError, Tx};

/// An answer with who set it and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    pub answer: Answer,
    /// Counts the changes of this item, from 1.
    pub revision: i64,
    pub set_by: AccountId,
    /// The person's name as it is today.
    pub set_by_name: String,
    pub set_at: Timestamp,
}

type Row = (String, Option<String>, String, String, i64, String, String, i64);

/// What stands on a sheet now, by item.
pub async fn current(conn: &mut Conn, sheet: &SheetId) -> Result<BTreeMap<ItemId, Signed>, StoreError> {
    let sql = "SELECT a.item_id, a.mark, a.memo, a.reason, a.revision, a.set_by, p.display_name, a.set_at \
               FROM answer a JOIN account p ON p.id = a.set_by WHERE a.sheet_id = $1";
    let rows: Vec<Row> = sqlx::query_as(sql).bind(sheet.as_str()).fetch_all(conn.sql()).await?;
    rows.into_iter().map(from_row).collect()
}

/// Every answer an item ever had, the newest first.
pub async fn history(conn: &mut Conn, sheet: &SheetId, item: &ItemId) -> Result<Vec<Signed>, StoreError> {
    let sql = "SELECT a.item_id, a.mark, a.memo, a.reason, a.revision, a.set_by, p.display_name, a.set_at \
               FROM answer_revision a JOIN account p ON p.id = a.set_by \
               WHERE a.sheet_id = $1 AND a.item_id = $2 ORDER BY a.revision DESC";
    let rows: Vec<Row> =
        sqlx::query_as(sql).bind(sheet.as_str()).bind(item.as_str()).fetch_all(conn.sql()).await?;
    rows.into_iter().map(|row| from_row(row).map(|(_, signed)| signed)).collect()
}

/// Drops who and when.
pub fn unsigned(signed: &BTreeMap<ItemId, Signed>) -> Answers {
    signed.iter().map(|(item, signed)| (item.clone(), signed.answer.clone())).collect()
}

/// Sets an answer and keeps the earlier one. `now` is milliseconds UTC.
pub async fn set(
    tx: &mut Tx,
    (sheet, item): (&SheetId, &ItemId),
    answer: &Answer,
    by: &AccountId,
    now: i64,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO answer VALUES ($1, $2, $3, $4, $5, 1, $6, $7) ON CONFLICT (sheet_id, item_id) DO UPDATE \
               SET mark = excluded.mark, memo = excluded.memo, reason = excluded.reason, \
               revision = answer.revision + 1, set_by = excluded.set_by, set_at = excluded.set_at";
    sqlx::query(sql)
        .bind(sheet.as_str())
        .bind(item.as_str())
        .bind(answer.mark.map(Mark::code))
        .bind(&answer.memo)
        .bind(&answer.reason)
        .bind(by.as_str())
        .bind(now)
        .execute(tx.sql())
        .await?;
    let sql = "INSERT INTO answer_revision SELECT sheet_id, item_id, revision, mark, memo, reason, set_by, set_at \
               FROM answer WHERE sheet_id = $1 AND item_id = $2";
    sqlx::query(sql).bind(sheet.as_str()).bind(item.as_str()).execute(tx.sql()).await?;
    Ok(())
}

/// The bullets that are ticked, by item.
pub async fn ticks(conn: &mut Conn, sheet: &SheetId) -> Result<BTreeMap<ItemId, BTreeSet<u64>>, StoreError> {
    let sql = "SELECT item_id, bullet FROM tick WHERE sheet_id = $1";
    let rows: Vec<(String, i64)> = sqlx::query_as(sql).bind(sheet.as_str()).fetch_all(conn.sql()).await?;
    let mut ticks: BTreeMap<ItemId, BTreeSet<u64>> = BTreeMap::new();
    for (item, bullet) in rows {
        ticks.entry(ItemId::new(item)).or_default().insert(bullet.unsigned_abs());
    }
    Ok(ticks)
}

/// Replaces the ticks of an item.
pub async fn set_ticks(
    tx: &mut Tx,
    sheet: &SheetId,
    item: &ItemId,
    ticks: &BTreeSet<u64>,
) -> Result<(), StoreError> {
    let sql = "DELETE FROM tick WHERE sheet_id = $1 AND item_id = $2";
    sqlx::query(sql).bind(sheet.as_str()).bind(item.as_str()).execute(tx.sql()).await?;
    for bullet in ticks {
        sqlx::query("INSERT INTO tick VALUES ($1, $2, $3)")
            .bind(sheet.as_str())
            .bind(item.as_str())
            .bind(bullet.cast_signed())
            .execute(tx.sql())
            .await?;
    }
    Ok(())
}

fn from_row(
    (item, mark, memo, reason, revision, by, by_name, at): Row,
) -> Result<(ItemId, Signed), StoreError> {
    let impossible = |column| StoreError::impossible("answer", column, &item);
    let mark = mark.map(|code| Mark::from_code(&code).ok_or_else(|| impossible("mark"))).transpose()?;
    let signed = Signed {
        answer: Answer { mark, memo, reason },
        revision,
        set_by: AccountId::new(by),
        set_by_name: by_name,
        set_at: Timestamp::from_millisecond(at).map_err(|_| impossible("set_at"))?,
    };
    Ok((ItemId::new(item), signed))
}
