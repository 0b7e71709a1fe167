//! The only file that asks which database it is. Everything here exists because the two engines must differ.

use crate::{StoreError, Tx};

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

    /// Begins to read as one moment saw it, without keeping anybody from writing.
    pub(crate) const fn begin_snapshot(self) -> &'static str {
        match self {
            Self::Sqlite => "BEGIN",
            Self::Postgres => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        }
    }

    /// At the end of a selection: rows that others are about to change are nobody's business now.
    pub(crate) const fn leaving_out_held_rows(self) -> &'static str {
        match self {
            Self::Sqlite => "",
            Self::Postgres => " FOR UPDATE SKIP LOCKED",
        }
    }

    /// The names of all tables but the list of migrations, in the order in which they were made.
    pub(crate) const fn tables(self) -> &'static str {
        match self {
            Self::Sqlite => {
                "SELECT name FROM sqlite_master WHERE type = 'table' AND substr(name, 1, 7) <> 'sqlite_' \
                 AND name <> '_sqlx_migrations' ORDER BY rowid"
            }
            Self::Postgres => {
                "SELECT relname::text FROM pg_class WHERE relkind = 'r' AND relname <> '_sqlx_migrations' \
                 AND relnamespace = current_schema()::regnamespace ORDER BY oid"
            }
        }
    }

    /// Name and type of each column of the table `$1`.
    pub(crate) const fn columns(self) -> &'static str {
        match self {
            Self::Sqlite => "SELECT name, lower(type) FROM pragma_table_info($1) ORDER BY cid",
            Self::Postgres => {
                "SELECT column_name::text, data_type::text FROM information_schema.columns \
                 WHERE table_schema = current_schema() AND table_name = $1 ORDER BY ordinal_position"
            }
        }
    }

    /// Lets rows arrive in any order: references are checked at the end of this transaction.
    pub(crate) const fn defer_references(self) -> &'static str {
        match self {
            Self::Sqlite => "PRAGMA defer_foreign_keys = ON",
            Self::Postgres => {
                "DO $$ DECLARE one RECORD; BEGIN \
                 FOR one IN SELECT conrelid::regclass AS holder, conname FROM pg_constraint WHERE contype = 'f' \
                 AND connamespace = current_schema()::regnamespace LOOP \
                 EXECUTE format('ALTER TABLE %s ALTER CONSTRAINT %I DEFERRABLE INITIALLY DEFERRED', one.holder, one.conname); \
                 END LOOP; END $$"
            }
        }
    }

    /// Checks the references now, and each at once from here on.
    pub(crate) const fn check_references(self) -> &'static str {
        match self {
            Self::Sqlite => "SELECT 1",
            Self::Postgres => {
                "SET CONSTRAINTS ALL IMMEDIATE; DO $$ DECLARE one RECORD; BEGIN \
                 FOR one IN SELECT conrelid::regclass AS holder, conname FROM pg_constraint WHERE contype = 'f' \
                 AND connamespace = current_schema()::regnamespace LOOP \
                 EXECUTE format('ALTER TABLE %s ALTER CONSTRAINT %I NOT DEFERRABLE', one.holder, one.conname); \
                 END LOOP; END $$"
            }
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

/// Keeps two transactions from deciding at the same time about a hospital: its accounts, departments, occupations.
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

/// Keeps two transactions from both finding an empty installation. There is no row to lock yet, so the table is.
pub async fn lock_installation(tx: &mut Tx) -> Result<(), StoreError> {
    match tx.dialect() {
        Dialect::Sqlite => Ok(()),
        Dialect::Postgres => tx.run("LOCK TABLE facility IN SHARE ROW EXCLUSIVE MODE").await,
    }
}
