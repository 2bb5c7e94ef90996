//! How rooms and acts wake the jobs. Owns: [`Wake`]. Does not know: what a job does.

use dossier::form::SectionId;
use std::sync::Arc;
use tokio::sync::{Notify, mpsc};

/// Rooms that may have something to tell; the next round of the jobs finds what they could not.
const QUEUE: usize = 256;

/// A handle that wakes the jobs; clones share it. Waking never waits.
#[derive(Clone)]
pub struct Wake {
    logs: mpsc::Sender<LogEvent>,
    pub(crate) emails: Arc<Notify>,
    pub(crate) follow_ups: Arc<Notify>,
    pub(crate) pending: Arc<Notify>,
}

/// What a room tells of the logs of its dossier.
#[derive(Debug)]
pub enum LogEvent {
    /// Nobody has that dossier open any more.
    Closed(String),
    /// That section's log has become heavy while it is open.
    Grown(String, SectionId),
}

impl Wake {
    /// The handle, and what the jobs receive of the logs.
    pub fn new() -> (Wake, mpsc::Receiver<LogEvent>) {
        let (logs, events) = mpsc::channel(QUEUE);
        let wake = Wake {
            logs,
            emails: Arc::default(),
            follow_ups: Arc::default(),
            pending: Arc::default(),
        };
        (wake, events)
    }

    pub fn dossier_closed(&self, dossier: &str) {
        let _ = self.logs.try_send(LogEvent::Closed(dossier.to_owned()));
    }

    pub fn log_grown(&self, dossier: &str, section: SectionId) {
        let _ = self.logs.try_send(LogEvent::Grown(dossier.to_owned(), section));
    }

    /// Somebody was told of something that an e-mail may follow.
    pub fn send_emails(&self) {
        self.emails.notify_one();
    }

    /// A relevé was approved: participants may hear what became of their ideas.
    pub fn send_follow_ups(&self) {
        self.follow_ups.notify_one();
    }

    /// An act was kept whose second half is still to be written.
    pub fn finish_pending(&self) {
        self.pending.notify_one();
    }
}
