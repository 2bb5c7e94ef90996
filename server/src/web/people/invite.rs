//! Inviting: the forms, what they make, and taking it back. Does not know: how an invitation is
//! kept. A link and a code are in the answer that makes them and nowhere else.

use crate::acts::people::invitations;
use crate::auth::SignedIn;
use crate::auth::membership::authorise;
use crate::auth::origin::site;
use crate::error::Error;
use crate::http::forms::{html, retry_after};
use crate::http::qr;
use crate::store::account::Member;
use crate::store::dossier::Dossier;
use crate::store::people::invitations::NewInvitation;
use crate::tokens::Secrets;
use crate::web::people::to_people;
use crate::{AppState, clock};
use app::components::field::FieldError;
use app::pages::people::invite::{self as page, Invite, Way};
use app::pages::people::invited::{self, Handout, To};
use app::shell::PageContext;
use app::texts::{invitations as texts, recovery};
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use dossier::form::SectionId;
use dossier::lang::Lang;
use dossier::rights::{Action, Role, may_invite_as, narrowed};
use serde::Deserialize;
use std::time::Instant;
use uuid::Uuid;

mod email;
mod form;

use form::{Accepted, check};

const DAY: i64 = 24 * 3600 * 1000;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct InviteQuery {
    #[serde(alias = "par")]
    way: String,
}

pub async fn show(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
    Query(query): Query<InviteQuery>,
) -> Result<Response, Error> {
    let member = authorise(&state, &id, &reader, Action::Invite).await?;
    let way = Way::parse(&query.way).unwrap_or_default();
    let uses = if way == Way::Sheet { "60" } else { "10" };
    let form = Invite { way, expiry: "7".to_owned(), uses: uses.to_owned(), ..blank(&id, &member) };
    Ok(html(page::page(&reader.context, &form, &[])))
}

/// By a link or by a letter.
pub async fn create(
    State(state): State<AppState>,
    mut reader: SignedIn,
    Path(id): Path<String>,
    headers: HeaderMap,
    Form(typed): Form<Vec<(String, String)>>,
) -> Result<Response, Error> {
    let member = authorise(&state, &id, &reader, Action::Invite).await?;
    let lang = reader.context.lang;
    let form = form::read(typed, blank(&id, &member));
    reader.context.path = address(&form);
    let accepted = match check(lang, &form) {
        Ok(accepted) => accepted,
        Err(errors) => return Ok(wrong(&reader.context, &form, &errors)),
    };
    if accepted.email.is_some() && !state.may_write(&reader.account) {
        let message = recovery::CONFIRM_TO_WRITE.in_lang(lang).to_owned();
        return Ok(wrong(&reader.context, &form, &[FieldError { field: "email", message }]));
    }
    if accepted.email.is_some()
        && let Err(wait) = state.emails.admit(&member.account, 1, Instant::now())
    {
        let message = texts::TOO_MANY_LETTERS.in_lang(lang).to_owned();
        let page = page::page(&reader.context, &form, &[FieldError { field: "email", message }]);
        return Ok((StatusCode::TOO_MANY_REQUESTS, retry_after(wait), html(page)).into_response());
    }
    let dossier = state.store.dossier(&id).await?.ok_or(Error::NotFound)?;
    let here = site(&headers, &state.config);
    let (made, handouts) = make(lang, &member, &id, &accepted, &here)?;
    invitations::invite(&state, &member, &made).await?;
    let (Some(invitation), Some(handout)) = (made.first(), handouts.first()) else {
        return Err(Error::BadRequest);
    };
    if let Some(to) = invitation.email.clone() {
        let email = email::write(lang, to, &member, &dossier, handout);
        invitations::send(&state, &invitation.id, email);
    }
    Ok(html(invited::page(&reader.context, &to(dossier, &here), handout)))
}

/// One for each role that was ticked, on a page to be printed.
pub async fn sheet(
    State(state): State<AppState>,
    mut reader: SignedIn,
    Path(id): Path<String>,
    headers: HeaderMap,
    Form(typed): Form<Vec<(String, String)>>,
) -> Result<Response, Error> {
    let member = authorise(&state, &id, &reader, Action::Invite).await?;
    let lang = reader.context.lang;
    let form = Invite { way: Way::Sheet, ..form::read(typed, blank(&id, &member)) };
    reader.context.path = address(&form);
    let accepted = match check(lang, &form) {
        Ok(accepted) => accepted,
        Err(errors) => return Ok(wrong(&reader.context, &form, &errors)),
    };
    let dossier = state.store.dossier(&id).await?.ok_or(Error::NotFound)?;
    let here = site(&headers, &state.config);
    let (made, handouts) = make(lang, &member, &id, &accepted, &here)?;
    invitations::invite(&state, &member, &made).await?;
    Ok(html(invited::sheet(&reader.context, &to(dossier, &here), &handouts)))
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct RevokeForm {
    end: String,
}

/// Takes an invitation back, and those who came by it if that is wanted. Whoever may not invite as
/// that role may not take it back either.
pub async fn revoke(
    State(state): State<AppState>,
    reader: SignedIn,
    Path((id, invitation)): Path<(String, String)>,
    Form(typed): Form<RevokeForm>,
) -> Result<Redirect, Error> {
    let member = authorise(&state, &id, &reader, Action::Invite).await?;
    invitations::revoke(&state, &member, &id, &invitation, typed.end == "yes").await?;
    Ok(to_people(&id))
}

/// A form without anything in it.
fn blank(id: &str, member: &Member) -> Invite {
    let offered = Role::ALL.into_iter().filter(|role| may_invite_as(member.role, *role)).collect();
    let sections = SectionId::ALL.map(|section| section.name().to_owned()).into();
    Invite { dossier: id.to_owned(), offered, sections, ..Invite::default() }
}

fn wrong(context: &PageContext, form: &Invite, errors: &[FieldError]) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, html(page::page(context, form, errors))).into_response()
}

/// Where the form is, for a choice of language to lead back to.
fn address(form: &Invite) -> String {
    format!("/dossiers/{}/invitations?way={}", form.dossier, form.way.as_str())
}

fn to(dossier: Dossier, here: &str) -> To {
    let host = here.split_once("://").map_or(here, |(_, host)| host);
    To {
        address: format!("{host}/rejoindre"),
        dossier: dossier.id,
        title: dossier.title,
        school: dossier.school,
    }
}

/// An invitation for each role: what is kept of it, and what is handed out.
fn make(
    lang: Lang,
    member: &Member,
    dossier: &str,
    accepted: &Accepted,
    here: &str,
) -> Result<(Vec<NewInvitation>, Vec<Handout>), Error> {
    let created_at = clock::now();
    let expires_at = created_at + accepted.days * DAY;
    let mut made = Vec::new();
    let mut handouts = Vec::new();
    for role in &accepted.roles {
        let secrets = Secrets::fresh();
        let link = format!("{here}/rejoindre#{}", secrets.token);
        let label = match (accepted.label.as_str(), &accepted.email) {
            ("", Some(email)) => email.clone(),
            ("", None) => role.label().in_lang(lang).to_owned(),
            (label, _) => label.to_owned(),
        };
        made.push(NewInvitation {
            id: Uuid::now_v7().to_string(),
            dossier: dossier.to_owned(),
            role: *role,
            sections: narrowed(*role, accepted.sections.iter().copied()),
            label: label.clone(),
            token_digest: secrets.token_digest(),
            code_digest: secrets.code_digest(),
            email: accepted.email.clone(),
            created_by: member.account.clone(),
            created_at,
            expires_at,
            uses_allowed: accepted.uses_allowed,
        });
        handouts.push(Handout {
            label,
            role: *role,
            drawing: qr::draw(&link).ok_or(Error::BadRequest)?,
            link,
            code: secrets.code,
            expires_at,
            uses: accepted.uses,
            email: accepted.email.clone(),
        });
    }
    Ok((made, handouts))
}
