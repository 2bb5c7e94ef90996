//! How soon e-mails follow notifications, as each member chooses for each dossier. Does not know:
//! HTTP, tokens in clear, what holds where nothing was chosen.

use crate::acts::{ActError, Acts};
use crate::store::StoreError;
use crate::store::notifications::email_links::Link;
use dossier::notifications::Kind;
use dossier::notifications::email::EmailPace;

/// Chooses for some kinds, as a member of that dossier.
pub async fn choose(
    acts: &Acts,
    account: &str,
    dossier: &str,
    paces: &[(Kind, EmailPace)],
) -> Result<(), ActError> {
    acts.store.membership(dossier, account).await?.ok_or(ActError::NotFound)?;
    Ok(acts.store.set_email_settings(account, dossier, paces).await?)
}

/// Ends the e-mails of one kind, or all of the dossier, for the account that a link was sent to.
pub async fn unsubscribe(acts: &Acts, link: &Link, kind: Option<Kind>) -> Result<(), StoreError> {
    let ended: Vec<(Kind, EmailPace)> = match kind {
        Some(kind) => vec![(kind, EmailPace::Never)],
        None => Kind::ALL.map(|kind| (kind, EmailPace::Never)).to_vec(),
    };
    acts.store.set_email_settings(&link.account, &link.dossier, &ended).await
}
