//! Coming into a séance by its code, from a phone. Does not know: ideas, votes, facilitators.

use crate::AppState;
use crate::acts::account as accounts;
use crate::acts::participants::{self, JoinError};
use crate::auth::address::ClientAddress;
use crate::auth::known_browser::KnownBrowser;
use crate::auth::stay::Terms;
use crate::auth::{Entrance, Visitor};
use crate::error::Error;
use crate::http::forms::{NAME_MAX, beyond, error, html, refused_with};
use crate::limits::sign_in::TokenKind;
use crate::store::seance::participants::NewParticipant;
use app::components::field::FieldError;
use app::pages::seance::class as class_page;
use app::pages::seance::join::{self, Who};
use app::texts::{account, preparation as meeting_texts, seance as texts};
use axum::extract::{Form, Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use dossier::form::lists::ATTENDANCE;
use dossier::lang::{Lang, Text, one_line};
use dossier::seance::class::{Class, PUPILS, together};
use dossier::seance::meeting::MAX_TABLES;
use dossier::seance::{Seance, code};
use serde::Deserialize;
use std::net::IpAddr;
use std::time::Instant;

/// The longest name of a table, characters.
const SEAT_MAX: usize = 40;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct JoinForm {
    code: String,
    name: String,
    quality: String,
    seat: String,
    people: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct TableQuery {
    /// The number on the table's card.
    table: Option<u32>,
}

pub async fn ask(visitor: Visitor) -> Response {
    html(join::ask(&visitor.context, None))
}

/// Leads to the séance of the code that was typed.
pub async fn go(
    State(state): State<AppState>,
    visitor: Visitor,
    ClientAddress(address): ClientAddress,
    Form(typed): Form<JoinForm>,
) -> Result<Response, Error> {
    Ok(match find(&state, &visitor, address, &typed.code).await? {
        Ok(Joined { code, .. }) => Redirect::to(&format!("/s/{code}")).into_response(),
        Err(refused) => refused,
    })
}

/// Asks who one is; whoever is in already is led to the séance.
pub async fn present(
    State(state): State<AppState>,
    visitor: Visitor,
    ClientAddress(address): ClientAddress,
    Path(typed): Path<String>,
    Query(at): Query<TableQuery>,
) -> Result<Response, Error> {
    let Joined { seance, code, class } = match find(&state, &visitor, address, &typed).await? {
        Ok(found) => found,
        Err(refused) => return Ok(refused),
    };
    if let Some(account) = &visitor.account
        && state.store.participant(&seance.id, &account.id).await?.is_some()
    {
        return Ok(to_phone(&seance.id));
    }
    if let Some(class) = class {
        return Ok(html(class_page::enter(&visitor.context, &seance.title, &class.name, &code)));
    }
    let known = visitor.account.as_ref().map(|account| account.name.as_str());
    let lang = visitor.context.lang;
    let seat = at.table.filter(|table| *table <= MAX_TABLES).map(|table| table.to_string());
    let seat = seat.map(|table| meeting_texts::TABLE.fill(lang, &[("n", &table)]));
    let who = Who { seat: seat.unwrap_or_default(), ..Who::default() };
    Ok(html(join::who(&visitor.context, &seance.title, &code, &who, known, &[])))
}

pub async fn enter(
    State(state): State<AppState>,
    mut visitor: Visitor,
    entrance: Entrance,
    ClientAddress(address): ClientAddress,
    browser: KnownBrowser,
    Path(typed_code): Path<String>,
    Form(typed): Form<JoinForm>,
) -> Result<Response, Error> {
    let Joined { seance, code, class } = match find(&state, &visitor, address, &typed_code).await? {
        Ok(found) => found,
        Err(refused) => return Ok(refused),
    };
    if let Some(class) = class {
        let came = Came { entrance: &entrance, address, browser };
        return enter_class(&state, &visitor, came, class).await;
    }
    let lang = visitor.context.lang;
    let (name, seat) = (one_line(&typed.name), one_line(&typed.seat));
    let people = together(&typed.people);
    let who = Who { name, quality: typed.quality, seat, people: typed.people };
    let known = visitor.account.as_ref().map(|account| account.name.clone());
    let mut errors = errors_of(lang, &who, known.is_some());
    if people.is_none() {
        errors.push(error(lang, "people", meeting_texts::TOGETHER_WRONG));
    }
    if !errors.is_empty() {
        visitor.context.path = format!("/s/{code}");
        let page =
            join::who(&visitor.context, &seance.title, &code, &who, known.as_deref(), &errors);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, html(page)).into_response());
    }
    let people = people.unwrap_or(1);
    let (quality, seat) = (who.quality.as_str(), who.seat.as_str());
    let new = NewParticipant { quality, seat, people, class: None, device: None };
    let came = Came { entrance: &entrance, address, browser };
    take_part(&state, &visitor, came, (&seance.id, &who.name), new).await
}

/// Pupils come in under the name of their class, and are counted with it.
async fn enter_class(
    state: &AppState,
    visitor: &Visitor,
    came: Came<'_>,
    class: Class,
) -> Result<Response, Error> {
    let Class { seance, number, name, .. } = &class;
    if let Some(account) = &visitor.account
        && state.store.participant(seance, &account.id).await?.is_some()
    {
        return Ok(to_phone(seance));
    }
    let class = Some(*number);
    let new = NewParticipant { quality: PUPILS, seat: name, people: 0, class, device: None };
    take_part(state, visitor, came, (seance, name), new).await
}

/// From where somebody comes in.
struct Came<'a> {
    entrance: &'a Entrance,
    address: IpAddr,
    browser: KnownBrowser,
}

/// Makes who visits take part; who has no account becomes a guest of that name.
async fn take_part(
    state: &AppState,
    visitor: &Visitor,
    came: Came<'_>,
    (seance, name): (&str, &str),
    new: NewParticipant<'_>,
) -> Result<Response, Error> {
    let Came { entrance, address, browser } = came;
    let known = visitor.account.as_ref().map(|known| known.id.as_str());
    let is_in = match known {
        Some(account) => state.store.participant(seance, account).await?.is_some(),
        None => false,
    };
    if !is_in && let Err(wait) = state.participants.admit_device(seance, address, Instant::now()) {
        return Ok(refused_with(ask_again(visitor, texts::JOIN_MANY), Some(wait)));
    }
    let (device, cookie) = browser.keep(state)?;
    let new = NewParticipant { device: Some(&device), ..new };
    match participants::join(state, seance, known, name, new).await {
        Ok(None) => {}
        Ok(Some(guest)) => {
            let end = |ended: &str| accounts::end_session(state, ended);
            entrance.sign_in(&guest, Terms::Guest, end).await?
        }
        Err(JoinError::Full) => {
            let page = ask_again(visitor, texts::JOIN_FULL);
            return Ok((StatusCode::SERVICE_UNAVAILABLE, page).into_response());
        }
        Err(JoinError::TakesPart) => {
            let page = ask_again(visitor, texts::JOIN_TWICE);
            return Ok((StatusCode::CONFLICT, page).into_response());
        }
        Err(JoinError::Act(error)) => return Err(error.into()),
    }
    Ok((cookie, to_phone(seance)).into_response())
}

/// Where a code leads.
struct Joined {
    seance: Seance,
    /// As it is spelt.
    code: String,
    /// Where it is a class's.
    class: Option<Class>,
}

/// Where a code leads, or what is answered instead. A code that is
/// right costs nothing: a whole hall comes from one address.
async fn find(
    state: &AppState,
    visitor: &Visitor,
    address: IpAddr,
    typed: &str,
) -> Result<Result<Joined, Response>, Error> {
    let unknown = || refused_with(ask_again(visitor, texts::JOIN_UNKNOWN), None);
    let Some(code) = code::read(typed) else { return Ok(Err(unknown())) };
    let now = Instant::now();
    let is_hall = state.attempts.is_hall(&code, address, now);
    if !is_hall && let Err(wait) = state.attempts.look_up(TokenKind::Code, address, now) {
        return Ok(Err(refused_with(ask_again(visitor, texts::JOIN_TOO_MANY), Some(wait))));
    }
    let class = state.store.class_by_code(&code).await?;
    let seance = match &class {
        Some(class) => state.store.seance(&class.seance).await?,
        None => state.store.seance_by_code(&code).await?,
    };
    let Some(seance) = seance else { return Ok(Err(unknown())) };
    if !is_hall {
        state.attempts.was_right(TokenKind::Code, address);
        state.attempts.hall_known(&code, address, now);
    }
    Ok(Ok(Joined { seance, code, class }))
}

fn errors_of(lang: Lang, who: &Who, known: bool) -> Vec<FieldError> {
    let mut errors = Vec::new();
    if who.name.is_empty() && !known {
        errors.push(error(lang, "name", account::NAME_MISSING));
    }
    if who.name.chars().count() > NAME_MAX {
        errors.push(beyond(lang, "name", account::NAME_TOO_LONG, ("max", NAME_MAX)));
    }
    if ATTENDANCE.get(&who.quality).is_none() {
        errors.push(error(lang, "quality", account::QUALITY_MISSING));
    }
    if who.seat.chars().count() > SEAT_MAX {
        errors.push(beyond(lang, "seat", texts::TOO_LONG, ("max", SEAT_MAX)));
    }
    errors
}

fn ask_again(visitor: &Visitor, why: Text) -> Response {
    let mut context = visitor.context.clone();
    "/s".clone_into(&mut context.path);
    html(join::ask(&context, Some(why)))
}

fn to_phone(seance: &str) -> Response {
    Redirect::to(&format!("/seances/{seance}")).into_response()
}
