//! Work that nobody asks for: compaction, in rounds, when a log grows heavy and when a room closes;
//! what is old is forgotten, guests too; e-mails are sent. Owns: [`Jobs`], when the work is done
//! and what is said when it fails. Does not know: HTTP, what a snapshot holds.

use crate::acts::Acts;
use crate::clock;
use crate::mail::Mail;
use crate::store::{Store, StoreError};
use crate::wake::{LogEvent, Wake};
use dossier::form::SectionId;
use std::collections::{HashSet, VecDeque};
use std::time::Duration;
use tokio::sync::{mpsc, watch};
use tokio::time::{Instant, MissedTickBehavior, interval_at, sleep_until};
use tokio_util::task::TaskTracker;

pub mod emails;
pub mod follow_up_emails;
mod pending;
pub mod retention;
mod sessions;

use crate::compaction::{CompactError, compact};
use emails::Emailer;
use follow_up_emails::FollowUpEmails;
use retention::Done;

/// A log of more updates than this becomes a snapshot: below, reading it is quicker than a page.
pub const LONG: i64 = 500;
const EVERY: Duration = Duration::from_secs(5 * 60);
/// Notices are kept that long, milliseconds: half a year, as their page says.
const NOTIFICATIONS_KEPT: i64 = 183 * 24 * 3600 * 1000;
/// E-mails that ended are listed that long, and their files kept where no mail server takes them.
const EMAILS_KEPT: i64 = 30 * 24 * 3600 * 1000;
/// A browser is known as long as it keeps its cookie.
const BROWSERS_KEPT: i64 = 400 * 24 * 3600 * 1000;
/// From the moment a log is long until it becomes a snapshot: what makes it long, such as somebody
/// who comes back with a day's work, is rarely over yet.
const SETTLE: Duration = Duration::from_secs(1);

/// A handle on the tasks that do the work. They are woken by [`Wake`].
#[derive(Clone)]
pub struct Jobs {
    stop: watch::Sender<bool>,
    tasks: TaskTracker,
}

/// What the worker does next.
enum Turn {
    Hear(LogEvent),
    Due,
    Round,
}

/// A section of a dossier.
type LogId = (String, SectionId);

impl Jobs {
    /// Starts the task that looks after logs and old rows; it ends when it is told to or every
    /// handle of [`Wake`] is gone.
    pub fn start(
        store: Store,
        mail: Mail,
        guest_days: u32,
        logs: mpsc::Receiver<LogEvent>,
    ) -> Jobs {
        let (stop, stopping) = watch::channel(false);
        let tasks = TaskTracker::new();
        let (due, refused) = (VecDeque::new(), HashSet::new());
        let worker = Worker { store, mail, guest_days, stopping, due, refused };
        tasks.spawn(worker.run(logs));
        tasks.close();
        Jobs { stop, tasks }
    }

    /// Starts the task that sends e-mails, beside the other: a mail server may be slow.
    pub fn send_emails(&self, emailer: Emailer, wake: &Wake) {
        self.tasks.spawn(emailer.run(wake.emails.clone(), self.stop.subscribe()));
    }

    /// Starts the task that sends what became of ideas.
    pub fn send_follow_ups(&self, emails: FollowUpEmails, wake: &Wake) {
        self.tasks.spawn(emails.run(wake.follow_ups.clone(), self.stop.subscribe()));
    }

    /// Starts the task that finishes what acts began.
    pub fn finish_pending(&self, acts: Acts) {
        self.tasks.spawn(pending::run(acts, self.stop.subscribe()));
    }

    /// Starts the task that ends the live connections of sessions that are over.
    pub fn end_sessions(&self, acts: Acts) {
        self.tasks.spawn(sessions::run(acts, self.stop.subscribe()));
    }

    /// Finishes the section and the e-mail under way and no other.
    pub async fn stop(&self) {
        self.stop.send_replace(true);
        self.tasks.wait().await;
    }
}

struct Worker {
    store: Store,
    mail: Mail,
    guest_days: u32,
    stopping: watch::Receiver<bool>,
    /// Long logs that are left to settle, and until when; the first is the next.
    due: VecDeque<(Instant, LogId)>,
    /// Sections that cannot be compacted: said once, and not tried again by this process.
    refused: HashSet<LogId>,
}

impl Worker {
    async fn run(mut self, mut logs: mpsc::Receiver<LogEvent>) {
        let mut rounds = interval_at(Instant::now() + EVERY, EVERY);
        rounds.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            let next = self.due.front().map(|(at, _)| *at);
            let turn = tokio::select! {
                biased;
                _ = self.stopping.wait_for(|stop| *stop) => break,
                event = logs.recv() => match event {
                    Some(event) => Turn::Hear(event),
                    None => break,
                },
                () = sleep_until(next.unwrap_or_else(Instant::now)), if next.is_some() => Turn::Due,
                _ = rounds.tick() => Turn::Round,
            };
            let long = match turn {
                Turn::Hear(LogEvent::Closed(dossier)) => self.of(dossier).await,
                Turn::Hear(LogEvent::Grown(dossier, section)) => {
                    self.settle((dossier, section));
                    continue;
                }
                Turn::Due => Ok(self.due.pop_front().into_iter().map(|(_, place)| place).collect()),
                Turn::Round => {
                    self.forget().await;
                    self.forget_guests().await;
                    self.store.long_logs(LONG).await
                }
            };
            match long {
                Ok(long) => self.compact_all(long).await,
                Err(error) => tracing::warn!(%error, "the long logs could not be listed"),
            }
        }
    }

    async fn forget(&self) {
        let now = clock::now();
        if let Err(error) = self.store.forget_notifications(now - NOTIFICATIONS_KEPT).await {
            tracing::warn!(%error, "old notices are still there");
        }
        if let Err(error) = self.store.forget_emails(now - EMAILS_KEPT).await {
            tracing::warn!(%error, "old letters are still listed");
        }
        if let Err(error) = self.mail.forget_before(now - EMAILS_KEPT).await {
            tracing::warn!(%error, "old files of letters are still there");
        }
        if let Err(error) = self.store.forget_browsers(now - BROWSERS_KEPT).await {
            tracing::warn!(%error, "browsers that were not seen for long are still known");
        }
        if let Err(error) = self.store.forget_links(now).await {
            tracing::warn!(%error, "links of letters that are over are still there");
        }
    }

    async fn forget_guests(&self) {
        match retention::round(&self.store, self.guest_days, clock::now()).await {
            Ok(Done::Erased(0)) => self.delete_dossiers().await,
            Ok(Done::Held) => {}
            Ok(Done::Erased(erased)) => {
                tracing::info!(erased, "guests who were not seen for long are erased");
                self.delete_dossiers().await;
            }
            Ok(Done::Suspected(why)) => {
                tracing::error!(why, "nothing is erased for a week: is the clock right?");
            }
            Err(error) => {
                tracing::warn!(%error, "guests who were not seen for long are still there")
            }
        }
    }

    /// Those whose heads have asked for it and have not taken it back.
    async fn delete_dossiers(&self) {
        match self.store.delete_due_dossiers(clock::now()).await {
            Ok(deleted) => {
                for dossier in deleted {
                    tracing::info!(%dossier, "a dossier is deleted, as its head asked");
                }
            }
            Err(error) => tracing::warn!(%error, "dossiers that are to go are still there"),
        }
    }

    fn settle(&mut self, place: LogId) {
        if self.due.iter().all(|(_, due)| *due != place) {
            self.due.push_back((Instant::now() + SETTLE, place));
        }
    }

    async fn of(&self, dossier: String) -> Result<Vec<LogId>, StoreError> {
        let sections = self.store.long_logs_of(&dossier, LONG).await?;
        Ok(sections.into_iter().map(|section| (dossier.clone(), section)).collect())
    }

    async fn compact_all(&mut self, long: Vec<LogId>) {
        for place in long {
            if *self.stopping.borrow() {
                break;
            }
            if self.refused.contains(&place) {
                continue;
            }
            let (dossier, section) = (&place.0, place.1.name());
            match compact(&self.store, dossier, place.1).await {
                Ok(true) => tracing::info!(%dossier, section, "a log became a snapshot"),
                Ok(false) => tracing::debug!(%dossier, section, "another compaction was quicker"),
                Err(CompactError::Store(error)) => {
                    tracing::warn!(%dossier, section, %error, "a log could not be compacted");
                }
                Err(error) => {
                    tracing::error!(%dossier, section, %error, "a log is left as it is");
                    self.refused.insert(place);
                }
            }
        }
    }
}
