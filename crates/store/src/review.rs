//! 確認, 承認 and 差し戻し of sheets.

use jiff::Timestamp;
use tenken_domain::id::{AccountId, SheetId};
use tenken_domain::review::{Review, Step};

use crate::{Conn, StoreError, Tx};

type Row = (String, String, String, i64, String);

/// Every step that was ever done with a sheet, the oldest first.
pub async fn of_sheet(conn: &mut Conn, sheet: &SheetId) -> Result<Vec<Review>, StoreError> {
    let sql = "SELECT step, reviewed_by, name, reviewed_at, reason FROM review \
               WHERE sheet_id = $1 ORDER BY reviewed_at, id";
    let rows: Vec<Row> = sqlx::query_as(sql).bind(sheet.as_str()).fetch_all(conn.sql()).await?;
    let read = |(step, by, by_name, at, reason): Row| {
        let impossible = |column| StoreError::impossible("review", column, sheet.as_str());
        Ok(Review {
            step: Step::from_code(&step).ok_or_else(|| impossible("step"))?,
            by: AccountId::new(by),
            by_name,
            at: Timestamp::from_millisecond(at).map_err(|_| impossible("reviewed_at"))?,
            reason,
        })
    };
    rows.into_iter().map(read).collect()
}

/// Adds a step under an id of its own.
pub async fn insert(tx: &mut Tx, (id, sheet): (&str, &SheetId), review: &Review) -> Result<(), StoreError> {
    let sql = "INSERT INTO review (id, sheet_id, step, reviewed_by, name, reviewed_at, reason) \
               VALUES ($1, $2, $3, $4, $5, $6, $7)";
    sqlx::query(sql)
        .bind(id)
        .bind(sheet.as_str())
        .bind(review.step.code())
        .bind(review.by.as_str())
        .bind(&review.by_name)
        .bind(review.at.as_millisecond())
        .bind(&review.reason)
        .execute(tx.sql())
        .await?;
    Ok(())
}
