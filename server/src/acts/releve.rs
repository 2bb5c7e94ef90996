//! The relevé of a séance: corrected, approved, and on its way into the form. Does not know: what
//! its first version says, who may approve it.
//!
//! It is approved first and written into the form afterwards, as one act: what a stop cut in two is
//! finished by `acts::pending`.

use super::{ActError, Acts};
use crate::clock;
use crate::store::account::Member;
use crate::store::seance::releve::StoredReleve;
use dossier::form::SectionId;
use dossier::seance::Seance;
use dossier::seance::releve::{Releve, Wrong, read as read_in_form};

/// What stood in the way of an approval.
#[derive(Debug, Default)]
pub struct Obstacles {
    /// It is another one by now than was read.
    pub stale: bool,
    pub missing: Vec<Wrong>,
    /// The form says otherwise, and nobody has said that it is to be replaced.
    pub form_differs: bool,
}

impl Obstacles {
    fn is_clear(&self) -> bool {
        !self.stale && self.missing.is_empty() && !self.form_differs
    }
}

/// Why a relevé was not approved.
#[derive(Debug, thiserror::Error)]
pub enum ApproveError {
    #[error("not as it is")]
    Obstacles(Obstacles),
    #[error(transparent)]
    Act(#[from] ActError),
}

/// A relevé as who approves has read it.
pub struct Reading<'a> {
    /// As it is now.
    pub content: &'a Releve,
    pub stored: Option<&'a StoredReleve>,
    /// The version that was read.
    pub version: i64,
    /// Whether what was read is what it says now.
    pub is_current: bool,
    /// What the form says is to be replaced, if it says otherwise.
    pub replace: bool,
}

/// Approves a relevé, and writes it into the form.
pub async fn approve(
    acts: &Acts,
    seance: &Seance,
    member: &Member,
    reading: Reading<'_>,
) -> Result<(), ApproveError> {
    if seance.ended_at.is_none() {
        return Err(ActError::Conflict.into());
    }
    let Reading { content, stored, version, is_current, replace } = reading;
    let mut obstacles = Obstacles {
        stale: !is_current || version != stored.map_or(0, |stored| stored.version),
        missing: content.missing(),
        form_differs: !replace && form_differs(acts, seance, stored).await?,
    };
    if obstacles.is_clear() {
        let (account, at) = (&member.account, clock::now());
        let done = acts.store.approve_releve(&seance.id, version, content, account, at).await;
        obstacles.stale = !done.map_err(ActError::from)?;
    }
    if !obstacles.is_clear() {
        return Err(ApproveError::Obstacles(obstacles));
    }
    write_into_form(acts, seance).await;
    acts.wake.send_follow_ups();
    Ok(())
}

/// Keeps a correction of that version. False, and nothing done, if somebody was faster.
pub async fn correct(
    acts: &Acts,
    seance: &Seance,
    member: &Member,
    version: i64,
    content: &Releve,
) -> Result<bool, ActError> {
    if seance.ended_at.is_none() {
        return Err(ActError::Conflict);
    }
    let (account, at) = (&member.account, clock::now());
    Ok(acts.store.correct_releve(&seance.id, version, content, account, at).await?)
}

/// Drops a correction of that version: it is what the séance itself says again.
pub async fn reset(acts: &Acts, seance: &Seance, version: i64) -> Result<(), ActError> {
    let done = acts.store.forget_releve(&seance.id, version).await?;
    if done { Ok(()) } else { Err(ActError::Conflict) }
}

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
    let Some(approval) = approval.filter(|approval| !approval.in_form) else { return Ok(()) };
    let (id, content, section) = (seance.id.clone(), approval.content, SectionId::Concertation);
    let edits =
        acts.rooms.read(&seance.dossier, section, move |doc| content.edits(doc, &id)).await?;
    if !edits.is_empty() {
        acts.rooms.edit(&seance.dossier, &approval.account, section, edits).await?;
    }
    Ok(acts.store.mark_releve_in_form(&seance.id, approval.at).await?)
}

/// Whether the team has changed the séance's row in the form since it was written there.
pub async fn form_differs(
    acts: &Acts,
    seance: &Seance,
    kept: Option<&StoredReleve>,
) -> Result<bool, ActError> {
    let Some(approval) = kept.and_then(|kept| kept.approval.as_ref()).filter(|one| one.in_form)
    else {
        return Ok(false);
    };
    let (id, content) = (seance.id.clone(), approval.content.clone());
    // A row that was taken out is put back, which takes nothing away.
    let differs = move |doc: &_| read_in_form(doc, &id).is_some_and(|now| now != content);
    Ok(acts.rooms.read(&seance.dossier, SectionId::Concertation, differs).await?)
}
