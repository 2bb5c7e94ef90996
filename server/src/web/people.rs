//! The people of a dossier: seeing them, giving a role, removing, handing over, leaving.
//! Does not know: how a membership is kept.
//!
//! Who gives roles also removes people. Whoever invites takes people back only together with the
//! invitation that brought them (see `invite`).

use crate::acts::accords;
use crate::acts::people::{self, HeadError, LeaveError};
use crate::auth::SignedIn;
use crate::auth::membership::authorise;
use crate::error::Error;
use crate::http::forms::html;
use crate::store::account::Member;
use crate::store::people::Belonging;
use crate::store::people::invitations::{Invitation, InvitationEmail};
use crate::{AppState, clock};
use app::pages::partner;
use app::pages::people::{self as page, Invited, Leaving, Letter, People, Person};
use app::texts::people as texts;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use dossier::lang::{Lang, Text};
use dossier::rights::{Action, Role, may, may_assign, may_invite_as, may_name_head};
use serde::Deserialize;

pub mod invite;
pub mod join;
pub mod write_scope;

/// After this nobody believes any more that a letter is on its way: the server was stopped.
const LETTER_MAX: i64 = 10 * 60 * 1000;

pub async fn show(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let member = authorise(&state, &id, &reader, Action::Read).await?;
    let people = load(&state, &id, &member, reader.context.lang).await?;
    Ok(html(page::page(&reader.context, &people, None)))
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct AssignForm {
    role: String,
}

pub async fn assign(
    State(state): State<AppState>,
    reader: SignedIn,
    Path((id, account)): Path<(String, String)>,
    Form(typed): Form<AssignForm>,
) -> Result<Redirect, Error> {
    let member = authorise(&state, &id, &reader, Action::AssignRoles).await?;
    let role = Role::parse(&typed.role).ok_or(Error::BadRequest)?;
    people::assign_role(&state, &member, &id, &account, role).await?;
    Ok(to_people(&id))
}

pub async fn remove(
    State(state): State<AppState>,
    reader: SignedIn,
    Path((id, account)): Path<(String, String)>,
) -> Result<Redirect, Error> {
    authorise(&state, &id, &reader, Action::AssignRoles).await?;
    people::remove(&state, &id, &account).await?;
    Ok(to_people(&id))
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct HeadForm {
    to: String,
    sure: String,
}

pub async fn hand_over(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
    Form(typed): Form<HeadForm>,
) -> Result<Response, Error> {
    let member = authorise(&state, &id, &reader, Action::AssignRoles).await?;
    let handed = if typed.sure == "yes" {
        people::hand_over(&state, &member, &id, &typed.to).await
    } else {
        Err(HeadError::NoMember)
    };
    match handed {
        Ok(()) => Ok(to_people(&id).into_response()),
        Err(HeadError::NoMember) => {
            again(&state, &id, reader, &member, texts::HAND_OVER_UNCONFIRMED).await
        }
        Err(HeadError::Act(failure)) => Err(failure.into()),
    }
}

/// Names the head of a dossier that has none.
pub async fn name_head(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
    Form(typed): Form<HeadForm>,
) -> Result<Response, Error> {
    let member = authorise(&state, &id, &reader, Action::Read).await?;
    let confirmed = (typed.sure == "yes").then_some(typed.to.as_str());
    match people::name_head(&state, &member, &id, confirmed).await {
        Ok(()) => Ok(to_people(&id).into_response()),
        Err(HeadError::NoMember) => {
            again(&state, &id, reader, &member, texts::NAME_HEAD_UNCONFIRMED).await
        }
        Err(HeadError::Act(failure)) => Err(failure.into()),
    }
}

fn has_head(belongings: &[Belonging]) -> bool {
    belongings.iter().any(|belonging| belonging.role == Role::Head)
}

pub async fn leave(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let member = authorise(&state, &id, &reader, Action::Read).await?;
    match people::leave(&state, &member, &id).await {
        Ok(()) => Ok(Redirect::to("/dossiers").into_response()),
        Err(LeaveError::HeadStays) => again(&state, &id, reader, &member, texts::HEAD_STAYS).await,
        Err(LeaveError::Act(failure)) => Err(failure.into()),
    }
}

pub fn to_people(dossier: &str) -> Redirect {
    Redirect::to(&format!("/dossiers/{dossier}/personnes"))
}

/// The page again, with what was not done.
async fn again(
    state: &AppState,
    id: &str,
    mut reader: SignedIn,
    member: &Member,
    why: Text,
) -> Result<Response, Error> {
    let people = load(state, id, member, reader.context.lang).await?;
    reader.context.path = format!("/dossiers/{id}/personnes");
    let page = html(page::page(&reader.context, &people, Some(why)));
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

fn leaving(role: Role) -> Leaving {
    if role == Role::Head { Leaving::HandsOver } else { Leaving::Leaves }
}

async fn load(state: &AppState, id: &str, member: &Member, lang: Lang) -> Result<People, Error> {
    let dossier = state.store.dossier(id).await?.ok_or(Error::NotFound)?;
    let belongings = state.store.belongings(id).await?;
    let invitations = if may(member.role, None, Action::Invite) {
        Some(state.store.invitations(id).await?)
    } else {
        None
    };
    let known = invitations.as_deref().unwrap_or_default();
    let owners = state.store.owners(id).await?;
    let rows = |account: &str| owners.iter().filter(|owner| owner.account == account).count();
    let members = belongings
        .iter()
        .map(|one| {
            let rows = if one.role == Role::Partner { rows(&one.account) } else { 0 };
            Person { rows, ..person(one, known, member) }
        })
        .collect();
    let now = clock::now();
    let invited = |invitation| invited(invitation, &belongings, member.role, now);
    let accord_lines = partner::in_lines(lang, &accords::latest(state, id, member).await?);
    Ok(People {
        accords: accord_lines,
        role: Some(member.role),
        dossier: dossier.id,
        title: dossier.title,
        members,
        invitations: invitations.map(|all| all.into_iter().map(invited).collect()),
        may_give: Role::ALL.into_iter().filter(|role| may_assign(member.role, *role)).collect(),
        gives_parts: may(member.role, None, Action::AssignParts),
        names_head: may_name_head(member.role, has_head(&belongings)),
        leaving: leaving(member.role),
    })
}

fn person(belonging: &Belonging, invitations: &[Invitation], reader: &Member) -> Person {
    let by = invitations.iter().find(|all| Some(&all.id) == belonging.invitation.as_ref());
    Person {
        account: belonging.account.clone(),
        name: belonging.name.clone(),
        quality: belonging.quality.clone(),
        role: belonging.role,
        sections: belonging.sections.as_ref().map(|some| some.iter().copied().collect()),
        rows: 0,
        is_guest: belonging.is_guest,
        is_reader: belonging.account == reader.account,
        joined_at: belonging.joined_at,
        invitation: by.map(|invitation| invitation.label.clone()),
    }
}

fn invited(invitation: Invitation, belongings: &[Belonging], reader: Role, now: i64) -> Invited {
    let came = belongings.iter().filter(|one| one.invitation.as_ref() == Some(&invitation.id));
    let used_up = invitation.uses_allowed.is_some_and(|allowed| invitation.uses_made >= allowed);
    let late = now - invitation.created_at > LETTER_MAX;
    let fate = invitation.sent.map(|sent| match sent {
        InvitationEmail::Sent => texts::LETTER_SENT,
        InvitationEmail::Waiting if !late => texts::LETTER_WAITING,
        InvitationEmail::Waiting | InvitationEmail::Failed => texts::LETTER_FAILED,
    });
    Invited {
        joined: came.map(|one| one.name.clone()).collect(),
        may_revoke: may_invite_as(reader, invitation.role),
        state: if invitation.revoked_at.is_some() {
            page::State::Revoked
        } else if invitation.expires_at <= now {
            page::State::Expired
        } else if used_up {
            page::State::UsedUp
        } else {
            page::State::Open
        },
        letter: invitation.email.zip(fate).map(|(email, fate)| Letter { email, fate }),
        id: invitation.id,
        label: invitation.label,
        role: invitation.role,
        sections: invitation.sections.map(|some| some.into_iter().collect()),
        expires_at: invitation.expires_at,
        made: invitation.uses_made,
        allowed: invitation.uses_allowed,
        by: invitation.by,
    }
}
