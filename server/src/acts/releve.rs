//! The relevé of a séance on its way into the form. Does not know: what its first version says, who may
//! approve it.
//!
//! It is approved first and written into the form afterwards, as one act: what a stop cut in two is
//! finished by `acts::pending`.

use super::{ActError, Acts};
use crate::store::{KeptReleve, Seance};
use dossier::form::SectionId;
use dossier::seance::releve::read as read_in_form;

/// Writes what is approved into the form, unless it is there already. What fails is logged, and
/// tried again by the job.
pub async fn write_into_form(acts: &Acts, seance: &Seance) {
    if let Err(error) = try_writing(acts, seance).await {
        tracing::warn!(seance = seance.id, %error, "the form does not say yet what was approved");
        acts.wake.finish_pending();
    }
}

/// In the name of who approved. The same edits made twice change nothing.
async fn try_writing(acts: &Acts, seance: &Seance) -> Result<(), ActError> {
    let _alone = acts.locks.dossier(&seance.dossier).await;
    let approval = acts.store.releve(&seance.id).await?.and_then(|kept| kept.approval);
    let Some(approval) = approval.filter(|approval| !approval.said) else { return Ok(()) };
    let (id, content, section) = (seance.id.clone(), approval.content, SectionId::Concertation);
    let edits =
        acts.rooms.read(&seance.dossier, section, move |doc| content.edits(doc, &id)).await?;
    if !edits.is_empty() {
        acts.rooms.edit(&seance.dossier, &approval.account, section, edits).await?;
    }
    Ok(acts.store.releve_said(&seance.id, approval.at).await?)
}

/// Whether the team has changed the séance's row in the form since it was written there.
pub async fn form_differs(
    acts: &Acts,
    seance: &Seance,
    kept: Option<&KeptReleve>,
) -> Result<bool, ActError> {
    let Some(approval) = kept.and_then(|kept| kept.approval.as_ref()).filter(|one| one.said) else {
        return Ok(false);
    };
    let (id, content) = (seance.id.clone(), approval.content.clone());
    // A row that was taken out is put back, which takes nothing away.
    let differs = move |doc: &_| read_in_form(doc, &id).is_some_and(|now| now != content);
    Ok(acts.rooms.read(&seance.dossier, SectionId::Concertation, differs).await?)
}
