//! Failed logins per account, desk and address, for delays that grow; and which desks an account has logged in from.

use crate::count::count;
use crate::db::own_sql;
use crate::{Conn, StoreError, Tx};

/// Failures in a row of one subject (`account:…`, `desk:…` or `address:…`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Failures {
    pub count: u64,
    /// Milliseconds UTC of the last one; of a desk without any, of its last login.
    pub last_at: i64,
}

/// What is known of a subject; nothing is no failures.
pub async fn failures(conn: &mut Conn, subject: &str) -> Result<Failures, StoreError> {
    let sql = "SELECT failures, last_at FROM login_failure WHERE subject = $1";
    let row: Option<(i64, i64)> = sqlx::query_as(sql).bind(subject).fetch_optional(conn.sql()).await?;
    row.map_or_else(|| Ok(Failures::default()), |row| from_row(subject, row))
}

/// The same, and nobody else changes it until this transaction ends. What was last seen before `since` is forgotten.
pub async fn hold(tx: &mut Tx, subject: &str, now: i64, since: i64) -> Result<Failures, StoreError> {
    let sql = "INSERT INTO login_failure VALUES ($1, 0, $2) ON CONFLICT (subject) DO UPDATE SET failures = \
               CASE WHEN login_failure.last_at < $3 THEN 0 ELSE login_failure.failures END \
               RETURNING failures, last_at";
    let row = sqlx::query_as(sql).bind(subject).bind(now).bind(since).fetch_one(tx.sql()).await?;
    from_row(subject, row)
}

/// Notes one more failure.
pub async fn add_failure(tx: &mut Tx, subject: &str, now: i64) -> Result<(), StoreError> {
    let sql = "INSERT INTO login_failure VALUES ($1, 1, $2) ON CONFLICT (subject) \
               DO UPDATE SET failures = login_failure.failures + 1, last_at = excluded.last_at";
    sqlx::query(sql).bind(subject).bind(now).execute(tx.sql()).await?;
    Ok(())
}

/// Takes one failure back that was noted `at`; where none came after it, the time before it counts again.
pub async fn take_back(tx: &mut Tx, subject: &str, at: i64, before: Failures) -> Result<(), StoreError> {
    let sql = "UPDATE login_failure SET failures = failures - 1, \
               last_at = CASE WHEN last_at = $2 THEN $3 ELSE last_at END WHERE subject = $1 AND failures > 0";
    sqlx::query(sql).bind(subject).bind(at).bind(before.last_at).execute(tx.sql()).await?;
    Ok(())
}

/// Forgets the failures of a subject.
pub async fn forget(tx: &mut Tx, subject: &str) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM login_failure WHERE subject = $1").bind(subject).execute(tx.sql()).await?;
    Ok(())
}

/// Forgets an account's failures, and those of every desk whose subject begins so.
pub async fn forget_everywhere(tx: &mut Tx, account: &str, desks: &str) -> Result<(), StoreError> {
    let sql = "DELETE FROM login_failure WHERE subject = $1 \
               OR substr(subject, 1, length(CAST($2 AS TEXT))) = CAST($2 AS TEXT)";
    sqlx::query(sql).bind(account).bind(desks).execute(tx.sql()).await?;
    Ok(())
}

/// Notes that an account logged in from a desk, and forgets the desk's failures.
pub async fn remember_desk(tx: &mut Tx, desk: &str, now: i64) -> Result<(), StoreError> {
    let sql = "INSERT INTO login_failure VALUES ($1, 0, $2) ON CONFLICT (subject) \
               DO UPDATE SET failures = 0, last_at = excluded.last_at";
    sqlx::query(sql).bind(desk).bind(now).execute(tx.sql()).await?;
    Ok(())
}

/// Whether an account has logged in from this desk since then.
pub async fn knows_desk(conn: &mut Conn, desk: &str, since: i64) -> Result<bool, StoreError> {
    let sql = "SELECT COUNT(*) FROM login_failure WHERE subject = $1 AND last_at >= $2";
    let known: i64 = sqlx::query_scalar(sql).bind(desk).bind(since).fetch_one(conn.sql()).await?;
    Ok(known > 0)
}

/// Removes some of what nobody asks for any more: subjects last seen before `since`, desks before `desks_since`.
/// A hundred at most: each try leaves two rows behind, so they never pile up, and no try waits for a long sweep.
pub async fn sweep(tx: &mut Tx, since: i64, desks_since: i64) -> Result<(), StoreError> {
    let sql = format!(
        "DELETE FROM login_failure WHERE subject IN (SELECT subject FROM login_failure WHERE last_at < $1 \
         AND (subject NOT LIKE 'desk:%' OR last_at < $2) LIMIT 100{})",
        tx.dialect().leaving_out_held_rows()
    );
    sqlx::query(own_sql(sql)).bind(since).bind(desks_since).execute(tx.sql()).await?;
    Ok(())
}

fn from_row(subject: &str, (failures, last_at): (i64, i64)) -> Result<Failures, StoreError> {
    Ok(Failures { count: count("login_failure", "failures", subject, failures)?, last_at })
}
