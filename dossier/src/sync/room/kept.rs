//! One section as a room has it: opened when it is first asked for, tried before it is written to,
//! and what it costs. Owns: [`Stored`] and [`Kept`]. Must not know: peers, rights.

use super::Write;
use crate::form::SectionId;
use crate::schema::{ApplyError, Change, SEED_CLIENT, SectionDoc, root_names};
use crate::sync::guard::Guarded;
use std::cell::LazyCell;
use std::collections::HashMap;

/// How large a section may become, in bytes of its whole state. The longest honest text is a
/// hundredth of it; without a limit one member could fill the disk and everybody's memory.
pub const MAX_SECTION: usize = 16 * 1024 * 1024;

/// Client ids that one write may bring. A tab has one for each section and load; only who makes
/// them up has many.
const MAX_NEW_SPEAKERS: usize = 256;

type Opening = Box<dyn FnOnce() -> SectionDoc + Send>;

/// A section as the log gives it.
pub struct Stored {
    pub section: SectionId,
    /// Its length in the log, bytes.
    pub bytes: usize,
    /// Which account speaks as a client id, as [`Write::speakers`] said.
    pub speakers: HashMap<u64, String>,
    /// Reads the document; called once, when somebody first asks for the section.
    pub open: Opening,
}

impl From<(SectionId, SectionDoc)> for Stored {
    fn from((section, doc): (SectionId, SectionDoc)) -> Stored {
        Stored { section, bytes: 0, speakers: HashMap::new(), open: Box::new(|| doc) }
    }
}

pub(super) struct Kept {
    pub doc: LazyCell<SectionDoc, Opening>,
    pub roots: Vec<String>,
    /// Which account speaks as a client id, so that nobody writes under another's.
    pub speakers: HashMap<u64, String>,
    /// The document as it will be when all that waits is kept. A write is tried here before it may
    /// go to the log, because what is once in the log is read again at every opening. `None` until
    /// somebody writes, and after a write that did not pass.
    pub ahead: Option<SectionDoc>,
    /// At least what the whole state takes, bytes.
    bytes: usize,
    /// The last answer to who asked for what they lack, by their state vector: after a restart, or
    /// when a class comes in, everybody asks the same.
    answer: Option<(Vec<u8>, Vec<u8>)>,
}

impl From<Stored> for Kept {
    fn from(stored: Stored) -> Kept {
        Kept {
            doc: LazyCell::new(stored.open),
            roots: root_names(stored.section),
            speakers: stored.speakers,
            ahead: None,
            bytes: stored.bytes,
            answer: None,
        }
    }
}

impl Kept {
    /// What a peer with that state vector lacks.
    pub fn lacks(&mut self, vector: &[u8]) -> Result<Vec<u8>, ApplyError> {
        if let Some((_, update)) = self.answer.as_ref().filter(|(asked, _)| asked == vector) {
            return Ok(update.clone());
        }
        let update = self.doc.diff(vector)?;
        self.answer = Some((vector.to_vec(), update.clone()));
        Ok(update)
    }

    /// Takes in what is in the log now.
    pub fn apply(&mut self, update: &[u8]) -> Result<Vec<Change>, ApplyError> {
        self.answer = None;
        self.bytes += update.len();
        self.doc.apply(update)
    }

    /// Whether the section would pass its limit. Updates weigh more than what they leave, so what
    /// is counted from them is now and then put right.
    pub fn is_full(&mut self, with: usize) -> bool {
        if self.bytes + with > MAX_SECTION {
            self.bytes = self.doc.state().len();
        }
        self.bytes + with > MAX_SECTION
    }

    /// Whether somebody else speaks as one of these, where they say what is not there yet: what is
    /// there already may be repeated by anybody.
    pub fn is_anothers(&self, account: &str, clients: &Guarded) -> bool {
        clients.clients.iter().filter(|(id, _, end)| *end > self.doc.clock(*id)).any(|(id, ..)| {
            let speaker = self.speakers.get(id);
            *id == SEED_CLIENT || speaker.is_some_and(|speaker| speaker != account)
        })
    }

    /// Whether that many nobody has heard of come at once.
    pub fn is_a_crowd(&self, clients: &Guarded) -> bool {
        let strangers = clients.clients.iter().filter(|(id, ..)| !self.speakers.contains_key(id));
        strangers.count() > MAX_NEW_SPEAKERS
    }

    /// Makes the account the speaker of those who have none yet; answers who they are.
    pub fn speaks(&mut self, account: &str, clients: &Guarded) -> Vec<u64> {
        let mut new = Vec::new();
        for &(client, ..) in &clients.clients {
            if let std::collections::hash_map::Entry::Vacant(free) = self.speakers.entry(client) {
                free.insert(account.to_owned());
                new.push(client);
            }
        }
        new
    }

    /// Whether the update can be applied after all that `waits`, and whether it says anything new
    /// then.
    pub fn try_on<'w>(
        &mut self,
        update: &[u8],
        clients: &Guarded,
        mut waits: impl Iterator<Item = &'w Write>,
    ) -> Result<bool, ApplyError> {
        let ahead = match self.ahead.take() {
            Some(ahead) => ahead,
            None => {
                let doc = SectionDoc::load(self.doc.section.id, SEED_CLIENT, &self.doc.state())?;
                waits.try_for_each(|write| doc.apply(&write.update).map(|_| ()))?;
                doc
            }
        };
        // Asked first, because an attempt that fails costs a whole document.
        let gap = clients.clients.iter().any(|&(client, first, _)| first > ahead.clock(client));
        let tried = if gap { Err(ApplyError::Gap) } else { ahead.take_in(update) };
        if gap || tried.is_ok() {
            self.ahead = Some(ahead);
        }
        tried.map(|done| !done.update.is_empty())
    }
}
