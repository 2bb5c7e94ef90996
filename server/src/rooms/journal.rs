//! Group commit: what all rooms append at one time becomes one transaction, then each room is told.
//! Owns: [`Journal`]. Does not know: rooms, SQL.

use crate::metrics;
use crate::store::{self, Store, StoreError};
use dossier::sync::room::Write;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{mpsc, oneshot};
use tokio::time::{Instant, timeout_at};

/// Appends that may wait; beyond it, rooms wait.
const QUEUE: usize = 256;
/// Bytes in one transaction, so that one large paste does not delay everybody for long.
const MAX_BATCH: usize = 4 * 1024 * 1024;

/// How long a write may wait until it is kept or is said not to be, and how long the database has
/// at least.
const WITHIN: Duration = Duration::from_secs(12);
const AT_LEAST: Duration = Duration::from_secs(1);

/// What became of an append: the place each write took in its section's log.
pub type Appended = Result<Vec<u64>, Arc<StoreError>>;

/// A handle on the task that writes the log.
#[derive(Clone)]
pub struct Journal {
    queue: mpsc::Sender<Append>,
}

/// The writes of one room, as one unit.
pub struct Append {
    dossier: String,
    writes: Vec<Write>,
    since: Instant,
    answer: oneshot::Sender<Appended>,
}

impl Append {
    pub fn new(dossier: String, writes: Vec<Write>) -> (Append, oneshot::Receiver<Appended>) {
        let (answer, kept) = oneshot::channel();
        (Append { dossier, writes, since: Instant::now(), answer }, kept)
    }

    fn bytes(&self) -> usize {
        self.writes.iter().map(|write| write.update.len()).sum()
    }
}

impl Journal {
    /// Starts the writing task; it ends when every handle is gone and the queue is empty.
    pub fn start(store: Store) -> Journal {
        let (queue, mut waiting) = mpsc::channel::<Append>(QUEUE);
        tokio::spawn(async move {
            while let Some(first) = waiting.recv().await {
                let mut bytes = first.bytes();
                let mut group = vec![first];
                while bytes < MAX_BATCH
                    && let Ok(next) = waiting.try_recv()
                {
                    bytes += next.bytes();
                    group.push(next);
                }
                commit(&store, group).await;
            }
        });
        Journal { queue }
    }

    /// Queues an append; its answer comes when it is durable, or has failed.
    pub async fn append(&self, append: Append) {
        // If the task is gone the answer is dropped with the append, which the room sees.
        let _ = self.queue.send(append).await;
    }
}

async fn commit(store: &Store, group: Vec<Append>) {
    let at = crate::clock::now();
    let rows: Vec<store::dossier::log::Append> = group
        .iter()
        .flat_map(|append| {
            append.writes.iter().map(|write| store::dossier::log::Append {
                dossier: append.dossier.clone(),
                section: write.section,
                member: write.account.clone(),
                at,
                bytes: write.update.clone(),
                client_owners: write.client_owners.clone(),
                rows: write.rows.clone(),
                client_owner: write.client_owner().to_owned(),
            })
        })
        .collect();
    let since = group.iter().map(|append| append.since).min().unwrap_or_else(Instant::now);
    let until = (since + WITHIN).max(Instant::now() + AT_LEAST);
    // Given up in the middle, the transaction is rolled back, or was committed unheard. Then the
    // log has what its writer keeps and sends again: it is there twice, which does no harm.
    let appended = timeout_at(until, store.append(&rows)).await;
    let mut seqs = match appended.unwrap_or(Err(StoreError::Silent)) {
        Ok(seqs) => {
            metrics::UPDATES.add(rows.len() as u64);
            metrics::UPDATE_BYTES.add(rows.iter().map(|row| row.bytes.len() as u64).sum());
            metrics::APPEND_TIME.add(since.elapsed());
            seqs.into_iter().map(|seq| seq as u64)
        }
        Err(error) => {
            metrics::APPENDS_FAILED.add(1);
            let error = Arc::new(error);
            for append in group {
                let _ = append.answer.send(Err(Arc::clone(&error)));
            }
            return;
        }
    };
    for append in group {
        let kept = seqs.by_ref().take(append.writes.len()).collect();
        let _ = append.answer.send(Ok(kept));
    }
}
