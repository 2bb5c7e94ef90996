//! Inviting people, taking an invitation back, coming in by one. Does not know: tokens and codes in
//! clear, the words of an e-mail.

use crate::acts::{ActError, Acts, notifications};
use crate::audit;
use crate::clock;
use crate::mail::Email;
use crate::store::account::Member;
use crate::store::people::invitations::{InvitationEmail, NewInvitation};
use crate::store::people::joining::{Coming, Entry};
use dossier::notifications::Event;
use dossier::rights::{Role, may_invite_as};

/// Makes invitations, all of them or none.
pub async fn invite(
    acts: &Acts,
    by: &Member,
    invitations: &[NewInvitation],
) -> Result<(), ActError> {
    if !invitations.iter().all(|one| may_invite_as(by.role, one.role)) {
        return Err(ActError::Forbidden);
    }
    acts.store.add_invitations(invitations).await?;
    for invitation in invitations {
        audit::note(audit::Event::Invited, &by.account, &invitation.id);
    }
    Ok(())
}

/// Sends the e-mail of an invitation, and notes whether it left. Nobody waits for it.
pub fn send(acts: &Acts, invitation: &str, email: Email) {
    let (mail, store, id) = (acts.mail.clone(), acts.store.clone(), invitation.to_owned());
    acts.mail.aside(async move {
        let sent = match mail.send(email).await {
            Ok(_) => InvitationEmail::Sent,
            Err(error) => {
                tracing::warn!(invitation = id, %error, "an e-mail was not sent");
                InvitationEmail::Failed
            }
        };
        if let Err(error) = store.invitation_sent(&id, sent).await {
            tracing::warn!(invitation = id, %error, "the fate of an e-mail was not noted");
        }
    });
}

/// Takes an invitation back, and those who came by it if `and_members`. Whoever may not invite as
/// that role may not take it back either.
pub async fn revoke(
    acts: &Acts,
    by: &Member,
    dossier: &str,
    invitation: &str,
    and_members: bool,
) -> Result<(), ActError> {
    let all = acts.store.invitations(dossier).await?;
    let found = all.iter().find(|one| one.id == invitation).ok_or(ActError::NotFound)?;
    if !may_invite_as(by.role, found.role) {
        return Err(ActError::Forbidden);
    }
    audit::note(audit::Event::InvitationRevoked, &by.account, invitation);
    if !and_members {
        return Ok(acts.store.revoke(dossier, invitation, clock::now()).await?);
    }
    for account in acts.store.revoke_and_end(dossier, invitation, clock::now()).await? {
        acts.rooms.refresh_role(dossier, &account).await?;
    }
    Ok(())
}

/// Comes in by the invitation of that digest, which is for that role, and tells those concerned.
pub async fn join(
    acts: &Acts,
    digest: &str,
    coming: &Coming,
    role: Role,
) -> Result<Entry, ActError> {
    let entry = acts.store.enter(digest, coming, clock::now()).await?;
    if let Entry::Joined(dossier) = &entry {
        audit::note(audit::Event::Joined, coming.account(), dossier);
        notifications::notify(acts, dossier, coming.account(), Event::Arrival { role }).await;
    }
    Ok(entry)
}
