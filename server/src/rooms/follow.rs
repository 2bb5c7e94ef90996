//! Follows one section without a browser, for who shows it to others; and counts, as one of a
//! browser's live connections, who is shown it. Owns: [`Follower`], [`Stay`]. Does not know: who it
//! is shown to.

use super::live_connections::{Entry, Whose};
use super::outbox::{Next, Outbox, Outgoing, outbox};
use super::{RoomError, Rooms, Seat};
use crate::replay::READER;
use dossier::document::schema::SectionDoc;
use dossier::form::SectionId;
use dossier::sync::close;
use dossier::sync::frame::Frame;
use dossier::sync::room::{Scope, Who};

/// The state vector of who has nothing.
const NOTHING: [u8; 1] = [0];

/// A section as somebody may read it, kept up to date. Dropping it leaves the room.
pub struct Follower {
    doc: SectionDoc,
    /// Whether something was said beside it that nobody has asked about.
    said: bool,
    outgoing: Outgoing,
    _seat: Seat,
}

/// A live connection that joins no room. It ends when the browser signs out.
pub struct Stay {
    outgoing: Outgoing,
    _outbox: Outbox,
    _entry: Entry,
}

impl Stay {
    /// Waits for the end.
    pub async fn wait_for_end(&mut self) {
        while let Next::Frame(_) = self.outgoing.next().await {}
    }
}

impl Rooms {
    /// Enters a live connection, unless there are as many as there may be.
    pub fn stay(&self, whose: Whose) -> Result<Stay, RoomError> {
        let (outbox, outgoing) = outbox();
        let entry = self.inner.connections.enter(whose, outbox.closer());
        let entry = entry.ok_or(RoomError::Crowded)?;
        Ok(Stay { outgoing, _outbox: outbox, _entry: entry })
    }

    /// Follows a section as that person, whose right it is to read it: when that ends, so does
    /// this.
    pub async fn follow(
        &self,
        dossier: &str,
        section: SectionId,
        who: Who,
    ) -> Result<Follower, RoomError> {
        let (outbox, outgoing) = outbox();
        let seat = self.join(dossier, who, Scope::Shown(section), outbox).await?;
        seat.receive(Frame::Step1 { section, vector: NOTHING.to_vec() }.encode()).await?;
        Ok(Follower { doc: SectionDoc::open(section, READER), said: false, outgoing, _seat: seat })
    }
}

impl Follower {
    /// The section as far as it was heard.
    pub fn doc(&self) -> &SectionDoc {
        &self.doc
    }

    /// Whether something was said beside the section since this was asked last.
    pub fn was_said(&mut self) -> bool {
        std::mem::take(&mut self.said)
    }

    /// Waits until the section is another one, or something is said beside it. The error is the
    /// close code of its end. Nothing is lost when the wait is given up.
    pub async fn next_change(&mut self) -> Result<(), u16> {
        loop {
            let frame = match self.outgoing.next().await {
                Next::Frame(frame) => frame,
                Next::End(code) => return Err(code),
            };
            let mut changed = self.take(&frame)?;
            // What waits behind it is shown with it.
            while let Some(frame) = self.outgoing.at_once() {
                changed |= self.take(&frame)?;
            }
            if changed {
                return Ok(());
            }
        }
    }

    fn take(&mut self, frame: &[u8]) -> Result<bool, u16> {
        match Frame::decode(frame) {
            Ok(Frame::Update { update, .. } | Frame::Step2 { update, .. }) => {
                // What cannot be applied is read anew from the room.
                self.doc.apply(&update).map_err(|_| close::COME_BACK)?;
                Ok(true)
            }
            Ok(Frame::Event { .. }) => {
                self.said = true;
                Ok(true)
            }
            _ => Ok(false),
        }
    }
}
