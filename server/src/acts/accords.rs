//! What follows in the form from accords de principe: who agreed, and when. Does not know: what is
//! agreed, how it is shown.
//!
//! An accord is kept first and written into the form afterwards, as one act: what a stop cut in two is
//! finished by `acts::pending`.

use super::{ActError, Acts};
use crate::replay::{self, ReplayError};
use crate::store::SectionState;
use dossier::form::SectionId;
use dossier::partner::accord::Docs;

/// The sections that an accord is about.
pub const SECTIONS: [SectionId; 3] = [SectionId::Summary, SectionId::Partners, SectionId::Budget];

/// Writes into the form what is kept of accords and not written yet, and open tabs show it. What
/// fails is logged, and tried again by the job.
pub async fn write_into_form(acts: &Acts, dossier: &str) {
    if let Err(error) = try_writing(acts, dossier).await {
        tracing::warn!(%dossier, %error, "the form does not say yet what was agreed");
        acts.wake.finish_pending();
    }
}

/// In the partners' names. They could not all write these fields themselves: the right is that to
/// agree. The same edits made twice change nothing.
async fn try_writing(acts: &Acts, dossier: &str) -> Result<(), ActError> {
    let alone = acts.locks.dossier(dossier).await;
    let accords = acts.store.accords(dossier).await?;
    if accords.iter().all(|accord| accord.said) {
        return Ok(());
    }
    for of_one in accords.chunk_by(|a, b| a.account == b.account) {
        let [last, earlier @ ..] = of_one else { continue };
        if !last.said {
            let own = acts.store.rows_of(dossier, &last.account).await?;
            let day = last.withdrawn_at.is_none().then(|| crate::clock::iso_day(last.at));
            let follows =
                move |docs: Docs<'_>, _: &[SectionState]| docs.consequences(&own, day.as_deref());
            let edits = with_docs(acts, dossier, follows).await?;
            if !edits.is_empty() {
                acts.rooms.edit(dossier, &last.account, SectionId::Partners, edits).await?;
            }
        }
        // What was followed by another one before it was written is written by that one.
        for accord in [last].into_iter().chain(earlier).filter(|accord| !accord.said) {
            acts.store.accord_said(&accord.id).await?;
        }
    }
    drop(alone);
    for member in acts.store.belongings(dossier).await? {
        acts.rooms.tell_account(&member.account, "{\"accords\":true}");
    }
    Ok(())
}

/// Reads the sections that an accord is about.
pub async fn with_docs<T: Send + 'static>(
    acts: &Acts,
    dossier: &str,
    read: impl FnOnce(Docs<'_>, &[SectionState]) -> T + Send + 'static,
) -> Result<T, ActError> {
    let read = move |docs: Vec<_>, states: &[SectionState]| match docs.as_slice() {
        [summary, partners, budget] => Some(read(Docs { summary, partners, budget }, states)),
        _ => None,
    };
    replay::read(&acts.store, dossier, &SECTIONS, read).await?.ok_or(ActError::NotFound)
}

impl From<ReplayError> for ActError {
    fn from(error: ReplayError) -> ActError {
        match error {
            ReplayError::Store(cause) => cause.into(),
            ReplayError::Panicked => ActError::Panicked,
        }
    }
}
