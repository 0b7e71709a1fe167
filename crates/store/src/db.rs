//! Connections. SQLite has one writer with a queue in front and a pool of readers; PostgreSQL writes from its pool.
//! The caller of `write` sees only a transaction that has or has not reached the disk.

use std::ops::{Deref, DerefMut};
use std::path::Path;
use std::sync::Once;

use futures_util::future::BoxFuture;
use sqlx::any::{Any, AnyPoolOptions};
use sqlx::pool::PoolConnection;
use sqlx::{AnyConnection, AnyPool, AssertSqlSafe};

use crate::dialect::Dialect;
use crate::migrate::Until;
use crate::writer::Writer;
use crate::{StoreError, migrate};

/// Where a database is.
#[derive(Clone, Debug)]
pub enum Place<'a> {
    /// A SQLite file; made if it is not there.
    File(&'a Path),
    /// `postgres://…`
    Server(&'a str),
}

/// The database of this process. Cheap to clone.
#[derive(Clone)]
pub struct Db {
    dialect: Dialect,
    readers: AnyPool,
    writer: Option<Writer>,
}

/// One connection that reads.
pub struct Conn {
    inner: Option<PoolConnection<Any>>,
    dialect: Dialect,
}

/// One transaction that writes. It counts the audit events recorded in it.
pub struct Tx {
    conn: Conn,
    events: u32,
    finished: bool,
}

impl Db {
    /// Opens the database, brings its tables up to date and starts the writer.
    ///
    /// # Errors
    /// [`StoreError::Migration`] if a newer version made it; [`StoreError::OldSqlite`]; or the database's own.
    pub async fn open(place: Place<'_>) -> Result<Self, StoreError> {
        Self::open_at(place, Until::Newest).await
    }

    /// The same with the tables of an earlier version, for rows that were copied from them.
    pub(crate) async fn open_at(place: Place<'_>, until: Until) -> Result<Self, StoreError> {
        static DRIVERS: Once = Once::new();
        DRIVERS.call_once(sqlx::any::install_default_drivers);
        match place {
            Place::File(path) => Self::open_file(&sqlite_url(path), until).await,
            Place::Server(url) => Self::open_server(url, until).await,
        }
    }

    async fn open_file(url: &str, until: Until) -> Result<Self, StoreError> {
        let dialect = Dialect::Sqlite;
        let single = pool(dialect, 1, "").connect(url).await?;
        let mut conn = Conn::acquire(&single, dialect).await?;
        refuse_old_sqlite(&mut conn).await?;
        migrate::run(&mut conn, until).await?;
        let readers = pool(dialect, 6, "PRAGMA query_only = ON;").connect(url).await?;
        Ok(Self { dialect, readers, writer: Some(Writer::start(Tx::new(conn))) })
    }

    async fn open_server(url: &str, until: Until) -> Result<Self, StoreError> {
        let dialect = Dialect::Postgres;
        let readers = pool(dialect, 16, "").connect(url).await?;
        migrate::run(&mut Conn::acquire(&readers, dialect).await?, until).await?;
        Ok(Self { dialect, readers, writer: None })
    }

    pub fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// A connection to read from; what it reads is committed.
    pub async fn reader(&self) -> Result<Conn, StoreError> {
        Conn::acquire(&self.readers, self.dialect).await
    }

    /// Runs `work` in a transaction. `Ok` leaves only after the commit reached the disk; an `Err` of `work` keeps
    /// nothing. Inside there is no waiting on network, files or password hashing: others queue behind it.
    pub async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<T, E>> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        match &self.writer {
            Some(writer) => writer.write(work).await,
            None => self.write_directly(work).await,
        }
    }

    async fn write_directly<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<T, E>> + Send,
        E: From<StoreError>,
    {
        let mut tx = Tx::new(self.reader().await?);
        // Whoever is cut off from here on must not leave an open transaction to the next user of this connection.
        tx.finished = false;
        tx.run(self.dialect.begin()).await?;
        match work(&mut tx).await {
            #[cfg(feature = "insecure-acknowledges-early")]
            Ok(value) => {
                crate::broken::commit_later(tx);
                Ok(value)
            }
            #[cfg(not(feature = "insecure-acknowledges-early"))]
            Ok(value) => {
                tx.run("COMMIT").await?;
                tx.finished = true;
                Ok(value)
            }
            Err(refused) => {
                tx.run("ROLLBACK").await?;
                tx.finished = true;
                Err(refused)
            }
        }
    }

    /// Waits for what is being written and closes every connection.
    pub async fn close(self) {
        self.readers.close().await;
        if let Some(writer) = self.writer {
            writer.stop().await;
        }
    }
}

impl Conn {
    async fn acquire(pool: &AnyPool, dialect: Dialect) -> Result<Self, StoreError> {
        Ok(Self { inner: Some(pool.acquire().await?), dialect })
    }

    pub fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// The connection as sqlx wants it.
    ///
    /// # Panics
    /// Never: the connection is only taken out when it is dropped.
    pub(crate) fn sql(&mut self) -> &mut AnyConnection {
        self.inner.as_deref_mut().expect("a connection is only taken out when it is dropped")
    }

    /// Closes the connection instead of giving it back to the pool, where somebody else would find it half way
    /// through a transaction. Only from `drop`.
    pub(crate) fn give_up(&mut self) {
        if let Some(connection) = self.inner.take() {
            drop(connection.detach());
        }
    }

    pub(crate) async fn run(&mut self, statement: &'static str) -> Result<(), StoreError> {
        sqlx::raw_sql(statement).execute(self.sql()).await?;
        Ok(())
    }
}

impl Tx {
    pub(crate) fn new(conn: Conn) -> Self {
        Self { conn, events: 0, finished: true }
    }

    /// Audit events recorded so far in this transaction.
    pub fn events(&self) -> u32 {
        self.events
    }

    /// Closes its connection; a SQLite file is whole by itself once the last one is closed.
    pub(crate) async fn close(mut self) {
        if let Some(connection) = self.conn.inner.take() {
            let _ = connection.close().await;
        }
    }

    /// Its transaction has ended; the connection may go back to the pool.
    #[cfg(feature = "insecure-acknowledges-early")]
    pub(crate) fn finish(&mut self) {
        self.finished = true;
    }

    pub(crate) fn count_event(&mut self) {
        self.events += 1;
    }
    pub(crate) fn forget_events(&mut self) {
        self.events = 0;
    }
}

impl Deref for Tx {
    type Target = Conn;
    fn deref(&self) -> &Conn {
        &self.conn
    }
}

impl DerefMut for Tx {
    fn deref_mut(&mut self) -> &mut Conn {
        &mut self.conn
    }
}

impl Drop for Tx {
    /// A transaction that was cut off half way must not go back to the pool: its connection is closed instead.
    fn drop(&mut self) {
        if !self.finished {
            self.conn.give_up();
        }
    }
}

fn pool(dialect: Dialect, size: u32, then: &'static str) -> AnyPoolOptions {
    AnyPoolOptions::new().max_connections(size).max_lifetime(None).idle_timeout(None).after_connect(
        move |conn, _| {
            Box::pin(async move {
                sqlx::raw_sql(dialect.session_statements()).execute(&mut *conn).await?;
                sqlx::raw_sql(then).execute(conn).await?;
                Ok(())
            })
        },
    )
}

fn sqlite_url(path: &Path) -> String {
    let encode = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' | b':' => {
            char::from(byte).to_string()
        }
        other => format!("%{other:02X}"),
    };
    let encoded: String = path.to_string_lossy().bytes().map(encode).collect();
    format!("sqlite://{encoded}?mode=rwc")
}

/// 3.51.3 is the first version in which two connections cannot corrupt the file at a WAL reset.
async fn refuse_old_sqlite(conn: &mut Conn) -> Result<(), StoreError> {
    let version: String = sqlx::query_scalar("SELECT sqlite_version()").fetch_one(conn.sql()).await?;
    let numbers: Vec<u32> = version.split('.').filter_map(|part| part.parse().ok()).collect();
    if numbers < vec![3, 51, 3] { Err(StoreError::OldSqlite(version)) } else { Ok(()) }
}

/// Statements whose text is made from table names of our own; never from anything a user typed.
pub(crate) fn own_sql(text: String) -> AssertSqlSafe<String> {
    AssertSqlSafe(text)
}

/// `($1, $2), ($3, $4)`: the places of so many rows of so many columns.
pub(crate) fn places(rows: usize, columns: usize) -> String {
    let row = |row: usize| {
        let places: Vec<String> =
            (1..=columns).map(|column| format!("${}", row * columns + column)).collect();
        format!("({})", places.join(", "))
    };
    (0..rows).map(row).collect::<Vec<_>>().join(", ")
}
