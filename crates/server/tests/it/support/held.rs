//! A database that is busy for longer than anybody waits.

use std::time::Duration;

use tenken_domain::id::RoundId;
use tenken_store::{StoreError, dialect};

use super::Server;

/// A transaction of somebody else that keeps the round, and on SQLite the whole database, from being written.
pub struct Held {
    release: tokio::sync::oneshot::Sender<()>,
    runtime: tokio::runtime::Runtime,
}

impl Held {
    pub fn round(server: &Server, round: RoundId) -> Self {
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        let db = runtime.block_on(server.database());
        let (release, released) = tokio::sync::oneshot::channel();
        let (hold, held) = std::sync::mpsc::channel();
        runtime.spawn(async move {
            let work = db.write(move |tx| {
                Box::pin(async move {
                    dialect::lock_round(tx, round.as_str()).await?;
                    hold.send(()).expect("the test waits");
                    let _ = released.await;
                    Ok::<(), StoreError>(())
                })
            });
            work.await
        });
        held.recv_timeout(Duration::from_secs(20)).expect("the round is held");
        Self { release, runtime }
    }

    pub fn let_go(self) {
        self.release.send(()).expect("somebody holds it");
        self.runtime.shutdown_timeout(Duration::from_secs(5));
    }
}
