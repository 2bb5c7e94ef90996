//! Sections read from their logs. Owns: what happens to an update that cannot be applied, and that
//! documents are built on threads that nobody waits for. Does not know: rooms.

use crate::store::dossier::log::SectionState;
use crate::store::{Store, StoreError};
use dossier::document::schema::{ApplyError, SectionDoc};
use dossier::form::SectionId;
use std::collections::BTreeSet;
use tokio::task::spawn_blocking;

pub mod shared;

/// For documents that only read: nobody will ever meet this client id.
pub const READER: u64 = 2;

/// A client id that nobody has had.
pub fn fresh_client() -> u64 {
    rand::random_range(2..1 << 53)
}

/// Reads a section as its snapshot and log give it, to speak as `client`. An update that breaks the
/// document is left out and said in the log of the server; all others are there.
pub fn replay(dossier: &str, state: &SectionState, client: u64) -> SectionDoc {
    let section = state.section.name();
    let mut left_out = BTreeSet::new();
    loop {
        let document = SectionDoc::open(state.section, client);
        let updates = state.snapshot.iter().chain(&state.updates).enumerate();
        let mut broke = false;
        for (place, update) in updates.filter(|(place, _)| !left_out.contains(place)) {
            match document.apply(update) {
                Ok(_) => {}
                Err(error @ ApplyError::Broken) => {
                    tracing::error!(dossier, section, place, %error, "an update is left out");
                    left_out.insert(place);
                    broke = true;
                    break;
                }
                Err(error) => {
                    tracing::error!(dossier, section, place, %error, "an update cannot be applied");
                }
            }
        }
        if !broke {
            return document;
        }
    }
}

/// Why a section could not be read from its log.
#[derive(Debug, thiserror::Error)]
pub enum ReplayError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("a panic while reading")]
    Panicked,
}

/// Reads sections of a dossier as their logs give them, in the order in which they are named.
pub async fn read<T: Send + 'static>(
    store: &Store,
    dossier: &str,
    sections: &[SectionId],
    read: impl FnOnce(Vec<SectionDoc>, &[SectionState]) -> T + Send + 'static,
) -> Result<T, ReplayError> {
    let mut states = Vec::with_capacity(sections.len());
    for section in sections {
        states.push(store.section_log(dossier, *section).await?);
    }
    let dossier = dossier.to_owned();
    let work = move || {
        let docs = states.iter().map(|state| replay(&dossier, state, READER)).collect();
        read(docs, &states)
    };
    spawn_blocking(work).await.map_err(|_| ReplayError::Panicked)
}
