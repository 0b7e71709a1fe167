//! What forms carried, so that sending one twice saves it once and answers the same.
//! Stored in the saving transaction, without time, so that nothing can be joined by when it arrived.

use crate::{Conn, StoreError, Tx};

/// What was answered when this key came first, or `None`.
pub async fn outcome(conn: &mut Conn, key_hash: &str) -> Result<Option<String>, StoreError> {
    let sql = "SELECT outcome FROM idempotency WHERE key_hash = $1";
    Ok(sqlx::query_scalar(sql).bind(key_hash).fetch_optional(conn.sql()).await?)
}

/// Stores the outcome under its key. `scope` is the round it belongs to.
pub async fn remember(tx: &mut Tx, key_hash: &str, scope: &str, outcome: &str) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO idempotency VALUES ($1, $2, $3)")
        .bind(key_hash)
        .bind(scope)
        .bind(outcome)
        .execute(tx.sql())
        .await?;
    Ok(())
}

/// Forgets all keys of a round that has closed.
pub async fn forget(tx: &mut Tx, scope: &str) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM idempotency WHERE scope = $1").bind(scope).execute(tx.sql()).await?;
    Ok(())
}
