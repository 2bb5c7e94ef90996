//! Inviting to a séance by e-mail. Does not know: what an invitation says.

use super::{ActError, Acts};
use crate::mail::Email;
use dossier::seance::Seance;

/// E-mails of a séance in all: an invitation is no mailing.
const MOST_IN_ALL: i64 = 300;

/// Why nobody was invited.
#[derive(Debug, thiserror::Error)]
pub enum InviteError {
    /// With these, there would be more than a séance may send.
    #[error("too many")]
    TooMany,
    #[error(transparent)]
    Act(#[from] ActError),
}

/// Sends these, all or none; they leave by themselves.
pub async fn invite(acts: &Acts, seance: &Seance, emails: Vec<Email>) -> Result<(), InviteError> {
    if seance.ended_at.is_some() {
        return Err(ActError::Conflict.into());
    }
    let count = i64::try_from(emails.len()).unwrap_or(i64::MAX);
    let fits = acts.store.count_invited(&seance.id, count, MOST_IN_ALL).await;
    if !fits.map_err(ActError::from)? {
        return Err(InviteError::TooMany);
    }
    let (mail, id) = (acts.mail.clone(), seance.id.clone());
    acts.mail.aside(async move {
        for email in emails {
            if let Err(error) = mail.send(email).await {
                tracing::warn!(seance = id, %error, "an invitation to a séance was not sent");
            }
        }
    });
    Ok(())
}
