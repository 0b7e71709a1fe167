//! Stored files: what is known of each, and its sealed pieces, which this file cannot open.

use futures_util::StreamExt;
use futures_util::stream::BoxStream;
use jiff::Timestamp;
use tenken_domain::id::{FacilityId, StoredFileId};
use tenken_domain::stored_file::{Sha256, StoredFile};

use crate::count::count;
use crate::{Conn, StoreError, Tx};

/// A row without its hospital: id, name, size, hash, when it came, when its bytes went.
pub(crate) type Row = (String, String, i64, String, i64, Option<i64>);

/// All files of a hospital that still have their bytes, by id.
pub async fn kept(conn: &mut Conn, facility: &FacilityId) -> Result<Vec<StoredFile>, StoreError> {
    let sql = "SELECT id, name, size, sha256, stored_at, removed_at FROM stored_file \
               WHERE facility_id = $1 AND removed_at IS NULL ORDER BY id";
    let rows: Vec<Row> = sqlx::query_as(sql).bind(facility.as_str()).fetch_all(conn.sql()).await?;
    rows.into_iter().map(from_row).collect()
}

pub(crate) fn from_row((id, name, size, sha256, at, removed): Row) -> Result<StoredFile, StoreError> {
    let impossible = |column| StoreError::impossible("stored_file", column, &id);
    let moment = |column, at| Timestamp::from_millisecond(at).map_err(|_| impossible(column));
    Ok(StoredFile {
        name,
        size: count("stored_file", "size", &id, size)?,
        sha256: Sha256::parse(&sha256).ok_or_else(|| impossible("sha256"))?,
        stored_at: moment("stored_at", at)?,
        removed_at: removed.map(|at| moment("removed_at", at)).transpose()?,
        id: StoredFileId::new(id),
    })
}

/// How many bytes a hospital's files have together.
pub async fn bytes_together(conn: &mut Conn, facility: &FacilityId) -> Result<u64, StoreError> {
    let sql = "SELECT CAST(COALESCE(SUM(size), 0) AS BIGINT) FROM stored_file \
               WHERE facility_id = $1 AND removed_at IS NULL";
    let sum: i64 = sqlx::query_scalar(sql).bind(facility.as_str()).fetch_one(conn.sql()).await?;
    count("stored_file", "size", "SUM", sum)
}

/// The sealed pieces of a file in their order, as one moment saw them.
pub fn pieces<'c>(conn: &'c mut Conn, id: &'c StoredFileId) -> BoxStream<'c, Result<String, StoreError>> {
    let sql = "SELECT sealed FROM stored_file_piece WHERE file_id = $1 ORDER BY number";
    sqlx::query_scalar(sql).bind(id.as_str()).fetch(conn.sql()).map(|row| Ok(row?)).boxed()
}

/// Adds a file without its pieces.
pub async fn insert(tx: &mut Tx, facility: &FacilityId, file: &StoredFile) -> Result<(), StoreError> {
    let sql = "INSERT INTO stored_file (id, facility_id, name, size, sha256, stored_at, removed_at) \
               VALUES ($1, $2, $3, $4, $5, $6, NULL)";
    sqlx::query(sql)
        .bind(file.id.as_str())
        .bind(facility.as_str())
        .bind(&file.name)
        .bind(i64::try_from(file.size).unwrap_or(i64::MAX))
        .bind(file.sha256.as_str())
        .bind(file.stored_at.as_millisecond())
        .execute(tx.sql())
        .await?;
    Ok(())
}

/// Adds the piece with this number, from 0.
pub async fn insert_piece(
    tx: &mut Tx,
    id: &StoredFileId,
    number: i64,
    sealed: String,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO stored_file_piece (file_id, number, sealed) VALUES ($1, $2, $3)";
    sqlx::query(sql).bind(id.as_str()).bind(number).bind(sealed).execute(tx.sql()).await?;
    Ok(())
}

/// Takes the bytes of a file away and leaves what is known of it. Milliseconds UTC.
pub async fn remove_bytes(tx: &mut Tx, id: &StoredFileId, at: i64) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM stored_file_piece WHERE file_id = $1")
        .bind(id.as_str())
        .execute(tx.sql())
        .await?;
    let sql = "UPDATE stored_file SET removed_at = $2 WHERE id = $1";
    sqlx::query(sql).bind(id.as_str()).bind(at).execute(tx.sql()).await?;
    Ok(())
}
