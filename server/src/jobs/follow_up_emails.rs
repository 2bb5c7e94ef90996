//! Letters to who took part in a séance and waits to hear what became of their ideas: sent once its
//! relevé is approved, tried again while they do not leave. Owns: [`FollowUpEmails`]. Does
//! not know: HTTP, who approves.
//!
//! An address is for one letter: it is forgotten before the letter leaves, kept again if it did
//! not, and forgotten when it is given up.

use crate::clock;
use crate::mail::{Email, Mail};
use crate::store::seance::participants::Awaiting;
use crate::store::{Store, StoreError};
use app::pages::seance::releve::draft::fate;
use app::texts::releve as texts;
use dossier::document::text::{self, markdown};
use dossier::lang::one_line;
use dossier::seance::LiveSeance;
use dossier::seance::idea::Idea;
use dossier::seance::releve::Releve;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Notify, watch};

/// Between two rounds, if nobody approves.
const AGAIN: Duration = Duration::from_secs(5 * 60);
/// A letter that has not left so long after the approval is given up, milliseconds.
const PATIENCE: i64 = 7 * 24 * 3600 * 1000;

/// What they are sent with.
pub struct FollowUpEmails {
    pub store: Store,
    pub mail: Mail,
}

impl FollowUpEmails {
    pub(super) async fn run(self, wake: Arc<Notify>, mut stopping: watch::Receiver<bool>) {
        loop {
            let stops = stopping.clone();
            if let Err(error) = self.round(clock::now(), || *stops.borrow()).await {
                tracing::warn!(%error, "who awaits news of a session could not be read");
            }
            tokio::select! {
                biased;
                _ = stopping.wait_for(|stop| *stop) => break,
                () = tokio::time::sleep(AGAIN) => {}
                () = wake.notified() => {}
            }
        }
    }

    /// Tries every letter that is due, until `stops` or nothing can leave.
    pub async fn round(&self, now: i64, stops: impl Fn() -> bool) -> Result<(), StoreError> {
        for id in self.store.awaited_news().await? {
            let (seance, releve) = (self.store.seance(&id).await?, self.store.releve(&id).await?);
            let approval = releve.and_then(|kept| kept.approval);
            let Some((seance, approval)) = seance.zip(approval) else { continue };
            let seance = self.store.live_seance(seance).await?;
            let late = now - approval.at > PATIENCE;
            for one in self.store.awaiting_news(&id).await? {
                if stops() || !self.deliver(&seance, &approval.content, &one, late).await? {
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    /// Whether the next one may leave.
    async fn deliver(
        &self,
        seance: &LiveSeance,
        releve: &Releve,
        to: &Awaiting,
        late: bool,
    ) -> Result<bool, StoreError> {
        // First of all, so that a stop or a database that does not write sends nothing twice.
        if !self.store.take_address(&seance.id, to).await? {
            return Ok(true);
        }
        let Err(error) = self.mail.send(email_to(seance, releve, to)).await else {
            return Ok(true);
        };
        let given_up = late || error.is_final();
        tracing::warn!(seance = seance.id, %error, given_up, "news of a session did not leave");
        if !given_up {
            self.store.await_news(&seance.id, &to.account, Some(&to.email)).await?;
        }
        Ok(!error.is_outage())
    }
}

fn email_to(seance: &LiveSeance, releve: &Releve, to: &Awaiting) -> Email {
    let lang = seance.lang;
    let title = one_line(&seance.title);
    let title = [("title", title.as_str())];
    let mut parts = vec![texts::LETTER_HEAD.fill(lang, &title)];
    let theirs = |idea: &&Idea| idea.account.as_ref() == Some(&to.account);
    let told =
        |idea: &Idea| format!("- {}\n  {}", idea.words, fate(lang, &idea.fate, &seance.ideas));
    let ideas: Vec<String> = seance.ideas.iter().filter(theirs).map(told).collect();
    if !ideas.is_empty() {
        parts.push(format!("{}\n\n{}", texts::YOURS.in_lang(lang), ideas.join("\n")));
    }
    let conclusions = text::plain(&markdown::read(&releve.conclusions));
    parts.push(format!("{}\n\n{conclusions}", texts::LETTER_CONCLUSIONS.in_lang(lang)));
    parts.push(texts::LETTER_ENDS.in_lang(lang).to_owned());
    Email::plain(to.email.clone(), texts::LETTER_SUBJECT.fill(lang, &title), parts.join("\n\n"))
}
