//! Answers on the official sheets: what stands there now, and every mark that ever stood there.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use tenken_domain::answer::{Answer, Answers};
use tenken_domain::id::{AccountId, ItemId, SheetId};
use tenken_domain::mark::Mark;

use crate::count::count;
use crate::{Conn, StoreError, Tx};

/// An answer with who set it and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    pub answer: Answer,
    /// Counts the changes of this item, from 1.
    pub revision: i64,
    /// On a sheet: whoever set the mark that stands there. In a history: whoever made this change.
    pub set_by: AccountId,
    /// The person's name as it is today.
    pub set_by_name: String,
    pub set_at: Timestamp,
}

/// Who did something at which millisecond UTC.
#[derive(Clone, Copy, Debug)]
pub struct Stamp<'s> {
    pub by: &'s AccountId,
    pub at: i64,
}

/// Whose a new answer is: the mark may be older than the memo beside it, and another person's.
#[derive(Clone, Copy, Debug)]
pub struct Signature<'s> {
    pub mark: Stamp<'s>,
    pub change: Stamp<'s>,
}

type Row = (String, Option<String>, String, String, i64, String, String, i64);

/// What stands on a sheet now, by item.
pub async fn current(conn: &mut Conn, sheet: &SheetId) -> Result<BTreeMap<ItemId, Signed>, StoreError> {
    let sql = "SELECT a.item_id, a.mark, a.memo, a.reason, a.revision, a.set_by, p.display_name, a.set_at \
               FROM answer a JOIN account p ON p.id = a.set_by WHERE a.sheet_id = $1";
    let rows: Vec<Row> = sqlx::query_as(sql).bind(sheet.as_str()).fetch_all(conn.sql()).await?;
    rows.into_iter().map(from_row).collect()
}

/// What stands in one row of a sheet now, or `None` where nobody wrote yet.
pub async fn find(conn: &mut Conn, sheet: &SheetId, item: &ItemId) -> Result<Option<Signed>, StoreError> {
    let sql = "SELECT a.item_id, a.mark, a.memo, a.reason, a.revision, a.set_by, p.display_name, a.set_at \
               FROM answer a JOIN account p ON p.id = a.set_by WHERE a.sheet_id = $1 AND a.item_id = $2";
    let row: Option<Row> =
        sqlx::query_as(sql).bind(sheet.as_str()).bind(item.as_str()).fetch_optional(conn.sql()).await?;
    Ok(row.map(from_row).transpose()?.map(|(_, signed)| signed))
}

/// The marks that stand on a sheet now, and nothing else of its answers. One row leaves the database, because this
/// is asked after every mark that is saved.
pub async fn marks(conn: &mut Conn, sheet: &SheetId) -> Result<BTreeMap<ItemId, Mark>, StoreError> {
    let sql =
        "SELECT string_agg(item_id || ' ' || mark, ',') FROM answer WHERE sheet_id = $1 AND mark IS NOT NULL";
    let all: Option<String> = sqlx::query_scalar(sql).bind(sheet.as_str()).fetch_one(conn.sql()).await?;
    let read = |pair: &str| {
        let marked =
            pair.split_once(' ').and_then(|(item, code)| Some((ItemId::new(item), Mark::from_code(code)?)));
        marked.ok_or_else(|| StoreError::impossible("answer", "mark", pair))
    };
    all.iter().flat_map(|all| all.split(',')).map(read).collect()
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

/// Sets an answer and keeps the earlier one. Hands back the number of this change of the item, from 1.
pub async fn set(
    tx: &mut Tx,
    (sheet, item): (&SheetId, &ItemId),
    answer: &Answer,
    signature: Signature<'_>,
) -> Result<i64, StoreError> {
    let sql = "INSERT INTO answer (sheet_id, item_id, mark, memo, reason, revision, set_by, set_at) \
               VALUES ($1, $2, $3, $4, $5, 1, $6, $7) ON CONFLICT (sheet_id, item_id) DO UPDATE \
               SET mark = excluded.mark, memo = excluded.memo, reason = excluded.reason, \
               revision = answer.revision + 1, set_by = excluded.set_by, set_at = excluded.set_at \
               RETURNING revision";
    let revision: i64 = sqlx::query_scalar(sql)
        .bind(sheet.as_str())
        .bind(item.as_str())
        .bind(answer.mark.map(Mark::code))
        .bind(&answer.memo)
        .bind(&answer.reason)
        .bind(signature.mark.by.as_str())
        .bind(signature.mark.at)
        .fetch_one(tx.sql())
        .await?;
    let sql = "INSERT INTO answer_revision (sheet_id, item_id, revision, mark, memo, reason, set_by, set_at) \
               SELECT sheet_id, item_id, revision, mark, memo, reason, $3, $4 \
               FROM answer WHERE sheet_id = $1 AND item_id = $2";
    sqlx::query(sql)
        .bind(sheet.as_str())
        .bind(item.as_str())
        .bind(signature.change.by.as_str())
        .bind(signature.change.at)
        .execute(tx.sql())
        .await?;
    Ok(revision)
}

/// The bullets that are ticked, by item.
pub async fn ticks(conn: &mut Conn, sheet: &SheetId) -> Result<BTreeMap<ItemId, BTreeSet<u64>>, StoreError> {
    let sql = "SELECT item_id, bullet FROM tick WHERE sheet_id = $1";
    let rows: Vec<(String, i64)> = sqlx::query_as(sql).bind(sheet.as_str()).fetch_all(conn.sql()).await?;
    let mut ticks: BTreeMap<ItemId, BTreeSet<u64>> = BTreeMap::new();
    for (item, bullet) in rows {
        let bullet = count("tick", "bullet", &item, bullet)?;
        ticks.entry(ItemId::new(item)).or_default().insert(bullet);
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
        sqlx::query("INSERT INTO tick (sheet_id, item_id, bullet) VALUES ($1, $2, $3)")
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
