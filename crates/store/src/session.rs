//! Sessions: who is logged in from where. The cookie's secret is stored as its SHA-256 only.

use tenken_domain::id::AccountId;

use crate::{Conn, StoreError, Tx};

/// How far a login has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The password was right; the second factor is still to come.
    SecondFactor,
    LoggedIn,
}

impl Stage {
    const fn code(self) -> &'static str {
        match self {
            Self::SecondFactor => "second-factor",
            Self::LoggedIn => "logged-in",
        }
    }
}

/// One session. Times are milliseconds UTC.
#[derive(Clone, Debug)]
pub struct Session {
    pub id_hash: String,
    pub account: AccountId,
    pub stage: Stage,
    pub source: String,
    pub created_at: i64,
    pub seen_at: i64,
}

type Row = (String, String, String, String, i64, i64);

pub async fn insert(tx: &mut Tx, session: &Session) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO session VALUES ($1, $2, $3, $4, $5, $6)")
        .bind(&session.id_hash)
        .bind(session.account.as_str())
        .bind(session.stage.code())
        .bind(&session.source)
        .bind(session.created_at)
        .bind(session.seen_at)
        .execute(tx.sql())
        .await?;
    Ok(())
}

/// The session whose secret has this hash.
pub async fn find(conn: &mut Conn, id_hash: &str) -> Result<Option<Session>, StoreError> {
    let sql =
        "SELECT id_hash, account_id, stage, source, created_at, seen_at FROM session WHERE id_hash = $1";
    let row: Option<Row> = sqlx::query_as(sql).bind(id_hash).fetch_optional(conn.sql()).await?;
    row.map(from_row).transpose()
}

/// All sessions of an account, newest first.
pub async fn of_account(conn: &mut Conn, account: &AccountId) -> Result<Vec<Session>, StoreError> {
    let sql = "SELECT id_hash, account_id, stage, source, created_at, seen_at FROM session WHERE account_id = $1 \
               ORDER BY created_at DESC";
    let rows: Vec<Row> = sqlx::query_as(sql).bind(account.as_str()).fetch_all(conn.sql()).await?;
    rows.into_iter().map(from_row).collect()
}

/// Notes that a session was used.
pub async fn touch(tx: &mut Tx, id_hash: &str, now: i64) -> Result<(), StoreError> {
    sqlx::query("UPDATE session SET seen_at = $2 WHERE id_hash = $1")
        .bind(id_hash)
        .bind(now)
        .execute(tx.sql())
        .await?;
    Ok(())
}

pub async fn delete(tx: &mut Tx, id_hash: &str) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM session WHERE id_hash = $1").bind(id_hash).execute(tx.sql()).await?;
    Ok(())
}

/// Ends every session of an account but, where given, one.
pub async fn delete_all(tx: &mut Tx, account: &AccountId, but: Option<&str>) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM session WHERE account_id = $1 AND id_hash <> $2")
        .bind(account.as_str())
        .bind(but.unwrap_or_default())
        .execute(tx.sql())
        .await?;
    Ok(())
}

/// Removes sessions that nobody used since `seen_before` or that began before `created_before`.
pub async fn delete_expired(tx: &mut Tx, seen_before: i64, created_before: i64) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM session WHERE seen_at < $1 OR created_at < $2")
        .bind(seen_before)
        .bind(created_before)
        .execute(tx.sql())
        .await?;
    Ok(())
}

fn from_row((id_hash, account, stage, source, created_at, seen_at): Row) -> Result<Session, StoreError> {
    let stage = match stage.as_str() {
        "second-factor" => Stage::SecondFactor,
        "logged-in" => Stage::LoggedIn,
        _ => return Err(StoreError::impossible("session", "stage", &id_hash)),
    };
    Ok(Session { id_hash, account: AccountId::new(account), stage, source, created_at, seen_at })
}
