//! Files between their preview and the yes of whoever sent them. This file cannot open them.

use tenken_domain::id::{AccountId, FacilityId};

use crate::{Conn, StoreError, Tx};

/// A file that waits.
#[derive(Clone, Debug)]
pub struct Upload {
    /// Random, without order or time.
    pub id: String,
    pub account: AccountId,
    /// What it is to be used for (`people`).
    pub purpose: &'static str,
    pub file_name: String,
    pub sealed: String,
    /// When it came; milliseconds UTC.
    pub at: i64,
}

pub async fn insert(tx: &mut Tx, facility: &FacilityId, upload: &Upload) -> Result<(), StoreError> {
    let sql = "INSERT INTO upload (id, facility_id, account_id, purpose, file_name, sealed, at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7)";
    sqlx::query(sql)
        .bind(&upload.id)
        .bind(facility.as_str())
        .bind(upload.account.as_str())
        .bind(upload.purpose)
        .bind(&upload.file_name)
        .bind(&upload.sealed)
        .bind(upload.at)
        .execute(tx.sql())
        .await?;
    Ok(())
}

/// Name and sealed content of a file that this account sent for this purpose, not before a moment (milliseconds UTC).
pub async fn find(
    conn: &mut Conn,
    (account, purpose): (&AccountId, &str),
    id: &str,
    not_before: i64,
) -> Result<Option<(String, String)>, StoreError> {
    let sql = "SELECT file_name, sealed FROM upload WHERE id = $1 AND account_id = $2 AND purpose = $3 AND at >= $4";
    let query = sqlx::query_as(sql).bind(id).bind(account.as_str()).bind(purpose).bind(not_before);
    Ok(query.fetch_optional(conn.sql()).await?)
}

/// Removes a file that this account sent; whether there was one.
pub async fn delete(tx: &mut Tx, account: &AccountId, id: &str) -> Result<bool, StoreError> {
    let sql = "DELETE FROM upload WHERE id = $1 AND account_id = $2";
    let done = sqlx::query(sql).bind(id).bind(account.as_str()).execute(tx.sql()).await?;
    Ok(done.rows_affected() > 0)
}

/// Removes every file of an account for this purpose: a new one takes the place of the last.
pub async fn delete_of(tx: &mut Tx, account: &AccountId, purpose: &str) -> Result<(), StoreError> {
    let sql = "DELETE FROM upload WHERE account_id = $1 AND purpose = $2";
    sqlx::query(sql).bind(account.as_str()).bind(purpose).execute(tx.sql()).await?;
    Ok(())
}

/// Whether any file came before a moment (milliseconds UTC).
pub async fn any_before(conn: &mut Conn, moment: i64) -> Result<bool, StoreError> {
    let sql = "SELECT id FROM upload WHERE at < $1 LIMIT 1";
    let found: Option<(String,)> = sqlx::query_as(sql).bind(moment).fetch_optional(conn.sql()).await?;
    Ok(found.is_some())
}

/// Removes every file that came before a moment (milliseconds UTC).
pub async fn delete_before(tx: &mut Tx, moment: i64) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM upload WHERE at < $1").bind(moment).execute(tx.sql()).await?;
    Ok(())
}
