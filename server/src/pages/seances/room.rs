//! The phones of who takes part: coming in by a code, ideas, ballots. Must not know: facilitators.

use crate::auth::address::ClientAddress;
use crate::auth::attempts::Held;
use crate::auth::{self, SignedIn, Visitor};
use crate::error::Error;
use crate::pages::seances::{is_scripted, to_script};
use crate::pages::sign_in::retry_after;
use crate::pages::sign_up::{NAME_MAX, beyond, error};
use crate::pages::{html, one_line};
use crate::seances::seen;
use crate::store::{IdeaSent, NewGuest, NewIdea, Participant, Seance};
use crate::{AppState, clock};
use app::components::field::FieldError;
use app::pages::seance::join::{self, Who};
use app::pages::seance::phone::{self, Said};
use app::texts::{account, seance as texts};
use axum::extract::{Form, Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use dossier::lists::ATTENDANCE;
use dossier::seance::ballot::{Answer, Ballot, Kind};
use dossier::seance::{code, idea};
use dossier::words::{Lang, Text};
use serde::Deserialize;
use std::collections::HashMap;
use std::net::IpAddr;
use std::time::Instant;
use tower_sessions::Session;
use uuid::Uuid;

/// Devices that take part in one session at most: a large hall, and then some.
const MOST_PEOPLE: i64 = 1_000;
/// Ideas that one device sends at most; a table has one device.
const MOST_IDEAS: i64 = 50;
/// The longest name of a table, characters.
const SEAT_MAX: usize = 40;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    code: String,
    name: String,
    quality: String,
    seat: String,
}

pub async fn ask(visitor: Visitor) -> Response {
    html(join::ask(&visitor.frame, None))
}

/// Leads to the session of the code that was typed.
pub async fn go(
    State(state): State<AppState>,
    visitor: Visitor,
    ClientAddress(address): ClientAddress,
    Form(typed): Form<Typed>,
) -> Result<Response, Error> {
    Ok(match find(&state, &visitor, address, &typed.code).await? {
        Ok((_, code)) => Redirect::to(&format!("/s/{code}")).into_response(),
        Err(refused) => refused,
    })
}

/// Asks who one is; whoever is in already is led to the session.
pub async fn door(
    State(state): State<AppState>,
    visitor: Visitor,
    ClientAddress(address): ClientAddress,
    Path(typed): Path<String>,
) -> Result<Response, Error> {
    let (seance, code) = match find(&state, &visitor, address, &typed).await? {
        Ok(found) => found,
        Err(refused) => return Ok(refused),
    };
    if let Some(account) = &visitor.account
        && state.store.participant(&seance.id, &account.id).await?.is_some()
    {
        return Ok(to_phone(&seance.id));
    }
    let known = visitor.account.as_ref().map(|account| account.name.as_str());
    Ok(html(join::who(&visitor.frame, &seance.title, &code, &Who::default(), known, &[])))
}

pub async fn enter(
    State(state): State<AppState>,
    mut visitor: Visitor,
    session: Session,
    ClientAddress(address): ClientAddress,
    Path(typed_code): Path<String>,
    Form(typed): Form<Typed>,
) -> Result<Response, Error> {
    let (seance, code) = match find(&state, &visitor, address, &typed_code).await? {
        Ok(found) => found,
        Err(refused) => return Ok(refused),
    };
    let lang = visitor.frame.lang;
    let who =
        Who { name: one_line(&typed.name), quality: typed.quality, seat: one_line(&typed.seat) };
    let known = visitor.account.as_ref().map(|account| account.name.clone());
    let errors = wrong(lang, &who, known.is_some());
    if !errors.is_empty() {
        visitor.frame.path = format!("/s/{code}");
        let page = join::who(&visitor.frame, &seance.title, &code, &who, known.as_deref(), &errors);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, html(page)).into_response());
    }
    let there: i64 = state.store.attendance(&seance.id).await?.iter().map(|(_, count)| count).sum();
    if there >= MOST_PEOPLE {
        return Ok(refuse(&visitor, texts::JOIN_FULL, StatusCode::SERVICE_UNAVAILABLE));
    }
    let now = clock::now();
    let guest = known.is_none().then(|| NewGuest {
        id: Uuid::now_v7().to_string(),
        name: who.name.clone(),
        quality: String::new(),
        created_at: now,
    });
    let account = match (&visitor.account, &guest) {
        (Some(account), _) => account.id.clone(),
        (None, Some(guest)) => guest.id.clone(),
        (None, None) => return Err(Error::BadRequest),
    };
    let (quality, seat) = (&who.quality, &who.seat);
    state.store.take_part(&seance.id, &account, guest.as_ref(), quality, seat, now).await?;
    if guest.is_some() {
        auth::sign_in(&session, &account, &state.rooms).await?;
    }
    state.seances.tell(&seance.id);
    Ok(to_phone(&seance.id))
}

/// The session of a code, with the code as it is spelt, or what is answered instead. A code that is
/// right costs nothing: a whole hall comes from one address.
async fn find(
    state: &AppState,
    visitor: &Visitor,
    address: IpAddr,
    typed: &str,
) -> Result<Result<(Seance, String), Response>, Error> {
    let unknown = || refuse(visitor, texts::JOIN_UNKNOWN, StatusCode::UNPROCESSABLE_ENTITY);
    let Some(code) = code::read(typed) else { return Ok(Err(unknown())) };
    if let Err(wait) = state.attempts.admit_guest(Held::Code, address, Instant::now()) {
        let page = refuse(visitor, texts::JOIN_TOO_MANY, StatusCode::TOO_MANY_REQUESTS);
        return Ok(Err((retry_after(wait), page).into_response()));
    }
    let Some(seance) = state.store.seance_by_code(&code).await? else { return Ok(Err(unknown())) };
    state.attempts.guest_known(Held::Code, address);
    Ok(Ok((seance, code)))
}

fn wrong(lang: Lang, who: &Who, known: bool) -> Vec<FieldError> {
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

fn refuse(visitor: &Visitor, why: Text, status: StatusCode) -> Response {
    let mut frame = visitor.frame.clone();
    "/s".clone_into(&mut frame.path);
    (status, html(join::ask(&frame, Some(why)))).into_response()
}

fn to_phone(seance: &str) -> Response {
    Redirect::to(&format!("/seances/{seance}")).into_response()
}

/// Who takes part, and in what; to anybody else there is no such session.
pub(super) async fn taking_part(
    state: &AppState,
    reader: &SignedIn,
    id: &str,
) -> Result<(Seance, Participant), Error> {
    let participant = state.store.participant(id, &reader.account.id).await?;
    let participant = participant.ok_or(Error::NotFound)?;
    Ok((state.store.seance(id).await?.ok_or(Error::NotFound)?, participant))
}

pub async fn show(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let (seance, participant) = taking_part(&state, &reader, &id).await?;
    page(&state, &reader, seance, participant, None).await
}

async fn page(
    state: &AppState,
    reader: &SignedIn,
    seance: Seance,
    participant: Participant,
    said: Option<Said>,
) -> Result<Response, Error> {
    let open = state.store.votes(&seance.id).await?.into_iter().find(|one| one.closed_at.is_none());
    let ballot = match open {
        Some(vote) => state.store.ballot(&vote, &participant.account).await?,
        None => None,
    };
    let seance = seen(&state.store, seance).await?;
    let Participant { name, quality, seat, blocked, .. } = participant;
    let who = phone::Participant { name, quality, seat, blocked, ballot };
    let mut frame = reader.frame.clone();
    frame.path = format!("/seances/{}", seance.id);
    let parts = phone::changing(frame.lang, &seance);
    Ok(html(phone::page(&frame, &seance, &who, parts, said)))
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Idea {
    words: String,
    /// Chosen by the phone, so that what it sends again after a cut is there once.
    id: String,
}

pub async fn send_idea(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
    headers: HeaderMap,
    Form(typed): Form<Idea>,
) -> Result<Response, Error> {
    let (seance, participant) = taking_part(&state, &reader, &id).await?;
    let said = match idea::clean(&typed.words) {
        Err(idea::NotAnIdea::Empty) => Said::Refused(texts::IDEA_EMPTY),
        Err(idea::NotAnIdea::TooLong) => Said::Refused(texts::IDEA_LONG),
        Ok(_) if participant.blocked => Said::Refused(texts::BLOCKED),
        Ok(_) if !seance.ideas_open => Said::Refused(texts::IDEAS_ARE_CLOSED),
        Ok(words) => {
            let chosen = Uuid::parse_str(&typed.id).unwrap_or_else(|_| Uuid::now_v7());
            let idea = NewIdea {
                id: chosen.to_string(),
                seance: id.clone(),
                account: participant.account.clone(),
                quality: participant.quality.clone(),
                seat: participant.seat.clone(),
                words,
                at: clock::now(),
            };
            match state.store.add_idea(&idea, MOST_IDEAS).await? {
                IdeaSent::There => Said::Done(texts::IDEA_SENT),
                IdeaSent::TooMany => Said::Refused(texts::IDEA_MANY),
            }
        }
    };
    state.seances.tell(&id);
    answer(&state, &reader, &headers, (seance, participant), said).await
}

/// A ballot is the options with their dots, or one answer: what the vote's form sends.
pub async fn cast(
    State(state): State<AppState>,
    reader: SignedIn,
    Path((id, vote)): Path<(String, String)>,
    headers: HeaderMap,
    Form(typed): Form<HashMap<String, String>>,
) -> Result<Response, Error> {
    let (seance, participant) = taking_part(&state, &reader, &id).await?;
    let votes = state.store.votes(&id).await?;
    let vote = votes.into_iter().find(|one| one.id == vote).ok_or(Error::NotFound)?;
    let words = match vote.kind {
        Kind::Consent => typed.get("answer").cloned().unwrap_or_default(),
        Kind::Dots(_) => (0..vote.options.len())
            .filter_map(|at| {
                let count = typed.get(&format!("o{at}"))?.trim();
                (!count.is_empty()).then(|| format!("{at}:{count}"))
            })
            .collect::<Vec<_>>()
            .join(" "),
    };
    let said = match Ballot::read(vote.kind, vote.options.len(), &words) {
        _ if participant.blocked => Said::Refused(texts::BLOCKED),
        Err(_) if vote.kind == Kind::Consent && Answer::parse(&words).is_none() => {
            Said::Refused(texts::CAST_NOTHING)
        }
        Err(_) => Said::Refused(texts::CAST_SPOILT),
        Ok(ballot) => {
            let quality = (!vote.secret).then_some(participant.quality.as_str());
            let (store, account, at) = (&state.store, &participant.account, clock::now());
            match store.cast(&id, &vote.id, account, quality, &ballot, at).await? {
                true => Said::Done(texts::CAST_DONE),
                false => Said::Refused(texts::CAST_CLOSED),
            }
        }
    };
    state.seances.tell(&id);
    answer(&state, &reader, &headers, (seance, participant), said).await
}

/// Words for the script, the page for a form.
async fn answer(
    state: &AppState,
    reader: &SignedIn,
    headers: &HeaderMap,
    (seance, participant): (Seance, Participant),
    said: Said,
) -> Result<Response, Error> {
    let lang = reader.frame.lang;
    let status = match said {
        Said::Done(_) => StatusCode::OK,
        Said::Refused(_) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    if is_scripted(headers) {
        return Ok(to_script(matches!(said, Said::Done(_)), &said.words(lang)));
    }
    Ok((status, page(state, reader, seance, participant, Some(said)).await?).into_response())
}
