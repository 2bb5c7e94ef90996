//! The list of who speaks: asked for from a phone, given from the remote. Does not know: how either
//! is drawn.

use super::seance::SeanceError;
use super::{ActError, Acts};
use crate::clock;
use crate::store::seance::speaking::NewTurn;
use dossier::form::lists::ATTENDANCE;
use dossier::seance::Seance;
use dossier::seance::participant::Participant;
use dossier::seance::speaking::Request;
use uuid::Uuid;

/// Who waits at most: a list that nobody gets through is none.
const MOST_WAITING: i64 = 100;

/// Puts a participant on the list, or takes them off it. Whoever is blocked, and a séance that is
/// over, has no list.
pub async fn request(
    acts: &Acts,
    seance: &Seance,
    participant: &Participant,
    request: Request,
) -> Result<(), SeanceError> {
    if participant.blocked || seance.ended_at.is_some() {
        return Ok(());
    }
    match request {
        Request::Ask => {
            let account = Some(participant.account.clone());
            join(acts, seance, account, participant.quality.clone()).await?;
        }
        Request::Withdraw => acts.store.withdraw_turn(&seance.id, &participant.account).await?,
    }
    acts.projectors.tell(&seance.id);
    Ok(())
}

pub async fn give(acts: &Acts, seance: &Seance, turn: &str) -> Result<(), SeanceError> {
    not_over(seance)?;
    Ok(acts.store.pass_turn(&seance.id, Some(turn), clock::now()).await?)
}

pub async fn end(acts: &Acts, seance: &Seance) -> Result<(), SeanceError> {
    not_over(seance)?;
    Ok(acts.store.pass_turn(&seance.id, None, clock::now()).await?)
}

pub async fn drop(acts: &Acts, seance: &Seance, turn: &str) -> Result<(), SeanceError> {
    not_over(seance)?;
    Ok(acts.store.drop_turn(&seance.id, turn).await?)
}

/// Puts somebody of that quality on the list who has no device.
pub async fn add(acts: &Acts, seance: &Seance, quality: &str) -> Result<(), SeanceError> {
    not_over(seance)?;
    ATTENDANCE.get(quality).ok_or(ActError::Malformed)?;
    join(acts, seance, None, quality.to_owned()).await
}

async fn join(
    acts: &Acts,
    seance: &Seance,
    account: Option<String>,
    quality: String,
) -> Result<(), SeanceError> {
    let (id, at) = (Uuid::now_v7().to_string(), clock::now());
    let turn = NewTurn { id, seance: seance.id.clone(), account, quality, at };
    let waits = acts.store.ask_to_speak(&turn, MOST_WAITING).await?;
    if waits { Ok(()) } else { Err(SeanceError::ListFull) }
}

fn not_over(seance: &Seance) -> Result<(), SeanceError> {
    if seance.ended_at.is_some() { Err(SeanceError::IsOver) } else { Ok(()) }
}
