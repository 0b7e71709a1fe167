//! What waits of anonymous sheets, sealed. This file cannot open it.

use tenken_domain::id::{FacilityId, RoundId};

use crate::{Conn, StoreError, Tx};

/// What waits of a round: bytes that only the key outside the database opens.
#[derive(Clone, Debug)]
pub struct Pool {
    /// Random, without order or time.
    pub id: String,
    /// Sheets whose marks are counted nowhere yet.
    pub sheets: u64,
    pub sealed: String,
}

/// The pools of a round: one, and beside it those whose key was lost.
pub async fn pools(conn: &mut Conn, round: &RoundId) -> Result<Vec<Pool>, StoreError> {
    let sql = "SELECT id, sheets, sealed FROM sealed_pool WHERE round_id = $1 ORDER BY id";
    let rows: Vec<(String, i64, String)> =
        sqlx::query_as(sql).bind(round.as_str()).fetch_all(conn.sql()).await?;
    let pool =
        |(id, sheets, sealed): (String, i64, String)| Pool { id, sheets: sheets.unsigned_abs(), sealed };
    Ok(rows.into_iter().map(pool).collect())
}

pub async fn insert(tx: &mut Tx, round: &RoundId, pool: &Pool) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO sealed_pool (id, round_id, sheets, sealed) VALUES ($1, $2, $3, $4)")
        .bind(&pool.id)
        .bind(round.as_str())
        .bind(pool.sheets.cast_signed())
        .bind(&pool.sealed)
        .execute(tx.sql())
        .await?;
    Ok(())
}

pub async fn delete(tx: &mut Tx, id: &str) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM sealed_pool WHERE id = $1").bind(id).execute(tx.sql()).await?;
    Ok(())
}

/// Anonymous sheets of a hospital whose marks are counted nowhere yet: what a restore without the sealing key loses.
pub async fn sheets_waiting(conn: &mut Conn, facility: &FacilityId) -> Result<u64, StoreError> {
    let sql = "SELECT CAST(COALESCE(SUM(p.sheets), 0) AS BIGINT) FROM sealed_pool p \
               JOIN round r ON r.id = p.round_id WHERE r.facility_id = $1";
    let sheets: i64 = sqlx::query_scalar(sql).bind(facility.as_str()).fetch_one(conn.sql()).await?;
    Ok(sheets.unsigned_abs())
}
