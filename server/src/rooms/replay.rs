//! A section from its log: its document, and what a room has of it before anybody asks for that. Owns: what
//! happens to an update that cannot be applied.
//! Must not know: the database, rooms.

use crate::store::SectionState;
use dossier::document::schema::{ApplyError, SectionDoc};
use dossier::sync::room::{Owners, Stored};
use std::collections::BTreeSet;

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

/// A section of that dossier for its room: read from the log when somebody first asks for it.
pub(super) fn stored(dossier: String, mut state: SectionState) -> Stored {
    let logged = state.snapshot.iter().chain(&state.updates);
    let whole = state.snapshot.as_ref().filter(|_| state.updates.is_empty());
    Stored {
        section: state.section,
        bytes: logged.map(Vec::len).sum(),
        whole: whole.cloned(),
        speakers: std::mem::take(&mut state.speakers),
        owners: owners(&mut state),
        open: Box::new(move || replay(&dossier, &state, fresh_client())),
    }
}

fn owners(state: &mut SectionState) -> Owners {
    let mut owners = Owners::new(state.section);
    for (row, account) in state.owners.drain(..) {
        owners.add(&account, row);
    }
    owners
}
