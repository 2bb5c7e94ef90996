//! What acts began and have not finished: kept in the database, not yet written into the form. A
//! stop between the two, or a room that failed, leaves such halves behind. And séances that people
//! left without ending them. Does not know: when it is asked to finish them.

use super::{Acts, accords, ideas, releve, seance};
use crate::clock;
use crate::store::StoreError;

/// Finishes all of it, until `stops`. What fails is logged and stays for the next time.
pub async fn finish(acts: &Acts, stops: impl Fn() -> bool) {
    if let Err(error) = try_finishing(acts, stops).await {
        tracing::warn!(%error, "what acts left unfinished could not be listed");
    }
    if let Err(error) = seance::end_forgotten(acts, clock::now()).await {
        tracing::warn!(%error, "sessions that nobody ended are still open");
    }
}

async fn try_finishing(acts: &Acts, stops: impl Fn() -> bool) -> Result<(), StoreError> {
    for dossier in acts.store.dossiers_with_pending_accords().await? {
        if stops() {
            return Ok(());
        }
        accords::write_into_form(acts, &dossier).await;
    }
    for id in acts.store.seances_with_pending_releves().await? {
        if stops() {
            return Ok(());
        }
        if let Some(seance) = acts.store.seance(&id).await? {
            releve::write_into_form(acts, &seance).await;
        }
    }
    for (dossier, seance, way) in acts.store.pending_adoptions().await? {
        if stops() {
            return Ok(());
        }
        if let Err(error) = ideas::finish_adopting(acts, &dossier, &seance, &way).await {
            tracing::warn!(%dossier, idea = way.idea, %error, "an idea is not adopted yet");
        }
    }
    Ok(())
}
