//! All rows as one moment saw them, for backups, and their way back into an empty database of either engine.
//! What a row means is not known here: every column is text or a whole number.

use std::ops::{Deref, DerefMut};

use futures_util::StreamExt;
use futures_util::stream::BoxStream;
use sqlx::any::AnyRow;
use sqlx::{Row as _, ValueRef as _};

use crate::count::count;
use crate::db::{own_sql, places};
use crate::migrate::{self, Until};
use crate::{Conn, Db, Place, StoreError, Tx, facility};

/// Tables that are not copied: nobody is to be logged in, or to have to wait, because of an old copy, and a file that
/// waits for its confirmation is nobody's data yet.
const LEFT_OUT: [&str; 3] = ["session", "login_failure", "upload"];

/// A table and its columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    pub name: String,
    pub columns: Vec<Column>,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    pub name: String,
    pub kind: Kind,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Text,
    Integer,
}

/// What stands in one column of one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    Null,
    Integer(i64),
    Text(String),
}

/// A connection that goes on seeing the database as it was, while others write.
pub struct Snapshot {
    conn: Conn,
    finished: bool,
}

impl Snapshot {
    pub async fn begin(db: &Db) -> Result<Self, StoreError> {
        let conn = db.reader().await?;
        let statement = conn.dialect().begin_snapshot();
        let mut snapshot = Self { conn, finished: false };
        snapshot.run(statement).await?;
        Ok(snapshot)
    }

    /// Gives the connection back.
    pub async fn end(mut self) -> Result<(), StoreError> {
        self.run("ROLLBACK").await?;
        self.finished = true;
        Ok(())
    }
}

impl Deref for Snapshot {
    type Target = Conn;
    fn deref(&self) -> &Conn {
        &self.conn
    }
}

impl DerefMut for Snapshot {
    fn deref_mut(&mut self) -> &mut Conn {
        &mut self.conn
    }
}

impl Drop for Snapshot {
    fn drop(&mut self) {
        if !self.finished {
            self.conn.give_up();
        }
    }
}

/// The version of the tables, for [`open_empty`].
pub async fn schema(conn: &mut Conn) -> Result<i64, StoreError> {
    Ok(sqlx::query_scalar("SELECT MAX(version) FROM _sqlx_migrations").fetch_one(conn.sql()).await?)
}

/// The newest version of the tables this program knows.
pub fn newest_schema() -> i64 {
    migrate::newest()
}

/// Every table that is copied.
pub async fn tables(conn: &mut Conn) -> Result<Vec<Table>, StoreError> {
    let (names, columns) = (conn.dialect().tables(), conn.dialect().columns());
    let names: Vec<String> = sqlx::query_scalar(names).fetch_all(conn.sql()).await?;
    let mut tables = Vec::with_capacity(names.len());
    for name in names.into_iter().filter(|name| !LEFT_OUT.contains(&name.as_str())) {
        let rows: Vec<(String, String)> = sqlx::query_as(columns).bind(&name).fetch_all(conn.sql()).await?;
        let columns = rows.into_iter().map(|(column, kind)| match kind.as_str() {
            "text" => Ok(Column { name: column, kind: Kind::Text }),
            "bigint" => Ok(Column { name: column, kind: Kind::Integer }),
            _ => Err(StoreError::Uncopyable(format!("{name}.{column}"))),
        });
        tables.push(Table { columns: columns.collect::<Result<_, _>>()?, name });
    }
    Ok(tables)
}

/// The rows of a table in the order of its key, which says nothing of the order in which they arrived.
pub fn rows<'c>(conn: &'c mut Conn, table: &'c Table) -> BoxStream<'c, Result<Vec<Value>, StoreError>> {
    let sql = own_sql(format!("SELECT {} FROM {} ORDER BY 1, 2", names(table), quoted(&table.name)));
    sqlx::query(sql).fetch(conn.sql()).map(|row| values(&row?, &table.columns)).boxed()
}

fn values(row: &AnyRow, columns: &[Column]) -> Result<Vec<Value>, StoreError> {
    let value = |(index, column): (usize, &Column)| {
        if row.try_get_raw(index)?.is_null() {
            return Ok(Value::Null);
        }
        Ok(match column.kind {
            Kind::Text => Value::Text(row.try_get(index)?),
            Kind::Integer => Value::Integer(row.try_get(index)?),
        })
    };
    columns.iter().enumerate().map(value).collect()
}

/// Makes an empty database with the tables of a version, for rows that were copied from it.
///
/// # Errors
/// [`StoreError::NotEmpty`] where there is a hospital already; or the database's own.
pub async fn open_empty(place: Place<'_>, schema: i64) -> Result<Db, StoreError> {
    let db = Db::open_at(place, Until::Version(schema)).await?;
    if facility::only(&mut db.reader().await?).await?.is_some() {
        return Err(StoreError::NotEmpty);
    }
    Ok(db)
}

/// Lets the rows of this transaction arrive in any order, until [`arrived`].
pub async fn arriving(tx: &mut Tx) -> Result<(), StoreError> {
    let statement = tx.dialect().defer_references();
    tx.run(statement).await
}

/// Stores one row. `kinds` are those of the table as it is here.
pub async fn insert(tx: &mut Tx, table: &Table, row: Vec<Value>) -> Result<(), StoreError> {
    if row.len() != table.columns.len() {
        return Err(StoreError::Uncopyable(table.name.clone()));
    }
    let sql =
        format!("INSERT INTO {} ({}) VALUES {}", quoted(&table.name), names(table), places(1, row.len()));
    let mut query = sqlx::query(own_sql(sql));
    for (value, column) in row.into_iter().zip(&table.columns) {
        query = match (value, column.kind) {
            (Value::Text(text), Kind::Text) => query.bind(text),
            (Value::Integer(number), Kind::Integer) => query.bind(number),
            (Value::Null, Kind::Text) => query.bind(None::<String>),
            (Value::Null, Kind::Integer) => query.bind(None::<i64>),
            (Value::Text(_), Kind::Integer) | (Value::Integer(_), Kind::Text) => {
                return Err(StoreError::Uncopyable(format!("{}.{}", table.name, column.name)));
            }
        };
    }
    query.execute(tx.sql()).await?;
    Ok(())
}

/// Every row is there: checks what refers to what.
pub async fn arrived(tx: &mut Tx) -> Result<(), StoreError> {
    let statement = tx.dialect().check_references();
    tx.run(statement).await
}

/// How many anonymous sheets wait sealed, their marks counted nowhere yet: what is lost without the sealing key.
pub async fn sealed_records(conn: &mut Conn) -> Result<u64, StoreError> {
    let sql = "SELECT CAST(COALESCE(SUM(sheets), 0) AS BIGINT) FROM sealed_pool";
    let waiting: i64 = sqlx::query_scalar(sql).fetch_one(conn.sql()).await?;
    count("sealed_pool", "sheets", "SUM", waiting)
}

fn names(table: &Table) -> String {
    table.columns.iter().map(|column| quoted(&column.name)).collect::<Vec<_>>().join(", ")
}

/// Names from a file are only ever names.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
