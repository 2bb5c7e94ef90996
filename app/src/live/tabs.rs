//! The other tabs of this browser that have the same dossier open for the same account: without a
//! network they still see what is written here, as with one they would. Owns: what they are told.
//! Does not know: how it reaches them.
//!
//! The tab in which an edit was made keeps and sends it, and no other does; one that closes before
//! it could leaves it to [`adopt`](Live::adopt).

use super::{Live, scroll_anchor};
use dossier::form::SectionId;
use dossier::sync::frame::Reason;
use dossier::sync::replica::Effect;
use leptos::prelude::*;

/// An update of a section.
const UPDATE: u8 = 0;
/// A state vector: whoever knows more says it.
const ASK: u8 = 1;
/// What whoever asked lacks, as far as this tab knows.
const ANSWER: u8 = 2;
/// The server did not take an edit of the section, which all tabs hold.
const NOT_ALLOWED: u8 = 3;
const UNREADABLE: u8 = 4;
const NOT_YOURS: u8 = 5;

impl Live {
    pub(super) fn tell_update(&self, section: SectionId, update: &[u8]) {
        self.tell(UPDATE, section, update);
    }

    /// Asks the others for what this tab has not seen.
    pub(super) fn ask(&self, section: SectionId) {
        if let Some(vector) = self.doc(section, |doc| doc.state_vector()) {
            self.tell(ASK, section, &vector);
        }
    }

    pub(super) fn tell_refused(&self, section: SectionId, reason: Reason) {
        match reason {
            Reason::NotAllowed => self.tell(NOT_ALLOWED, section, &[]),
            Reason::NotYours => self.tell(NOT_YOURS, section, &[]),
            Reason::Unreadable => self.tell(UNREADABLE, section, &[]),
            Reason::Gap | Reason::NotStored | Reason::Full => {}
        }
    }

    fn tell(&self, kind: u8, section: SectionId, bytes: &[u8]) {
        let mut message = vec![kind, section.number()];
        message.extend_from_slice(bytes);
        self.device(|device| device.tell(&message));
    }

    pub(super) fn overheard(&self, message: &[u8]) {
        let [kind, number, bytes @ ..] = message else {
            return;
        };
        let Some(section) = SectionId::from_number(*number) else {
            return;
        };
        match *kind {
            UPDATE => {
                let whole = self.bringing_own(|| self.take(section, bytes));
                if !whole {
                    self.ask(section);
                }
            }
            ASK => {
                if let Some(Ok(update)) = self.doc(section, |doc| doc.diff(bytes)) {
                    self.tell(ANSWER, section, &update);
                }
            }
            // What is still missing then, nobody here has.
            ANSWER => {
                self.take(section, bytes);
            }
            NOT_ALLOWED => self.give_up(section, Reason::NotAllowed),
            NOT_YOURS => self.give_up(section, Reason::NotYours),
            UNREADABLE => self.give_up(section, Reason::Unreadable),
            // Of a tab with a newer page.
            _ => {}
        }
    }

    /// Takes in what came otherwise than by the connection. Says whether it could.
    pub(super) fn take(&self, section: SectionId, update: &[u8]) -> bool {
        let effects = self.tab.try_update_value(|tab| tab.replica.take(section, update));
        let effects = effects.unwrap_or_default();
        let taken = !effects.iter().any(|effect| matches!(effect, Effect::Send(_)));
        scroll_anchor::hold();
        self.perform(effects);
        taken
    }
}
