//! What waits of anonymous sheets, sealed. This file cannot open it.

use tenken_domain::id::RoundId;

use crate::count::count;
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
    let pool = |(id, sheets, sealed): (String, i64, String)| {
        Ok(Pool { sheets: count("sealed_pool", "sheets", &id, sheets)?, id, sealed })
    };
    rows.into_iter().map(pool).collect()
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
