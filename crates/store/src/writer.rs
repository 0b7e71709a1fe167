//! The queue in front of SQLite's one writer: what waits is gathered into one commit, a savepoint each, so that one
//! refused write does not fail its neighbours and one fsync serves them all.

use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, PoisonError};

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use tokio::sync::{mpsc, oneshot};

use crate::dialect::Dialect;
use crate::{StoreError, Tx};

/// Most writes gathered into one commit.
const BATCH: usize = 256;
/// Most writes that may wait; more must wait to be let in.
const QUEUE: usize = 4096;

/// Whether what a job wrote is to stay.
enum Verdict {
    Keep,
    Discard,
}

type Work = Box<dyn for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Verdict> + Send>;

struct Job {
    work: Work,
    done: oneshot::Sender<Result<(), StoreError>>,
}

enum Message {
    Write(Job),
    /// Close the connection; everything sent before is written first.
    Stop(oneshot::Sender<()>),
}

/// A handle to the writer; cheap to clone.
#[derive(Clone)]
pub(crate) struct Writer {
    queue: mpsc::Sender<Message>,
}

impl Writer {
    /// Takes over the one connection that may write.
    pub(crate) fn start(tx: Tx) -> Self {
        let (queue, jobs) = mpsc::channel(QUEUE);
        tokio::spawn(serve(tx, jobs));
        Self { queue }
    }

    pub(crate) async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<T, E>> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let slot = Arc::new(Mutex::new(None));
        let filled = Arc::clone(&slot);
        let work: Work = Box::new(move |tx| {
            let working = work(tx);
            Box::pin(async move {
                let outcome = working.await;
                let verdict = if outcome.is_ok() { Verdict::Keep } else { Verdict::Discard };
                *filled.lock().unwrap_or_else(PoisonError::into_inner) = Some(outcome);
                verdict
            })
        });
        let (done, committed) = oneshot::channel();
        let stopped = || StoreError::NotSaved("the writer has stopped".to_owned());
        self.queue.send(Message::Write(Job { work, done })).await.map_err(|_| stopped())?;
        let committed = committed.await.unwrap_or_else(|_| Err(stopped()));
        let outcome = slot.lock().unwrap_or_else(PoisonError::into_inner).take();
        match (outcome, committed) {
            (Some(Err(refused)), _) => Err(refused),
            (_, Err(failed)) => Err(failed.into()),
            (Some(Ok(value)), Ok(())) => Ok(value),
            (None, Ok(())) => Err(StoreError::NotSaved("the write broke off".to_owned()).into()),
        }
    }

    /// Lets everything that waits be written first; the connection is closed when this returns.
    pub(crate) async fn stop(self) {
        let (done, closed) = oneshot::channel();
        if self.queue.send(Message::Stop(done)).await.is_ok() {
            let _ = closed.await;
        }
    }
}

async fn serve(mut tx: Tx, mut messages: mpsc::Receiver<Message>) {
    let mut waiting = Vec::with_capacity(BATCH);
    while messages.recv_many(&mut waiting, BATCH).await > 0 {
        let (mut works, mut replies, mut stop) = (Vec::new(), Vec::new(), None);
        for message in waiting.drain(..) {
            match message {
                Message::Write(job) => {
                    works.push(job.work);
                    replies.push(job.done);
                }
                Message::Stop(done) => stop = Some(done),
            }
        }
        write_and_reply(&mut tx, works, replies).await;
        if let Some(done) = stop {
            tx.close().await;
            let _ = done.send(());
            return;
        }
    }
}

async fn write_and_reply(
    tx: &mut Tx,
    works: Vec<Work>,
    replies: Vec<oneshot::Sender<Result<(), StoreError>>>,
) {
    let written = write_all(tx, works).await;
    #[cfg(feature = "insecure-acknowledges-early")]
    let replies = crate::broken::acknowledge_early(replies).await;
    let committed = match written {
        Ok(()) => tx.run("COMMIT").await,
        Err(failed) => Err(failed),
    };
    match committed {
        Ok(()) => replies.into_iter().for_each(|reply| drop(reply.send(Ok(())))),
        Err(failed) => {
            // The engine may have rolled back already; then this statement fails, which is just as well.
            let _ = tx.run("ROLLBACK").await;
            let why = failed.to_string();
            replies.into_iter().for_each(|reply| drop(reply.send(Err(StoreError::NotSaved(why.clone())))));
        }
    }
}

async fn write_all(tx: &mut Tx, works: Vec<Work>) -> Result<(), StoreError> {
    tx.run(Dialect::Sqlite.begin()).await?;
    for work in works {
        tx.run("SAVEPOINT one").await?;
        tx.forget_events();
        match AssertUnwindSafe(work(tx)).catch_unwind().await {
            Ok(Verdict::Keep) => tx.run("RELEASE one").await?,
            Ok(Verdict::Discard) | Err(_) => tx.run("ROLLBACK TO one; RELEASE one").await?,
        }
    }
    Ok(())
}
