//! What single executives would answer (参考回答).

use jiff::Timestamp;
use tenken_domain::id::{AccountId, ItemId, SheetId};
use tenken_domain::mark::Mark;
use tenken_domain::opinion::Opinion;

use crate::{Conn, StoreError, Tx};

type Row = (String, String, String, String, String, i64);

/// All opinions about the items of a sheet, by name.
pub async fn of_sheet(conn: &mut Conn, sheet: &SheetId) -> Result<Vec<Opinion>, StoreError> {
    let sql = "SELECT item_id, account_id, name, mark, memo, set_at FROM opinion \
               WHERE sheet_id = $1 ORDER BY name, account_id";
    let rows: Vec<Row> = sqlx::query_as(sql).bind(sheet.as_str()).fetch_all(conn.sql()).await?;
    let read = |(item, by, name, mark, memo, at): Row| {
        let impossible = |column| StoreError::impossible("opinion", column, &item);
        Ok(Opinion {
            mark: Mark::from_code(&mark).ok_or_else(|| impossible("mark"))?,
            set_at: Timestamp::from_millisecond(at).map_err(|_| impossible("set_at"))?,
            by: AccountId::new(by),
            name,
            memo,
            item: ItemId::new(item),
        })
    };
    rows.into_iter().map(read).collect()
}

/// Replaces everything one executive said about a sheet.
pub async fn replace(
    tx: &mut Tx,
    (sheet, by): (&SheetId, &AccountId),
    opinions: &[Opinion],
) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM opinion WHERE sheet_id = $1 AND account_id = $2")
        .bind(sheet.as_str())
        .bind(by.as_str())
        .execute(tx.sql())
        .await?;
    let sql = "INSERT INTO opinion (sheet_id, item_id, account_id, name, mark, memo, set_at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7)";
    for one in opinions {
        sqlx::query(sql)
            .bind(sheet.as_str())
            .bind(one.item.as_str())
            .bind(by.as_str())
            .bind(&one.name)
            .bind(one.mark.code())
            .bind(&one.memo)
            .bind(one.set_at.as_millisecond())
            .execute(tx.sql())
            .await?;
    }
    Ok(())
}
