//! Every row of an installation, for comparing two of them.

use std::collections::BTreeMap;
use std::path::Path;

use futures_util::StreamExt;
use tenken_store::copy::{self, Snapshot, Value};
use tenken_store::{Db, Place};

/// The rows of each table.
pub type Rows = BTreeMap<String, Vec<Vec<Value>>>;

/// Reads them, whether a server runs on them or not.
pub fn read(data: &Path, database: Option<&str>) -> Rows {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let file = data.join("tenken.db");
        let db = Db::open(database.map_or(Place::File(&file), Place::Server)).await.expect("a database");
        let mut snapshot = Snapshot::begin(&db).await.expect("a snapshot");
        let mut all = Rows::new();
        for table in copy::tables(&mut snapshot).await.expect("tables") {
            let rows = copy::rows(&mut snapshot, &table).map(|row| row.expect("a row")).collect().await;
            all.insert(table.name, rows);
        }
        snapshot.end().await.expect("the end");
        db.close().await;
        all
    })
}
