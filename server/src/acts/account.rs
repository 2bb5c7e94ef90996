//! Accounts: made, claimed by the guest who has none, erased; and what ends with a sign-in. Does
//! not know: forms, cookies, how a password is hashed.

use super::{ActError, Acts};
use crate::audit;
use crate::clock;
use crate::store::StoreError;
use crate::store::account::erasure::Why;
use crate::store::account::{Account, Kind, NewAccount};
use dossier::form::SectionId;
use dossier::lang::Lang;

pub mod links;
pub mod profile;
pub mod sessions;

/// Why no account was made.
#[derive(Debug, thiserror::Error)]
pub enum SignUpError {
    /// Another account has that address.
    #[error("the address is taken")]
    EmailTaken,
    #[error(transparent)]
    Act(#[from] ActError),
}

impl From<StoreError> for SignUpError {
    fn from(error: StoreError) -> SignUpError {
        match error {
            StoreError::Conflict => SignUpError::EmailTaken,
            other => SignUpError::Act(other.into()),
        }
    }
}

/// Makes an account, whose e-mails are in that language.
pub async fn sign_up(acts: &Acts, account: &NewAccount, lang: Lang) -> Result<(), SignUpError> {
    acts.store.add_account(account).await?;
    acts.store.note_lang(&account.id, lang).await?;
    Ok(())
}

/// Makes the guest of that id somebody who can sign in: the same person, with all that was theirs.
pub async fn claim(acts: &Acts, account: &NewAccount, lang: Lang) -> Result<(), SignUpError> {
    acts.store.claim_account(account).await?;
    acts.store.note_lang(&account.id, lang).await?;
    Ok(())
}

/// Notes the language in which somebody signs in, where they never chose one.
pub async fn note_lang(acts: &Acts, account: &str, lang: Lang) -> Result<(), ActError> {
    Ok(acts.store.note_lang(account, lang).await?)
}

/// Chooses the language of somebody's e-mails.
pub async fn choose_lang(acts: &Acts, account: &str, lang: Lang) -> Result<(), ActError> {
    Ok(acts.store.set_lang(account, lang).await?)
}

/// Ends the live connections that a browser opened under a session that is over: whoever sits at it
/// next is somebody else.
pub fn end_session(acts: &Acts, session: &str) {
    acts.rooms.end_session(session);
}

/// Why an account was not erased.
#[derive(Debug, thiserror::Error)]
pub enum EraseError {
    /// It is the head of a dossier that others belong to, which is to be handed over first.
    #[error("it heads a dossier")]
    HeadsDossiers,
    #[error(transparent)]
    Act(#[from] ActError),
}

/// Erases an account because its owner asks for it.
pub async fn erase(acts: &Acts, account: &str) -> Result<(), EraseError> {
    let known = acts.store.account(account).await.map_err(ActError::from)?;
    let erased = acts.store.erase(account, Why::Asked, clock::now()).await;
    let dossiers = erased.map_err(|error| match error {
        StoreError::Conflict => EraseError::HeadsDossiers,
        other => EraseError::Act(other.into()),
    })?;
    audit::note(audit::Event::Erased, account, "");
    if let Some(Account { kind: Kind::Member { email }, .. }) = known
        && let Err(error) = acts.mail.forget(&email).await
    {
        tracing::warn!(%error, "files of e-mails to somebody who is erased are still there");
    }
    for dossier in dossiers {
        acts.rooms.refresh_role(&dossier, account).await.map_err(ActError::from)?;
        // No thread of its own: whoever hears anything there reads the panel again, with no name.
        acts.rooms.tell(&dossier, SectionId::Summary, "", 0).await;
    }
    Ok(())
}
