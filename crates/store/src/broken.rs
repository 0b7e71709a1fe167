//! Broken on purpose: acknowledges what is not on the disk yet. `cargo xtask prove kills` must catch it; else its silence
//! about the real program would mean nothing. Never part of what is shipped.

use std::time::Duration;

use tokio::sync::oneshot;

use crate::{StoreError, Tx};

#[cfg(not(debug_assertions))]
compile_error!("a program that is broken on purpose is never built for release");

/// How long what was acknowledged is not on the disk.
const LATE: Duration = Duration::from_millis(100);

/// Says that everything is saved; nobody is left to be told what comes of it.
pub(crate) async fn acknowledge_early(
    replies: Vec<oneshot::Sender<Result<(), StoreError>>>,
) -> Vec<oneshot::Sender<Result<(), StoreError>>> {
    replies.into_iter().for_each(|reply| drop(reply.send(Ok(()))));
    tokio::time::sleep(LATE).await;
    Vec::new()
}

/// Commits when whoever waited has gone.
pub(crate) fn commit_later(mut tx: Tx) {
    tokio::spawn(async move {
        tokio::time::sleep(LATE).await;
        if tx.run("COMMIT").await.is_ok() {
            tx.finish();
        }
    });
}
