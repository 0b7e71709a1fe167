//! Failed logins per account name and per address, for delays that grow.

use crate::{Conn, StoreError, Tx};

/// Failures in a row of one subject (`account:…` or `address:…`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Failures {
    pub count: u64,
    /// Milliseconds UTC of the last one.
    pub last_at: i64,
}

pub async fn failures(conn: &mut Conn, subject: &str) -> Result<Failures, StoreError> {
    let sql = "SELECT failures, last_at FROM login_failure WHERE subject = $1";
    let row: Option<(i64, i64)> = sqlx::query_as(sql).bind(subject).fetch_optional(conn.sql()).await?;
    Ok(row
        .map_or_else(Failures::default, |(count, last_at)| Failures { count: count.unsigned_abs(), last_at }))
}

pub async fn add_failure(tx: &mut Tx, subject: &str, now: i64) -> Result<(), StoreError> {
    let sql = "INSERT INTO login_failure VALUES ($1, 1, $2) ON CONFLICT (subject) \
               DO UPDATE SET failures = login_failure.failures + 1, last_at = excluded.last_at";
    sqlx::query(sql).bind(subject).bind(now).execute(tx.sql()).await?;
    Ok(())
}

pub async fn forget(tx: &mut Tx, subject: &str) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM login_failure WHERE subject = $1").bind(subject).execute(tx.sql()).await?;
    Ok(())
}
