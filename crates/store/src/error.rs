//! What can go wrong below the actions. A rule that refuses is not an error of the store.

/// A failure of the database, or a row that cannot be.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database refused or failed; nothing of the transaction was kept.
    #[error("database: {0}")]
    Database(#[from] sqlx::Error),
    /// The database was made by a newer version, or a migration failed.
    #[error("migration: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// The commit did not reach the disk: nothing was saved.
    #[error("not saved: {0}")]
    NotSaved(String),
    /// A stored row that the domain does not know: table, column, id.
    #[error("impossible row: {table}.{column} of {id}")]
    ImpossibleRow { table: &'static str, column: &'static str, id: String },
    /// Rows can only be copied into a database without any.
    #[error("the database is not empty")]
    NotEmpty,
    /// A table or column that cannot be copied as text and whole numbers.
    #[error("cannot copy {0}")]
    Uncopyable(String),
    /// The bundled SQLite is older than the first version without the WAL-reset bug.
    #[error("SQLite {0} is too old")]
    OldSqlite(String),
}

impl StoreError {
    /// Names the place of a row that cannot be.
    pub fn impossible(table: &'static str, column: &'static str, id: &str) -> Self {
        Self::ImpossibleRow { table, column, id: id.to_owned() }
    }
}
