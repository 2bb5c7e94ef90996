//! What sections say, read from their logs once a version: a digest; and afterwards, since nobody
//! waits for it, the places that look as if they told of one person. Owns: [`SectionDigests`]. Does
//! not know: who asks, what is done about it.

use crate::replay::{READER, replay};
use crate::store::{Store, StoreError};
use dossier::document::interchange::section_json;
use dossier::form::SectionId;
use dossier::privacy::{Found, look_in, texts};
use dossier::threads::consent::State;
use serde_json::Value as Json;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

/// Sections that are remembered; then all are forgotten, and read again by who wants them.
const MOST: usize = 4_096;
/// A digest in letters: each page carries eighteen, and 128 bits tell two texts apart.
pub const DIGEST: usize = 32;
/// How much of a section is looked at for persons, bytes: a hundred pages.
const LOOKED_AT: usize = 128 * 1024;

/// Sections are looked at one after another, however many pages are asked for.
static LOOKING: Semaphore = Semaphore::const_new(1);

/// What a section says, as far as its log had come.
#[derive(Debug, Default)]
pub struct Reading {
    pub state: State,
    found: OnceLock<Vec<Found>>,
    /// What is still to be looked at.
    texts: Mutex<Option<Json>>,
}

impl Reading {
    /// What was found so far.
    pub fn found(&self) -> &[Found] {
        self.found.get().map(Vec::as_slice).unwrap_or_default()
    }

    pub fn is_to_be_looked_at(&self) -> bool {
        self.texts.lock().unwrap_or_else(PoisonError::into_inner).is_some()
    }

    /// Looks for persons, unless somebody else does or has; whether any were found.
    pub async fn look(&self) -> bool {
        let texts = self.texts.lock().unwrap_or_else(PoisonError::into_inner).take();
        let Some(texts) = texts else { return false };
        // It is never closed.
        let _alone = LOOKING.acquire().await;
        let found = spawn_blocking(move || look_in(&texts)).await.unwrap_or_default();
        let any = !found.is_empty();
        let _ = self.found.set(found);
        any
    }
}

#[derive(Default)]
pub struct SectionDigests {
    known: Mutex<HashMap<(String, SectionId), Arc<Reading>>>,
}

impl SectionDigests {
    /// These sections of a dossier, as they are now.
    pub async fn of(
        &self,
        store: &Store,
        dossier: &str,
        wanted: impl Fn(SectionId) -> bool,
    ) -> Result<BTreeMap<SectionId, Arc<Reading>>, StoreError> {
        let mut readings = BTreeMap::new();
        for (section, seq) in store.heads(dossier).await? {
            if !wanted(section) {
                continue;
            }
            let reading = match self.known(dossier, section, seq) {
                Some(known) => known,
                None => self.read(store, dossier, section).await?,
            };
            readings.insert(section, reading);
        }
        Ok(readings)
    }

    fn known(&self, dossier: &str, section: SectionId, seq: i64) -> Option<Arc<Reading>> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let reading = known.get(&(dossier.to_owned(), section))?;
        (reading.state.seq == seq).then(|| reading.clone())
    }

    async fn read(
        &self,
        store: &Store,
        dossier: &str,
        section: SectionId,
    ) -> Result<Arc<Reading>, StoreError> {
        let stored = store.section_log(dossier, section).await?;
        let of = dossier.to_owned();
        let read = spawn_blocking(move || {
            let json = section_json(&replay(&of, &stored, READER));
            let mut digest = format!("{:x}", Sha256::digest(json.to_string().as_bytes()));
            digest.truncate(DIGEST);
            let texts = Mutex::new(Some(texts(&json, LOOKED_AT)));
            let state = State { seq: stored.head_seq, digest };
            Reading { state, found: OnceLock::new(), texts }
        });
        let reading = Arc::new(read.await.map_err(|_| StoreError::NotFound)?);
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MOST {
            known.clear();
        }
        known.insert((dossier.to_owned(), section), reading.clone());
        Ok(reading)
    }
}
