//! The live connections of each signed-in browser: how many there are, and their end when its
//! session ends. Owns: [`Sessions`]. Does not know: cookies, sockets.

use super::outbox::Closer;
use super::{Rooms, lock};
use dossier::sync::close;
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

#[derive(Clone)]
pub(super) struct Sessions {
    open: Arc<Mutex<HashMap<String, HashMap<u64, Closer>>>>,
    entered: Arc<AtomicU64>,
    most: usize,
}

/// A connection's entry, which lasts as long as this.
pub(super) struct Entry {
    sessions: Sessions,
    session: String,
    number: u64,
}

impl Sessions {
    /// With that many connections at most for each browser.
    pub fn new(most: usize) -> Sessions {
        Sessions { open: Arc::default(), entered: Arc::default(), most }
    }

    /// Enters a connection, unless the browser has as many as it may.
    pub fn enter(&self, session: &str, closer: Closer) -> Option<Entry> {
        let mut open = lock(&self.open);
        if open.get(session).map_or(0, HashMap::len) >= self.most {
            return None;
        }
        let number = self.entered.fetch_add(1, Ordering::Relaxed);
        open.entry(session.to_owned()).or_default().insert(number, closer);
        Some(Entry { sessions: self.clone(), session: session.to_owned(), number })
    }
}

impl Drop for Entry {
    fn drop(&mut self) {
        let mut open = lock(&self.sessions.open);
        if let Some(own) = open.get_mut(&self.session) {
            own.remove(&self.number);
            if own.is_empty() {
                open.remove(&self.session);
            }
        }
    }
}

impl Rooms {
    /// The sessions that have live connections.
    pub fn live_sessions(&self) -> Vec<String> {
        lock(&self.inner.sessions.open).keys().cloned().collect()
    }

    /// Ends the connections that a browser opened under that session.
    pub fn end_session(&self, session: &str) {
        let open = lock(&self.inner.sessions.open);
        for closer in open.get(session).into_iter().flat_map(HashMap::values) {
            closer.close(close::SIGNED_OUT);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rooms::outbox::outbox;

    #[test]
    fn a_browser_has_some_connections_and_no_more() {
        let sessions = Sessions::new(8);
        let (outbox, _outgoing) = outbox();
        let mut entries: Vec<Entry> =
            (0..8).map(|_| sessions.enter("a", outbox.closer()).unwrap()).collect();
        assert!(sessions.enter("a", outbox.closer()).is_none());
        assert!(sessions.enter("b", outbox.closer()).is_some());
        entries.swap_remove(3);
        assert!(sessions.enter("a", outbox.closer()).is_some());
        drop(entries);
        assert!(lock(&sessions.open).is_empty());
    }
}
