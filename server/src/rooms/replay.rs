//! What a room has of a section before anybody asks for its document. Does not know: the database.

use crate::replay::{fresh_client, replay};
use crate::store::SectionState;
use dossier::sync::room::{Owners, Stored};

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
