//! What is discussed about the items of a sheet.

use std::collections::BTreeMap;

use jiff::Timestamp;
use tenken_domain::id::{ItemId, RemarkId, SheetId};
use tenken_domain::remark::Remark;

use crate::count::count;
use crate::{Conn, StoreError, Tx};

/// The remarks on one item of a sheet, the oldest first.
pub async fn of_item(conn: &mut Conn, sheet: &SheetId, item: &ItemId) -> Result<Vec<Remark>, StoreError> {
    let sql = "SELECT id, text, written_by, written_at FROM remark \
               WHERE sheet_id = $1 AND item_id = $2 ORDER BY written_at, id";
    let rows: Vec<(String, String, String, i64)> =
        sqlx::query_as(sql).bind(sheet.as_str()).bind(item.as_str()).fetch_all(conn.sql()).await?;
    let read = |(id, text, written_by, at): (String, String, String, i64)| {
        let written_at = Timestamp::from_millisecond(at)
            .map_err(|_| StoreError::impossible("remark", "written_at", &id))?;
        Ok(Remark { id: RemarkId::new(id), text, written_by, written_at })
    };
    rows.into_iter().map(read).collect()
}

/// How many remarks there are on a sheet, by item.
pub async fn counts(conn: &mut Conn, sheet: &SheetId) -> Result<BTreeMap<ItemId, u64>, StoreError> {
    let sql = "SELECT item_id, COUNT(*) FROM remark WHERE sheet_id = $1 GROUP BY item_id";
    let rows: Vec<(String, i64)> = sqlx::query_as(sql).bind(sheet.as_str()).fetch_all(conn.sql()).await?;
    let read = |(item, remarks): (String, i64)| {
        let remarks = count("remark", "COUNT(*)", &item, remarks)?;
        Ok((ItemId::new(item), remarks))
    };
    rows.into_iter().map(read).collect()
}

/// Adds a remark.
pub async fn insert(
    tx: &mut Tx,
    (sheet, item): (&SheetId, &ItemId),
    remark: &Remark,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO remark (id, sheet_id, item_id, text, written_by, written_at) \
               VALUES ($1, $2, $3, $4, $5, $6)";
    sqlx::query(sql)
        .bind(remark.id.as_str())
        .bind(sheet.as_str())
        .bind(item.as_str())
        .bind(&remark.text)
        .bind(&remark.written_by)
        .bind(remark.written_at.as_millisecond())
        .execute(tx.sql())
        .await?;
    Ok(())
}
