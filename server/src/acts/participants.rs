//! Who takes part in a séance: coming in, and where they hear what became of their ideas. Does not
//! know: codes, sessions of browsers.

use super::{ActError, Acts};
use crate::clock;
use crate::store::StoreError;
use crate::store::account::NewGuest;
use crate::store::seance::participants::NewParticipant;
use dossier::seance::participant::Participant;
use uuid::Uuid;

/// Devices that take part in one séance at most: a large hall, and then some.
const MOST_DEVICES: i64 = 1_000;

/// Why somebody does not take part.
#[derive(Debug, thiserror::Error)]
pub enum JoinError {
    /// The séance has as many devices as it may.
    #[error("full")]
    Full,
    /// Their browser takes part already, for somebody who can sign in.
    #[error("the device takes part already")]
    TakesPart,
    #[error(transparent)]
    Act(#[from] ActError),
}

impl From<StoreError> for JoinError {
    fn from(error: StoreError) -> JoinError {
        JoinError::Act(error.into())
    }
}

/// Makes an account take part; who has none becomes a guest of that name, or the one that their
/// browser is in this séance already, whose account is answered.
pub async fn join(
    acts: &Acts,
    seance: &str,
    account: Option<&str>,
    name: &str,
    who: NewParticipant<'_>,
) -> Result<Option<String>, JoinError> {
    if acts.store.attendance(seance).await?.devices >= MOST_DEVICES {
        return Err(JoinError::Full);
    }
    let now = clock::now();
    let device = match who.device {
        Some(device) => acts.store.participant_by_device(seance, device).await?,
        None => None,
    };
    match device {
        Some((known, _)) if account == Some(known.as_str()) => {}
        // A phone is one participant, whatever it forgets: it is who it was.
        Some((known, true)) if account.is_none() => {
            acts.store.take_part(seance, &known, None, who, now).await?;
            acts.projectors.tell(seance);
            return Ok(Some(known));
        }
        Some(_) => return Err(JoinError::TakesPart),
        None => {}
    }
    let Some(account) = account else {
        let guest = NewGuest {
            id: Uuid::now_v7().to_string(),
            name: name.to_owned(),
            quality: String::new(),
            created_at: now,
        };
        acts.store.take_part(seance, &guest.id, Some(&guest), who, now).await?;
        acts.projectors.tell(seance);
        return Ok(Some(guest.id));
    };
    acts.store.take_part(seance, account, None, who, now).await?;
    acts.projectors.tell(seance);
    Ok(None)
}

/// Keeps where a participant hears what became of their ideas, or forgets it. A class leaves no
/// address.
pub async fn await_news(
    acts: &Acts,
    seance: &str,
    participant: &Participant,
    email: Option<&str>,
) -> Result<(), ActError> {
    if participant.class.is_some() {
        return Err(ActError::Forbidden);
    }
    Ok(acts.store.await_news(seance, &participant.account, email).await?)
}
