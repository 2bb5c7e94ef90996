//! Whole dossiers read from their logs, once for all who ask at the same time. Owns: [`Readings`].
//! Does not know: who asks, what they may read of it.
//!
//! Nothing is kept when nobody waits any more: a reading that all have given up ends before its
//! next section.

use super::{READER, ReplayError, replay};
use crate::store::Store;
use dossier::form::SectionId;
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use tokio::sync::OnceCell;
use tokio::task::spawn_blocking;

/// The state of each section, as one update.
pub type States = Arc<Vec<(SectionId, Vec<u8>)>>;

#[derive(Default)]
pub struct Readings {
    under_way: Mutex<HashMap<Version, Weak<OnceCell<States>>>>,
}

/// A dossier and how far its logs have come: who asks after a change waits for no reading of
/// before.
type Version = (String, i64);

impl Readings {
    /// All sections of a dossier as they are now.
    pub async fn of(&self, store: &Store, dossier: &str) -> Result<States, ReplayError> {
        let heads = store.heads(dossier).await?;
        let version = heads.into_iter().map(|(_, head)| head).sum();
        let reading = self.under_way(dossier, version);
        // Where who reads gives up, the next who waits begins again.
        reading.get_or_try_init(|| read(store, dossier)).await.cloned()
    }

    fn under_way(&self, dossier: &str, version: i64) -> Arc<OnceCell<States>> {
        let mut under_way = self.under_way.lock().unwrap_or_else(PoisonError::into_inner);
        let version = (dossier.to_owned(), version);
        if let Some(reading) = under_way.get(&version).and_then(Weak::upgrade) {
            return reading;
        }
        under_way.retain(|_, reading| reading.strong_count() > 0);
        let reading = Arc::default();
        under_way.insert(version, Arc::downgrade(&reading));
        reading
    }
}

async fn read(store: &Store, dossier: &str) -> Result<States, ReplayError> {
    let logs = store.section_logs(dossier).await?;
    let (waiting, dossier) = (Waiting::default(), dossier.to_owned());
    let given_up = waiting.given_up();
    let work = move || {
        let mut states = Vec::with_capacity(logs.len());
        for log in logs {
            if given_up.load(Ordering::Relaxed) {
                return None;
            }
            states.push((log.section, replay(&dossier, &log, READER).state()));
        }
        Some(Arc::new(states))
    };
    let read = spawn_blocking(work).await;
    read.ok().flatten().ok_or(ReplayError::Panicked)
}

/// Somebody waits for work on another thread, as long as this is kept.
#[derive(Default)]
pub struct Waiting(Arc<AtomicBool>);

impl Waiting {
    /// Turns true when nobody waits any more.
    pub fn given_up(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.0)
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}
