//! How often the explanations after 提出 were said to have been read: one number a round, and nothing of anybody.

use tenken_domain::id::RoundId;

use crate::count::count;
use crate::{Conn, StoreError, Tx};

/// One more.
pub async fn add(tx: &mut Tx, round: &RoundId) -> Result<(), StoreError> {
    let sql = "INSERT INTO learning VALUES ($1, 1) \
               ON CONFLICT (round_id) DO UPDATE SET times_read = learning.times_read + 1";
    sqlx::query(sql).bind(round.as_str()).execute(tx.sql()).await?;
    Ok(())
}

/// How many there are.
pub async fn times_read(conn: &mut Conn, round: &RoundId) -> Result<u64, StoreError> {
    let sql = "SELECT times_read FROM learning WHERE round_id = $1";
    let stored: Option<i64> = sqlx::query_scalar(sql).bind(round.as_str()).fetch_optional(conn.sql()).await?;
    count("learning", "times_read", round.as_str(), stored.unwrap_or(0))
}
