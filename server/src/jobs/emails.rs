//! Sending the e-mails that follow notifications. Owns: [`Emailer`], when an e-mail is looked at,
//! tried and given up. Does not know: what an e-mail says, HTTP.
//!
//! What an e-mail tells is decided when it leaves: what was read, taken back, forbidden or switched
//! off by then is not in it, and an e-mail with nothing in it is none.

use crate::clock;
use crate::config::Config;
use crate::mail::Mail;
use crate::store::notifications::emails::{DueEmail, SendOutcome};
use crate::store::{Store, StoreError};
use dossier::notifications::email::{EmailPace, Now, is_wanted, next_try};
use dossier::notifications::{Kind, Notification};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Notify, watch};

mod writing;

use writing::compose;

/// E-mails of one round; the next one follows soon.
const MOST: i64 = 50;
/// The shortest time between two rounds, the time after one that failed, and the longest.
const SOON: Duration = Duration::from_millis(500);
const OUTAGE: Duration = Duration::from_secs(30);
const LATER: Duration = Duration::from_secs(5 * 60);

/// What e-mails are sent with.
pub struct Emailer {
    pub store: Store,
    pub mail: Mail,
    pub config: Arc<Config>,
}

/// How a round ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Round {
    Done,
    /// No e-mail can leave at the moment.
    Outage,
}

impl Emailer {
    /// Sends e-mails until it is told to stop; the one under way is finished.
    pub(super) async fn run(self, wake: Arc<Notify>, mut stopping: watch::Receiver<bool>) {
        match self.store.give_up_interrupted_emails(clock::now()).await {
            Ok(0) => {}
            Ok(n) => tracing::warn!(n, "e-mails were under way at the last stop: not sent again"),
            Err(error) => tracing::warn!(%error, "e-mails under way were not looked for"),
        }
        loop {
            let stops = || *stopping.borrow();
            let pause = match self.round(clock::now(), stops).await {
                Ok(Round::Done) => self.until_next().await,
                Ok(Round::Outage) => OUTAGE,
                Err(error) => {
                    tracing::warn!(%error, "e-mails could not be looked at");
                    OUTAGE
                }
            };
            tokio::select! {
                biased;
                _ = stopping.wait_for(|stop| *stop) => break,
                () = tokio::time::sleep(pause) => {}
                // Not at once: what comes in a burst is looked at together.
                () = async { wake.notified().await; tokio::time::sleep(SOON).await } => {}
            }
        }
    }

    async fn until_next(&self) -> Duration {
        match self.store.next_email_at().await {
            Ok(Some(at)) => {
                let wait = u64::try_from(at - clock::now()).unwrap_or_default();
                Duration::from_millis(wait).clamp(SOON, LATER)
            }
            Ok(None) => LATER,
            Err(_) => OUTAGE,
        }
    }

    /// Makes the e-mails that are due and tries those whose time has come, a bounded number of
    /// both.
    pub async fn round(&self, now: i64, stops: impl Fn() -> bool) -> Result<Round, StoreError> {
        self.store.gather_emails(now, MOST).await?;
        for _ in 0..MOST {
            if stops() {
                break;
            }
            let Some(due) = self.store.due_email(now).await? else { break };
            if self.deliver(due, now).await? == Round::Outage {
                return Ok(Round::Outage);
            }
        }
        Ok(Round::Done)
    }

    async fn deliver(&self, due: DueEmail, now: i64) -> Result<Round, StoreError> {
        let wanted = self.wanted(&due).await?;
        if wanted.is_empty() {
            self.store.end_email(&due.id, &SendOutcome::Needless, now).await?;
            return Ok(Round::Done);
        }
        let (email, links) = compose(&due, wanted, &self.config.address(), now);
        self.store.add_links(&links).await?;
        if !self.store.start_sending(&due.id).await? {
            return Ok(Round::Done);
        }
        let error = match self.mail.send(email).await {
            Ok(file) => {
                self.store.end_email(&due.id, &SendOutcome::Sent { file }, now).await?;
                return Ok(Round::Done);
            }
            Err(error) => error,
        };
        let again = next_try(due.tries + 1, now).filter(|_| !error.is_final());
        match again {
            Some(at) => {
                tracing::warn!(email = due.id, %error, "an e-mail did not leave yet");
                self.store.retry_email(&due.id, at, &error.name()).await?;
            }
            None => {
                tracing::warn!(email = due.id, %error, "an e-mail is given up");
                let failed = SendOutcome::Failed { reason: error.name() };
                self.store.end_email(&due.id, &failed, now).await?;
            }
        }
        Ok(if error.is_outage() { Round::Outage } else { Round::Done })
    }

    /// What of an e-mail is still to be told.
    async fn wanted(&self, due: &DueEmail) -> Result<Vec<Notification>, StoreError> {
        if !due.is_verified {
            return Ok(Vec::new());
        }
        let chosen = self.store.email_settings_of(&due.account, &due.dossier).await?;
        let pace = |kind: Kind| {
            let own = chosen.iter().find(|(of, _)| *of == kind);
            own.map_or(EmailPace::usual(kind), |(_, pace)| *pace)
        };
        let is_wanted = |told: &&Notification| {
            is_wanted(Now {
                kind: told.kind,
                section: told.section,
                role: due.role,
                is_guest: due.is_guest,
                pace: pace(told.kind),
                is_read: !told.is_unread,
            })
        };
        Ok(due.notifications.iter().filter(is_wanted).cloned().collect())
    }
}
