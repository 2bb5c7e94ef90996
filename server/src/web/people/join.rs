//! Coming in by an invitation.
//! Does not know: how an invitation is kept. What is unknown, expired, revoked or used up gets one
//! and the same answer.

use crate::acts::account::end_session;
use crate::acts::people::invitations;
use crate::auth::address::ClientAddress;
use crate::auth::stay::Terms;
use crate::auth::{Entrance, Visitor};
use crate::error::Error;
use crate::http::forms::{beyond, hidden, html, person, refused_with};
use crate::limits::sign_in::TokenKind;
use crate::store::account::{Account, Kind, NewGuest};
use crate::store::people::joining::{Coming, Entry, Offer};
use crate::tokens::HeldToken;
use crate::{AppState, clock};
use app::components::field::FieldError;
use app::pages::people::join::{self as page, Asks, Welcome};
use app::pages::site::code::Refusal;
use app::texts::join as texts;
use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use dossier::lang::Lang;
use dossier::rights::Role;
use serde::Deserialize;
use std::net::IpAddr;
use std::time::{Duration, Instant};
use uuid::Uuid;

const NAME_MIN: usize = 2;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct JoinForm {
    /// A token or a code.
    code: String,
    name: String,
    quality: String,
}

pub async fn ask(visitor: Visitor) -> Response {
    hidden(html(page::ask(&visitor.context, None)))
}

/// Says what an invitation offers; who belongs to the dossier already is let in.
pub async fn present(
    State(state): State<AppState>,
    visitor: Visitor,
    ClientAddress(address): ClientAddress,
    Form(typed): Form<JoinForm>,
) -> Result<Response, Error> {
    match offer(&state, &visitor, address, &typed.code).await? {
        Lookup::Open(offer) => {
            let asks = asks(offer.role, visitor.account.as_ref(), &typed);
            Ok(hidden(welcome(&visitor, offer, typed.code, asks, &[])))
        }
        Lookup::Mine(dossier) => Ok(to_dossier(&dossier)),
        Lookup::Nothing(refused) => Ok(refuse(&visitor, refused)),
    }
}

/// Comes in.
pub async fn enter(
    State(state): State<AppState>,
    mut visitor: Visitor,
    entrance: Entrance,
    ClientAddress(address): ClientAddress,
    Form(typed): Form<JoinForm>,
) -> Result<Response, Error> {
    let offer = match offer(&state, &visitor, address, &typed.code).await? {
        Lookup::Open(offer) => offer,
        Lookup::Mine(dossier) => return Ok(to_dossier(&dossier)),
        Lookup::Nothing(refused) => return Ok(refuse(&visitor, refused)),
    };
    let lang = visitor.context.lang;
    let asks = asks(offer.role, visitor.account.as_ref(), &typed);
    let coming = match coming(lang, &asks, visitor.account.as_ref(), &typed) {
        Ok(coming) => coming,
        Err(errors) => {
            "/rejoindre".clone_into(&mut visitor.context.path);
            let page = welcome(&visitor, offer, typed.code, asks, &errors);
            return Ok(hidden((StatusCode::UNPROCESSABLE_ENTITY, page).into_response()));
        }
    };
    let held = HeldToken::parse(&typed.code).ok_or(Error::BadRequest)?;
    // A link without a limit must not be a way to make accounts without one.
    if matches!(coming, Coming::Guest(_))
        && let Err(wait) = state.attempts.admit_guest(&held.digest, address, Instant::now())
    {
        return Ok(refuse(&visitor, Refused { refusal: Refusal::TooMany, wait: Some(wait) }));
    }
    match invitations::join(&state, &held.digest, &coming, offer.role).await? {
        Entry::Joined(dossier) | Entry::Known(dossier) => {
            if let Coming::Guest(guest) = &coming {
                let end = |ended: &str| end_session(&state, ended);
                entrance.sign_in(&guest.id, Terms::Guest, end).await?;
            }
            Ok(to_dossier(&dossier))
        }
        Entry::Closed => Ok(refuse(&visitor, Refused { refusal: Refusal::Closed, wait: None })),
    }
}

enum Lookup {
    Open(Offer),
    /// The reader belongs to that dossier, whatever became of the invitation.
    Mine(String),
    Nothing(Refused),
}

struct Refused {
    refusal: Refusal,
    wait: Option<Duration>,
}

/// What the reader holds, looked up by its digest: the time that takes says nothing of how much of
/// it was right.
async fn offer(
    state: &AppState,
    visitor: &Visitor,
    address: IpAddr,
    typed: &str,
) -> Result<Lookup, Error> {
    let closed = Lookup::Nothing(Refused { refusal: Refusal::Closed, wait: None });
    let Some(held) = HeldToken::parse(typed) else { return Ok(closed) };
    let wait = state.attempts.look_up(held.kind, address, Instant::now()).err();
    let too_many = || Lookup::Nothing(Refused { refusal: Refusal::TooMany, wait });
    // A link that is right is never refused for what others guess; a code may be a guess itself.
    if held.kind == TokenKind::Code && wait.is_some() {
        return Ok(too_many());
    }
    let Some(offer) = state.store.offer(&held.digest, clock::now()).await? else {
        return Ok(if wait.is_some() { too_many() } else { closed });
    };
    if wait.is_none() {
        state.attempts.was_right(held.kind, address);
    }
    if let Some(account) = &visitor.account
        && state.store.membership(&offer.dossier, &account.id).await?.is_some()
    {
        return Ok(Lookup::Mine(offer.dossier));
    }
    Ok(if offer.open { Lookup::Open(offer) } else { closed })
}

/// What is left to be said. A guest who has only read so far says who they are before they write.
fn asks(role: Role, account: Option<&Account>, typed: &JoinForm) -> Asks {
    let unnamed = account.is_none_or(is_unnamed);
    match (role, account) {
        (Role::Viewer, None) => Asks::Nothing,
        (role, _) if unnamed && role != Role::Viewer => {
            Asks::Name { name: typed.name.clone(), quality: typed.quality.clone() }
        }
        (_, account) => Asks::Known(account.map(|known| known.name.clone()).unwrap_or_default()),
    }
}

fn is_unnamed(account: &Account) -> bool {
    account.kind == Kind::Guest && account.quality.is_empty()
}

/// The errors are in the order of the page.
fn coming(
    lang: Lang,
    asks: &Asks,
    account: Option<&Account>,
    typed: &JoinForm,
) -> Result<Coming, Vec<FieldError>> {
    let guest = |name: String, quality: String| NewGuest {
        id: account.map_or_else(|| Uuid::now_v7().to_string(), |account| account.id.clone()),
        name,
        quality,
        created_at: clock::now(),
    };
    match (asks, account) {
        (Asks::Name { .. }, _) => {
            let name = read_name(lang, typed)?;
            let guest = guest(name, typed.quality.clone());
            Ok(if account.is_some() { Coming::Introduced(guest) } else { Coming::Guest(guest) })
        }
        (_, Some(account)) => Ok(Coming::Account(account.id.clone())),
        (_, None) => {
            let name = texts::GUEST_READER.in_lang(lang).to_owned();
            Ok(Coming::Guest(guest(name, String::new())))
        }
    }
}

fn read_name(lang: Lang, typed: &JoinForm) -> Result<String, Vec<FieldError>> {
    let mut errors = Vec::new();
    let name = person::read_name(lang, &typed.name, &mut errors);
    if errors.is_empty() && name.chars().count() < NAME_MIN {
        errors.push(beyond(lang, "name", texts::NAME_TOO_SHORT, ("min", NAME_MIN)));
    }
    person::check_quality(lang, &typed.quality, &mut errors);
    if errors.is_empty() { Ok(name) } else { Err(errors) }
}

fn welcome(
    visitor: &Visitor,
    offer: Offer,
    held: String,
    asks: Asks,
    errors: &[FieldError],
) -> Response {
    let welcome = Welcome {
        title: offer.title,
        school: offer.school,
        by: offer.by,
        by_role: offer.by_role,
        role: offer.role,
        sections: offer.sections.map(|some| some.into_iter().collect()),
        held,
        asks,
    };
    html(page::welcome(&visitor.context, &welcome, errors))
}

fn refuse(visitor: &Visitor, refused: Refused) -> Response {
    let mut context = visitor.context.clone();
    "/rejoindre".clone_into(&mut context.path);
    let page = html(page::ask(&context, Some(refused.refusal)));
    hidden(refused_with(page, refused.wait))
}

fn to_dossier(dossier: &str) -> Response {
    Redirect::to(&format!("/dossiers/{dossier}")).into_response()
}
