//! A section's document from its log. Owns: what happens to an update that cannot be applied.
//! Must not know: the database, rooms.

use crate::store::SectionState;
use dossier::schema::{ApplyError, SectionDoc};
use std::collections::BTreeSet;

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
