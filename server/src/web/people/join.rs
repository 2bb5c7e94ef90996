//! Coming in by an invitation.
//! Must not know: how an invitation is kept. What is unknown, expired, revoked or used up gets one
//! and the same answer.

use crate::auth::address::ClientAddress;
use crate::auth::tokens::Held;
use crate::auth::{self, Visitor};
use crate::error::Error;
use crate::http::forms::{NAME_MAX, beyond, error, hidden, html, one_line, refused_with};
use crate::store::{Account, Coming, Entry, Kind, NewGuest, Offer};
use crate::{AppState, clock};
use app::components::field::FieldError;
use app::pages::people::join::{self as page, Asks, Welcome};
use app::pages::site::code::Refusal;
use app::texts::{account, join as texts};
use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use dossier::form::lists::QUALITIES;
use dossier::lang::Lang;
use dossier::rights::Role;
use serde::Deserialize;
use std::net::IpAddr;
use std::time::{Duration, Instant};
use tower_sessions::Session;
use uuid::Uuid;

const NAME_MIN: usize = 2;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// A token or a code.
    code: String,
    name: String,
    quality: String,
}

pub async fn ask(visitor: Visitor) -> Response {
    hidden(html(page::ask(&visitor.frame, None)))
}

/// Says what an invitation offers; who belongs to the dossier already is let in.
pub async fn present(
    State(state): State<AppState>,
    visitor: Visitor,
    ClientAddress(address): ClientAddress,
    Form(typed): Form<Typed>,
) -> Result<Response, Error> {
    match offer(&state, &visitor, address, &typed.code).await? {
        Found::Open(offer) => {
            let asks = asks(offer.role, visitor.account.as_ref(), &typed);
            Ok(hidden(welcome(&visitor, offer, typed.code, asks, &[])))
        }
        Found::Mine(dossier) => Ok(to_dossier(&dossier)),
        Found::Nothing(refused) => Ok(refuse(&visitor, refused)),
    }
}

/// Comes in.
pub async fn enter(
    State(state): State<AppState>,
    mut visitor: Visitor,
    session: Session,
    ClientAddress(address): ClientAddress,
    Form(typed): Form<Typed>,
) -> Result<Response, Error> {
    let offer = match offer(&state, &visitor, address, &typed.code).await? {
        Found::Open(offer) => offer,
        Found::Mine(dossier) => return Ok(to_dossier(&dossier)),
        Found::Nothing(refused) => return Ok(refuse(&visitor, refused)),
    };
    let lang = visitor.frame.lang;
    let asks = asks(offer.role, visitor.account.as_ref(), &typed);
    let coming = match coming(lang, &asks, visitor.account.as_ref(), &typed) {
        Ok(coming) => coming,
        Err(errors) => {
            "/rejoindre".clone_into(&mut visitor.frame.path);
            let page = welcome(&visitor, offer, typed.code, asks, &errors);
            return Ok(hidden((StatusCode::UNPROCESSABLE_ENTITY, page).into_response()));
        }
    };
    // A link without a limit must not be a way to make accounts without one.
    if matches!(coming, Coming::Guest(_))
        && let Err(wait) = state.attempts.admit_newcomer(address, Instant::now())
    {
        return Ok(refuse(&visitor, Refused { refusal: Refusal::TooMany, wait: Some(wait) }));
    }
    let held = Held::parse(&typed.code).ok_or(Error::BadRequest)?;
    match state.store.enter(&held.digest, &coming, clock::now()).await? {
        Entry::Joined(dossier) | Entry::Known(dossier) => {
            if let Coming::Guest(guest) = &coming {
                auth::sign_in(&session, &guest.id, &state.rooms).await?;
            }
            Ok(to_dossier(&dossier))
        }
        Entry::Closed => Ok(refuse(&visitor, Refused { refusal: Refusal::Closed, wait: None })),
    }
}

enum Found {
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
) -> Result<Found, Error> {
    let closed = Found::Nothing(Refused { refusal: Refusal::Closed, wait: None });
    let Some(held) = Held::parse(typed) else { return Ok(closed) };
    if let Err(wait) = state.attempts.admit_guest(held.kind, address, Instant::now()) {
        return Ok(Found::Nothing(Refused { refusal: Refusal::TooMany, wait: Some(wait) }));
    }
    let Some(offer) = state.store.offer(&held.digest, clock::now()).await? else {
        return Ok(closed);
    };
    if let Some(account) = &visitor.account
        && state.store.membership(&offer.dossier, &account.id).await?.is_some()
    {
        state.attempts.guest_known(held.kind, address);
        return Ok(Found::Mine(offer.dossier));
    }
    if !offer.open {
        return Ok(closed);
    }
    state.attempts.guest_known(held.kind, address);
    Ok(Found::Open(offer))
}

/// What is left to be said. A guest who has only read so far says who they are before they write.
fn asks(role: Role, account: Option<&Account>, typed: &Typed) -> Asks {
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
    typed: &Typed,
) -> Result<Coming, Vec<FieldError>> {
    let guest = |name: String, quality: String| NewGuest {
        id: account.map_or_else(|| Uuid::now_v7().to_string(), |account| account.id.clone()),
        name,
        quality,
        created_at: clock::now(),
    };
    match (asks, account) {
        (Asks::Name { .. }, _) => {
            let name = said(lang, typed)?;
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

fn said(lang: Lang, typed: &Typed) -> Result<String, Vec<FieldError>> {
    let mut errors = Vec::new();
    let name = one_line(&typed.name);
    match name.chars().count() {
        0 => errors.push(error(lang, "name", account::NAME_MISSING)),
        length if length < NAME_MIN => {
            errors.push(beyond(lang, "name", texts::NAME_TOO_SHORT, ("min", NAME_MIN)));
        }
        length if length > NAME_MAX => {
            errors.push(beyond(lang, "name", account::NAME_TOO_LONG, ("max", NAME_MAX)));
        }
        _ => {}
    }
    if QUALITIES.get(&typed.quality).is_none() {
        errors.push(error(lang, "quality", account::QUALITY_MISSING));
    }
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
    html(page::welcome(&visitor.frame, &welcome, errors))
}

fn refuse(visitor: &Visitor, refused: Refused) -> Response {
    let mut frame = visitor.frame.clone();
    "/rejoindre".clone_into(&mut frame.path);
    let page = html(page::ask(&frame, Some(refused.refusal)));
    hidden(refused_with(page, refused.wait))
}

fn to_dossier(dossier: &str) -> Response {
    Redirect::to(&format!("/dossiers/{dossier}")).into_response()
}
