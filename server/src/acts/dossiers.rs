//! Dossiers as a whole: started, renamed, archived, deleted. Does not know: what is typed, which
//! page asks.

use super::seance::{self, SeanceError};
use super::{ActError, Acts};
use crate::clock;
use crate::limits::quotas::{Fullness, fullness};
use crate::store::account::Member;
use crate::store::dossier::{NewDossier, Reference};
use dossier::document::interchange::{School, blank};
use dossier::lang::Lang;
use dossier::rights::Role;
use dossier::rights::workflow::Status;
use dossier::zone::Zone;
use uuid::Uuid;

/// How long a deletion can be taken back, milliseconds.
const GRACE: i64 = 30 * 24 * 3600 * 1000;

/// What a dossier starts from.
pub struct Beginning {
    pub title: String,
    pub school: School,
    /// What whoever starts it is to it.
    pub role: Role,
    pub lang: Lang,
}

/// How many dossiers an account leads, beside how many it may.
pub async fn led(acts: &Acts, account: &str) -> Result<Fullness, ActError> {
    let led = acts.store.dossiers_led_by(account).await?;
    Ok(fullness(led, acts.config.quotas.dossiers))
}

/// Starts a dossier; answers its id. [`ActError::Full`] if the account leads as many as it may.
pub async fn create(acts: &Acts, account: &str, from: Beginning) -> Result<String, ActError> {
    if led(acts, account).await? == Fullness::Full {
        return Err(ActError::Full);
    }
    let now = clock::now();
    let dossier = NewDossier {
        id: Uuid::now_v7().to_string(),
        reference: Reference::Next { year: clock::year(Zone::of_uai(&from.school.uai)) },
        sections: blank(&from.school, &from.title),
        title: from.title,
        school: from.school.name,
        uai: from.school.uai,
        status: Status::Draft,
        language: from.lang.tag().to_owned(),
        fictitious: false,
        fictitious_notice: None,
        created_at: now,
        updated_at: now,
        members: vec![(account.to_owned(), from.role)],
    };
    acts.store.add_dossier(&dossier).await?;
    Ok(dossier.id)
}

/// Writes a title into the form, from where the list has it.
pub async fn rename(acts: &Acts, by: &Member, dossier: &str, title: &str) -> Result<(), ActError> {
    Ok(acts.rooms.rename(dossier, &by.account, title).await?)
}

/// Archives a dossier: from now on it is read and not changed. What is being held in it ends, and
/// its open tabs are told.
pub async fn archive(acts: &Acts, dossier: &str) -> Result<(), ActError> {
    let now = clock::now();
    let all = acts.store.seances(dossier).await?;
    for running in all.iter().filter(|one| one.ended_at.is_none() && one.course.begun.is_some()) {
        match seance::end(acts, &running.id, now).await {
            // Ended meanwhile.
            Ok(()) | Err(SeanceError::IsOver) => {}
            Err(SeanceError::Act(error)) => return Err(error),
            Err(_) => return Err(ActError::Conflict),
        }
    }
    acts.store.archive(dossier, now).await?;
    refresh_everybody(acts, dossier).await
}

pub async fn restore(acts: &Acts, dossier: &str) -> Result<(), ActError> {
    acts.store.restore(dossier).await?;
    refresh_everybody(acts, dossier).await
}

/// Deletes a dossier after [`GRACE`]; until then it is archived.
pub async fn delete(acts: &Acts, dossier: &str) -> Result<(), ActError> {
    let now = clock::now();
    acts.store.schedule_deletion(dossier, now + GRACE, now).await?;
    archive(acts, dossier).await
}

/// Takes that back. The dossier stays archived.
pub async fn cancel_deletion(acts: &Acts, dossier: &str) -> Result<(), ActError> {
    Ok(acts.store.cancel_deletion(dossier).await?)
}

async fn refresh_everybody(acts: &Acts, dossier: &str) -> Result<(), ActError> {
    for member in acts.store.belongings(dossier).await? {
        acts.rooms.refresh_role(dossier, &member.account).await?;
    }
    Ok(())
}
