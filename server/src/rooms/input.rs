//! What a room can be asked, and what it answers. Owns: [`Input`]. Does not know: how a room goes
//! about it.

use super::RoomError;
use super::outbox::Outbox;
use crate::store::StoreError;
use dossier::document::edit::Edit;
use dossier::form::SectionId;
use dossier::sync::room::{Accepted, PeerId, Scope, Who};
use std::sync::Arc;
use tokio::sync::oneshot;

/// What a room can be asked.
pub enum Input {
    Join {
        who: Who,
        scope: Scope,
        outbox: Outbox,
        answer: oneshot::Sender<Seated>,
    },
    Frame {
        peer: PeerId,
        bytes: Vec<u8>,
    },
    Leave {
        peer: PeerId,
    },
    /// What the account may do is something else now, or it is no member any more.
    Role {
        account: String,
        answer: oneshot::Sender<Done>,
    },
    /// A thread beside the text of a section is another one now.
    Tell {
        section: SectionId,
        thread: String,
        version: u64,
    },
    /// What a section says now, as one update.
    State {
        section: SectionId,
        answer: oneshot::Sender<Read>,
    },
    /// A suggestion was accepted.
    Accept {
        accepted: Box<Accepted>,
        answer: oneshot::Sender<Done>,
    },
    Edit {
        account: String,
        section: SectionId,
        edits: Vec<Edit>,
        answer: oneshot::Sender<Done>,
    },
}

/// The number of a connection that was let in.
pub type Seated = Result<PeerId, Arc<StoreError>>;
/// What became of an edit made without a tab.
pub type Done = Result<(), RoomError>;

/// What was asked of a room's documents.
pub type Read = Result<Vec<u8>, RoomError>;
