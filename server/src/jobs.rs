//! Work that nobody asks for: compaction, in rounds and when a room closes; notices and guests are
//! forgotten.
//! Owns: [`Jobs`], when the work is done and what is said when it fails. Must not know: HTTP, what
//! a snapshot holds.

use crate::clock;
use crate::store::{Store, StoreError};
use dossier::form::SectionId;
use std::collections::HashSet;
use std::time::Duration;
use tokio::sync::{mpsc, watch};
use tokio::time::{Instant, MissedTickBehavior, interval_at};
use tokio_util::task::TaskTracker;

pub mod compaction;
pub mod retention;

use compaction::{CompactError, compact};

/// A log of more updates than this becomes a snapshot: below, reading it is quicker than a page.
pub const LONG: i64 = 500;
const EVERY: Duration = Duration::from_secs(5 * 60);
/// Notices are kept that long, milliseconds: half a year, as their page says.
const NOTICES_KEPT: i64 = 183 * 24 * 3600 * 1000;
/// Closed dossiers that may wait to be looked at; the next round finds the others.
const QUEUE: usize = 256;

/// A handle on the task that does the work, one piece after the other.
#[derive(Clone)]
pub struct Jobs {
    closed: mpsc::Sender<String>,
    stop: watch::Sender<bool>,
    tasks: TaskTracker,
}

impl Jobs {
    /// Starts the task; it ends when it is told to or every handle is gone.
    pub fn start(store: Store, guest_days: u32) -> Jobs {
        let (closed, inbox) = mpsc::channel(QUEUE);
        let (stop, stopping) = watch::channel(false);
        let tasks = TaskTracker::new();
        let worker = Worker { store, guest_days, stopping, refused: HashSet::new() };
        tasks.spawn(worker.run(inbox));
        tasks.close();
        Jobs { closed, stop, tasks }
    }

    /// Nobody has that dossier open any more.
    pub fn closed(&self, dossier: &str) {
        let _ = self.closed.try_send(dossier.to_owned());
    }

    /// Finishes the section under way and no other.
    pub async fn stop(&self) {
        self.stop.send_replace(true);
        self.tasks.wait().await;
    }
}

struct Worker {
    store: Store,
    guest_days: u32,
    stopping: watch::Receiver<bool>,
    /// Sections that cannot be compacted: said once, and not tried again by this process.
    refused: HashSet<(String, SectionId)>,
}

impl Worker {
    async fn run(mut self, mut closed: mpsc::Receiver<String>) {
        let mut rounds = interval_at(Instant::now() + EVERY, EVERY);
        rounds.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            let closed = tokio::select! {
                biased;
                _ = self.stopping.wait_for(|stop| *stop) => break,
                closed = closed.recv() => match closed {
                    Some(dossier) => Some(dossier),
                    None => break,
                },
                _ = rounds.tick() => None,
            };
            let long = match closed {
                Some(dossier) => self.of(dossier).await,
                None => {
                    self.forget_notices().await;
                    self.forget_guests().await;
                    self.store.long_logs(LONG).await
                }
            };
            match long {
                Ok(long) => self.compact_all(long).await,
                Err(error) => tracing::warn!(%error, "the long logs could not be listed"),
            }
        }
    }

    async fn forget_notices(&self) {
        if let Err(error) = self.store.forget_notices(clock::now() - NOTICES_KEPT).await {
            tracing::warn!(%error, "old notices are still there");
        }
    }

    async fn forget_guests(&self) {
        match retention::erase_unseen(&self.store, self.guest_days, clock::now()).await {
            Ok(0) => {}
            Ok(erased) => tracing::info!(erased, "guests who were not seen for long are erased"),
            Err(error) => {
                tracing::warn!(%error, "guests who were not seen for long are still there")
            }
        }
    }

    async fn of(&self, dossier: String) -> Result<Vec<(String, SectionId)>, StoreError> {
        let sections = self.store.long_logs_of(&dossier, LONG).await?;
        Ok(sections.into_iter().map(|section| (dossier.clone(), section)).collect())
    }

    async fn compact_all(&mut self, long: Vec<(String, SectionId)>) {
        for place in long {
            if *self.stopping.borrow() {
                break;
            }
            if self.refused.contains(&place) {
                continue;
            }
            let (dossier, section) = (&place.0, place.1.name());
            match compact(&self.store, dossier, place.1).await {
                Ok(true) => tracing::info!(%dossier, section, "a log became a snapshot"),
                Ok(false) => tracing::debug!(%dossier, section, "another compaction was quicker"),
                Err(CompactError::Store(error)) => {
                    tracing::warn!(%dossier, section, %error, "a log could not be compacted");
                }
                Err(error) => {
                    tracing::error!(%dossier, section, %error, "a log is left as it is");
                    self.refused.insert(place);
                }
            }
        }
    }
}
