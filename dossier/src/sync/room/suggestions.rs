//! Accepted suggestions on their way into a room. Owns: that what is accepted fits, or is known not
//! to. Must not know: who may decide, where suggestions are kept.

use super::{Effect, Room, Write};
use crate::suggestions::{NotAccepted, Proposal, edits};
use crate::threads::Anchor;

/// A suggestion that is accepted, and by whom.
#[derive(Clone, Debug)]
pub struct Accepted {
    pub place: Anchor,
    pub proposal: Proposal,
    pub update: Vec<u8>,
    /// Whose words they are.
    pub author: String,
    /// Who made them the dossier's.
    pub by: String,
    /// The decider was shown that what it is about has changed.
    pub knowingly: bool,
}

impl Room {
    /// Makes an accepted suggestion. It becomes visible as any other edit, once it is kept. A
    /// passage can be accepted twice without being written twice: its update is one. `client` is
    /// a fresh client id.
    pub fn accept(&mut self, client: u64, accepted: Accepted) -> Result<Vec<Effect>, NotAccepted> {
        let Accepted { place, proposal, update, author, by, knowingly } = accepted;
        let doc = self.doc(place.section).ok_or(NotAccepted::Gone)?;
        if !proposal.fits(doc, &place) && !knowingly {
            return Err(NotAccepted::Changed);
        }
        match &proposal {
            Proposal::Passage { .. } => {
                let (section, author) = (place.section, Some(author));
                let write = Write { section, account: by, author, update, speakers: Vec::new() };
                self.enqueue(None, 0, write).map_err(|_| NotAccepted::Busy)
            }
            Proposal::Value { after, .. } => {
                let path = place.path.as_ref().ok_or(NotAccepted::Gone)?;
                let edits = edits(doc, path, after);
                self.edit(client, &by, place.section, &edits).map_err(|_| NotAccepted::Gone)
            }
        }
    }
}
