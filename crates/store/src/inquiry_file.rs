//! Files that vendors sent with their answers.

use std::collections::BTreeMap;

use tenken_domain::id::{InquiryId, ItemId, StoredFileId};
use tenken_domain::stored_file::StoredFile;

use crate::{Conn, StoreError, Tx, stored_file};

type Row = (String, String, String, i64, String, i64, Option<i64>);

/// The files of an inquiry, by item.
pub async fn of_inquiry(
    conn: &mut Conn,
    inquiry: &InquiryId,
) -> Result<BTreeMap<ItemId, StoredFile>, StoreError> {
    let sql = "SELECT i.item_id, f.id, f.name, f.size, f.sha256, f.stored_at, f.removed_at \
               FROM inquiry_file i JOIN stored_file f ON f.id = i.file_id WHERE i.inquiry_id = $1";
    let rows: Vec<Row> = sqlx::query_as(sql).bind(inquiry.as_str()).fetch_all(conn.sql()).await?;
    let read = |(item, id, name, size, sha256, stored_at, removed_at): Row| {
        let file = stored_file::from_row((id, name, size, sha256, stored_at, removed_at))?;
        Ok((ItemId::new(item), file))
    };
    rows.into_iter().map(read).collect()
}

/// Puts a file that was stored beside an item, in the place of one that was there.
pub async fn set(
    tx: &mut Tx,
    (inquiry, item): (&InquiryId, &ItemId),
    file: &StoredFileId,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO inquiry_file (inquiry_id, item_id, file_id) VALUES ($1, $2, $3) \
               ON CONFLICT (inquiry_id, item_id) DO UPDATE SET file_id = excluded.file_id";
    sqlx::query(sql).bind(inquiry.as_str()).bind(item.as_str()).bind(file.as_str()).execute(tx.sql()).await?;
    Ok(())
}
