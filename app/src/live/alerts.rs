//! What went wrong and must be said, and what becomes of edits that the server does not take.
//! Owns: [`Alert`]. Does not know: how it is said.

use super::{Live, Watcher, browser, socket};
use dossier::form::SectionId;
use dossier::sync::frame::Reason;
use leptos::prelude::*;

/// What the page must say beyond the state line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alert {
    /// An edit of this section was not allowed.
    NotAllowed(SectionId),
    /// An edit of this section touched rows that are not the reader's.
    NotYours(SectionId),
    /// An edit of this section could not be read by the server.
    Unreadable(SectionId),
    /// The section has reached its limit.
    Full(SectionId),
    /// The page is older than the server.
    Outdated,
    /// The session is over.
    SignedOut,
    /// The right to read the dossier ended.
    Closed,
    /// The person's role changed: the page must be read again.
    RoleChanged,
    /// A paste was too long.
    TooLong,
    /// A comment did not reach the server.
    NotSaid,
}

impl Live {
    pub(super) fn show_refusal(&self, section: SectionId, reason: Reason) {
        match reason {
            Reason::NotStored => self.line(socket::Connection::retry_soon),
            // Trying again would change nothing; what was written stays here and can be copied.
            Reason::Full => self.alert.set(Some(Alert::Full(section))),
            Reason::Gap => {
                // It may build on what a tab that is gone has left on the device.
                let live = *self;
                leptos::task::spawn_local(async move {
                    if !live.adopt().await {
                        live.line(socket::Connection::retry_soon);
                    }
                });
            }
            Reason::NotAllowed | Reason::NotYours | Reason::Unreadable => {
                self.tell_refused(section, reason);
                self.give_up(section, reason);
            }
        }
    }

    /// Goes back to what the server has of a section.
    pub(super) fn give_up(&self, section: SectionId, reason: Reason) {
        self.alert.set(Some(match reason {
            Reason::NotAllowed => Alert::NotAllowed(section),
            Reason::NotYours => Alert::NotYours(section),
            _ => Alert::Unreadable(section),
        }));
        let client = browser::fresh_client();
        let effects = self.tab.try_update_value(|tab| tab.replica.replace(section, client));
        self.perform(effects.unwrap_or_default());
        // What was kept of it holds what was refused.
        self.keep_states();
    }

    /// Every view of a section reads it anew.
    pub(super) fn reread_section(&self, section: SectionId) {
        self.remember(section);
        self.mark_changed(section);
        let mut triggers = Vec::new();
        let mut calls: Vec<Watcher> = Vec::new();
        self.tab.try_with_value(|tab| {
            triggers.extend(tab.sections.get(&section).cloned());
            let places = tab.places.iter().filter(|((of, _), _)| *of == section);
            triggers.extend(places.map(|(_, trigger)| trigger.clone()));
            let watchers = tab.watchers.iter().filter(|((of, _), _)| *of == section);
            calls.extend(watchers.flat_map(|(_, of)| of).map(|(_, watcher)| watcher.clone()));
        });
        // An empty change asks a watcher to read the whole text.
        for watcher in calls {
            watcher(&[]);
        }
        for trigger in triggers {
            trigger.notify();
        }
    }
}
