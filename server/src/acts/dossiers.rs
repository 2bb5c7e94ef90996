//! Dossiers as a whole: started, renamed, archived. Does not know: what is typed, which page asks.

use super::{ActError, Acts};
use crate::clock;
use crate::limits::quotas::{Fullness, fullness};
use crate::store::account::Member;
use crate::store::dossier::{NewDossier, Reference};
use dossier::document::interchange::{School, blank};
use dossier::lang::Lang;
use dossier::rights::Role;
use dossier::rights::workflow::Status;
use uuid::Uuid;

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
        reference: Reference::Next { year: clock::year() },
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

pub async fn archive(acts: &Acts, dossier: &str) -> Result<(), ActError> {
    Ok(acts.store.archive(dossier, clock::now()).await?)
}

pub async fn restore(acts: &Acts, dossier: &str) -> Result<(), ActError> {
    Ok(acts.store.restore(dossier).await?)
}
