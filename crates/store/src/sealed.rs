//! Sealed halves of anonymous sheets that wait for their batch. This file cannot open them.

use tenken_domain::id::RoundId;

use crate::{Conn, StoreError, Tx};

/// A sealed record: a random key and bytes only the key outside the database opens.
#[derive(Clone, Debug)]
pub struct Sealed {
    pub id: String,
    pub sealed: String,
}

/// All records that wait in a round, in the order of their random keys.
pub async fn waiting(conn: &mut Conn, round: &RoundId) -> Result<Vec<Sealed>, StoreError> {
    let sql = "SELECT id, sealed FROM sealed_sheet WHERE round_id = $1 ORDER BY id";
    let rows: Vec<(String, String)> = sqlx::query_as(sql).bind(round.as_str()).fetch_all(conn.sql()).await?;
    Ok(rows.into_iter().map(|(id, sealed)| Sealed { id, sealed }).collect())
}

pub async fn insert(tx: &mut Tx, round: &RoundId, record: &Sealed) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO sealed_sheet VALUES ($1, $2, $3)")
        .bind(&record.id)
        .bind(round.as_str())
        .bind(&record.sealed)
        .execute(tx.sql())
        .await?;
    Ok(())
}

pub async fn delete(tx: &mut Tx, id: &str) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM sealed_sheet WHERE id = $1").bind(id).execute(tx.sql()).await?;
    Ok(())
}
