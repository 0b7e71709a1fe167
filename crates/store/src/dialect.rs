//! The only file that asks which database it is. Everything here exists because the two engines must differ.

use crate::{Conn, StoreError, Tx};

/// The two engines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    Sqlite,
    Postgres,
}

impl Dialect {
    /// Statements each new connection runs first. FULL: an acknowledged commit survives a power cut.
    pub(crate) const fn session_statements(self) -> &'static str {
        match self {
            Self::Sqlite => {
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; \
                 PRAGMA busy_timeout = 5000; PRAGMA secure_delete = ON;"
            }
            Self::Postgres => "SET synchronous_commit = on; SET lock_timeout = '10s';",
        }
    }

    pub(crate) const fn begin(self) -> &'static str {
        match self {
            Self::Sqlite => "BEGIN IMMEDIATE",
            Self::Postgres => "BEGIN",
        }
    }
}

/// Keeps the round from changing until this transaction ends. SQLite has one writer and needs no lock.
///
/// PostgreSQL locks nothing for a row that does not exist yet, so everything that counts locks its round first.
pub async fn lock_round(tx: &mut Tx, round: &str) -> Result<(), StoreError> {
    match tx.dialect() {
        Dialect::Sqlite => Ok(()),
        Dialect::Postgres => {
            sqlx::query("SELECT 1 FROM round WHERE id = $1 FOR UPDATE").bind(round).execute(tx.sql()).await?;
            Ok(())
        }
    }
}

/// Keeps two transactions from deciding at the same time about the accounts of a hospital.
pub async fn lock_facility(tx: &mut Tx, facility: &str) -> Result<(), StoreError> {
    match tx.dialect() {
        Dialect::Sqlite => Ok(()),
        Dialect::Postgres => {
            let sql = "SELECT 1 FROM facility WHERE id = $1 FOR UPDATE";
            sqlx::query(sql).bind(facility).execute(tx.sql()).await?;
            Ok(())
        }
    }
}

/// Bytes of the database as it stands, for the backup page.
pub async fn size(conn: &mut Conn) -> Result<u64, StoreError> {
    let sql = match conn.dialect() {
        Dialect::Sqlite => "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()",
        Dialect::Postgres => "SELECT pg_database_size(current_database())",
    };
    let bytes: i64 = sqlx::query_scalar(sql).fetch_one(conn.sql()).await?;
    Ok(bytes.unsigned_abs())
}

/// Writes a consistent copy of the whole database to a new file while others go on reading and writing.
/// Only SQLite: a PostgreSQL database is copied row by row.
pub async fn copy_to_file(conn: &mut Conn, path: &str) -> Result<(), StoreError> {
    sqlx::query("VACUUM INTO $1").bind(path).execute(conn.sql()).await?;
    Ok(())
}
