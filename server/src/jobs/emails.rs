//! Sending the letters that follow notices. Owns: [`Post`], when a letter is looked at, tried and
//! given up. Must not know: what a letter says, HTTP.
//!
//! What a letter tells is decided when it leaves: what was read, taken back, forbidden or switched off
//! by then is not in it, and a letter with nothing in it is none.

use crate::clock;
use crate::config::Config;
use crate::mail::Mail;
use crate::store::{Due, Ended, Store, StoreError, Told};
use dossier::notifications::Kind;
use dossier::notifications::email::{Now, Pace, is_wanted, next_try};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Notify, watch};

mod writing;

use writing::written;

/// Letters of one round; the next one follows soon.
const MOST: i64 = 50;
/// The shortest time between two rounds, the time after one that failed, and the longest.
const SOON: Duration = Duration::from_millis(500);
const OUTAGE: Duration = Duration::from_secs(30);
const LATER: Duration = Duration::from_secs(5 * 60);

/// What letters are sent with.
pub struct Post {
    pub store: Store,
    pub mail: Mail,
    pub config: Arc<Config>,
}

/// How a round ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Round {
    Done,
    /// No letter can leave at the moment.
    Outage,
}

impl Post {
    /// Sends letters until it is told to stop; the one under way is finished.
    pub(super) async fn run(self, wake: Arc<Notify>, mut stopping: watch::Receiver<bool>) {
        match self.store.letters_interrupted(clock::now()).await {
            Ok(0) => {}
            Ok(n) => tracing::warn!(n, "letters were under way at the last stop: not sent again"),
            Err(error) => tracing::warn!(%error, "letters under way were not looked for"),
        }
        loop {
            let stops = || *stopping.borrow();
            let pause = match self.round(clock::now(), stops).await {
                Ok(Round::Done) => self.until_next().await,
                Ok(Round::Outage) => OUTAGE,
                Err(error) => {
                    tracing::warn!(%error, "letters could not be looked at");
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
        match self.store.next_letter().await {
            Ok(Some(at)) => {
                let wait = u64::try_from(at - clock::now()).unwrap_or_default();
                Duration::from_millis(wait).clamp(SOON, LATER)
            }
            Ok(None) => LATER,
            Err(_) => OUTAGE,
        }
    }

    /// Makes the letters that are due and tries those whose time has come, a bounded number of both.
    pub async fn round(&self, now: i64, stops: impl Fn() -> bool) -> Result<Round, StoreError> {
        self.store.gather_letters(now, MOST).await?;
        for _ in 0..MOST {
            if stops() {
                break;
            }
            let Some(due) = self.store.due_letter(now).await? else { break };
            if self.deliver(due, now).await? == Round::Outage {
                return Ok(Round::Outage);
            }
        }
        Ok(Round::Done)
    }

    async fn deliver(&self, due: Due, now: i64) -> Result<Round, StoreError> {
        let wanted = self.wanted(&due).await?;
        if wanted.is_empty() {
            self.store.letter_ended(&due.id, &Ended::Needless, now).await?;
            return Ok(Round::Done);
        }
        let (letter, links) = written(&due, wanted, &self.config.address(), now);
        self.store.add_links(&links).await?;
        if !self.store.letter_leaves(&due.id).await? {
            return Ok(Round::Done);
        }
        let error = match self.mail.send(letter).await {
            Ok(file) => {
                self.store.letter_ended(&due.id, &Ended::Sent { file }, now).await?;
                return Ok(Round::Done);
            }
            Err(error) => error,
        };
        let again = next_try(due.tries + 1, now).filter(|_| !error.is_final());
        match again {
            Some(at) => {
                tracing::warn!(letter = due.id, %error, "a letter did not leave yet");
                self.store.letter_waits(&due.id, at, &error.name()).await?;
            }
            None => {
                tracing::warn!(letter = due.id, %error, "a letter is given up");
                let failed = Ended::Failed { reason: error.name() };
                self.store.letter_ended(&due.id, &failed, now).await?;
            }
        }
        Ok(if error.is_outage() { Round::Outage } else { Round::Done })
    }

    /// What of a letter is still to be told.
    async fn wanted(&self, due: &Due) -> Result<Vec<Told>, StoreError> {
        let chosen = self.store.paces_of(&due.account, &due.dossier).await?;
        let pace = |kind: Kind| {
            let own = chosen.iter().find(|(of, _)| *of == kind);
            own.map_or(Pace::usual(kind), |(_, pace)| *pace)
        };
        let is_wanted = |told: &&Told| {
            is_wanted(Now {
                kind: told.kind,
                section: told.section,
                role: due.role,
                is_guest: due.is_guest,
                pace: pace(told.kind),
                is_read: told.is_read,
            })
        };
        Ok(due.notices.iter().filter(is_wanted).cloned().collect())
    }
}
