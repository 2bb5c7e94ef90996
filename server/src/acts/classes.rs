//! Classes of a séance: opened by an adult in the hall, changed, what their pupils send reread.
//! Does not know: who may read for a class, how it is drawn.

use super::seance::TRIES;
use super::{ActError, Acts};
use crate::clock;
use crate::store::StoreError;
use crate::store::seance::class::{ClassOutcome, NewClass};
use dossier::seance::Seance;
use dossier::seance::class::{MOST_CLASSES, PUPILS, Reread};
use dossier::seance::code;
use dossier::seance::participant::Participant;

/// Why there is no class.
#[derive(Debug, thiserror::Error)]
pub enum ClassError {
    /// The séance has as many as it may.
    #[error("too many classes")]
    TooMany,
    #[error(transparent)]
    Act(#[from] ActError),
}

impl From<StoreError> for ClassError {
    fn from(error: StoreError) -> ClassError {
        ClassError::Act(error.into())
    }
}

/// Whether somebody may open a class: an adult who takes part. A class is no adult.
pub fn may_accompany(seance: &Seance, who: &Participant) -> bool {
    seance.code.is_some() && !who.blocked && who.class.is_none() && who.quality != PUPILS
}

/// Opens a class for an adult; answers its number.
pub async fn open(
    acts: &Acts,
    seance: &Seance,
    adult: &Participant,
    name: String,
    people: i64,
) -> Result<i64, ClassError> {
    if !may_accompany(seance, adult) {
        return Err(ActError::Forbidden.into());
    }
    let mut new = NewClass {
        seance: seance.id.clone(),
        code: String::new(),
        name,
        people,
        adult: adult.account.clone(),
        at: clock::now(),
    };
    for _ in 0..TRIES {
        new.code = code::spell(rand::random());
        match acts.store.make_class(&new, MOST_CLASSES).await? {
            ClassOutcome::There(number) => {
                acts.projectors.tell(&seance.id);
                return Ok(number);
            }
            ClassOutcome::TooMany => return Err(ClassError::TooMany),
            ClassOutcome::CodeTaken => {}
        }
    }
    Err(ActError::Conflict.into())
}

/// Gives a class another name, or another number of pupils.
pub async fn change(
    acts: &Acts,
    seance: &str,
    number: i64,
    name: &str,
    people: i64,
) -> Result<(), ActError> {
    acts.store.change_class(seance, number, name, people).await?;
    acts.projectors.tell(seance);
    Ok(())
}

/// Decides about an idea that waits. One that is gone was decided on another device: the page that
/// comes next says so.
pub async fn reread(
    acts: &Acts,
    seance: &str,
    number: i64,
    idea: &str,
    what: Reread,
) -> Result<(), ActError> {
    acts.store.reread(seance, number, idea, what).await?;
    acts.projectors.tell(seance);
    Ok(())
}
