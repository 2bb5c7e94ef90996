//! The people of a dossier: their roles, handing over, leaving. Does not know: who may ask, which
//! page shows them.
//!
//! Who gives roles also removes people. Whoever invites takes people back only together with the
//! invitation that brought them (see [`invitations`]).

use super::{ActError, Acts, notifications};
use crate::audit;
use crate::clock;
use crate::store::StoreError;
use crate::store::account::Member;
use dossier::notifications::Event;
use dossier::rights::{Role, may_assign, may_name_head};

pub mod invitations;
pub mod write_scope;

/// Why nobody became the head.
#[derive(Debug, thiserror::Error)]
pub enum HeadError {
    /// Whoever was to become it does not belong to the dossier.
    #[error("no member")]
    NoMember,
    #[error(transparent)]
    Act(#[from] ActError),
}

impl From<StoreError> for HeadError {
    fn from(error: StoreError) -> HeadError {
        match error {
            StoreError::NotFound => HeadError::NoMember,
            // Another tab was faster.
            StoreError::Conflict => HeadError::Act(ActError::Forbidden),
            other => HeadError::Act(other.into()),
        }
    }
}

/// Gives a member a role, and tells them.
pub async fn assign_role(
    acts: &Acts,
    by: &Member,
    dossier: &str,
    account: &str,
    role: Role,
) -> Result<(), ActError> {
    if !may_assign(by.role, role) {
        return Err(ActError::Malformed);
    }
    acts.store.assign_role(dossier, account, role, clock::now()).await?;
    audit::note(audit::Event::RoleGiven, &by.account, account);
    acts.rooms.refresh_role(dossier, account).await?;
    notifications::notify(acts, dossier, &by.account, Event::Role { to: account, role }).await;
    Ok(())
}

pub async fn remove(acts: &Acts, dossier: &str, account: &str) -> Result<(), ActError> {
    acts.store.remove_member(dossier, account, clock::now()).await?;
    audit::note(audit::Event::MemberRemoved, account, dossier);
    acts.rooms.refresh_role(dossier, account).await?;
    Ok(())
}

/// Makes another member the head instead of who is it now, and tells them.
pub async fn hand_over(acts: &Acts, by: &Member, dossier: &str, to: &str) -> Result<(), HeadError> {
    acts.store.hand_over(dossier, &by.account, to).await?;
    audit::note(audit::Event::RoleGiven, &by.account, to);
    for account in [by.account.as_str(), to] {
        acts.rooms.refresh_role(dossier, account).await.map_err(ActError::from)?;
    }
    let given = Event::Role { to, role: Role::Head };
    notifications::notify(acts, dossier, &by.account, given).await;
    Ok(())
}

/// Names the head of a dossier that has none; nobody, where the name was not confirmed.
pub async fn name_head(
    acts: &Acts,
    by: &Member,
    dossier: &str,
    to: Option<&str>,
) -> Result<(), HeadError> {
    let people = acts.store.belongings(dossier).await?;
    let has_head = people.iter().any(|one| one.role == Role::Head);
    if !may_name_head(by.role, has_head) {
        return Err(ActError::Forbidden.into());
    }
    let to = to.ok_or(HeadError::NoMember)?;
    acts.store.name_head(dossier, to).await?;
    audit::note(audit::Event::RoleGiven, &by.account, to);
    acts.rooms.refresh_role(dossier, to).await.map_err(ActError::from)?;
    Ok(())
}

/// Why somebody did not leave.
#[derive(Debug, thiserror::Error)]
pub enum LeaveError {
    /// A head hands over first.
    #[error("the head stays")]
    HeadStays,
    #[error(transparent)]
    Act(#[from] ActError),
}

pub async fn leave(acts: &Acts, member: &Member, dossier: &str) -> Result<(), LeaveError> {
    if member.role == Role::Head {
        return Err(LeaveError::HeadStays);
    }
    Ok(remove(acts, dossier, &member.account).await?)
}
