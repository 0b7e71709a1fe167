//! Brings the tables up to date. `both/` runs on either engine, the other folders only where the engines must differ.
//! A database that a newer version made is refused.

use include_dir::{Dir, include_dir};
use sqlx::SqlSafeStr;
use sqlx::migrate::{Migration, MigrationType, Migrator};

use crate::db::own_sql;
use crate::dialect::Dialect;
use crate::{Conn, StoreError};

static MIGRATIONS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/migrations");

/// How far to go.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Until {
    Newest,
    Version(i64),
}

/// The version this program brings tables to.
pub(crate) fn newest() -> i64 {
    ["both", "sqlite"].into_iter().flat_map(folder).map(|migration| migration.version).max().unwrap_or(0)
}

/// Runs what has not run yet, in the order of the numbers.
pub(crate) async fn run(conn: &mut Conn, until: Until) -> Result<(), StoreError> {
    let own = match conn.dialect() {
        Dialect::Sqlite => "sqlite",
        Dialect::Postgres => "postgres",
    };
    let mut migrations: Vec<Migration> = ["both", own].into_iter().flat_map(folder).collect();
    if let Until::Version(last) = until {
        migrations.retain(|migration| migration.version <= last);
    }
    migrations.sort_by_key(|migration| migration.version);
    Migrator::with_migrations(migrations).run(conn.sql()).await?;
    Ok(())
}

/// `0002_anonymous.sql` is migration 2, «anonymous».
fn folder(name: &'static str) -> impl Iterator<Item = Migration> {
    MIGRATIONS.get_dir(name).into_iter().flat_map(Dir::files).filter_map(|file| {
        let (number, title) = file.path().file_stem()?.to_str()?.split_once('_')?;
        let sql = own_sql(file.contents_utf8()?.to_owned()).into_sql_str();
        Some(Migration::new(number.parse().ok()?, title.to_owned().into(), MigrationType::Simple, sql, false))
    })
}
