//! Asking for the floor from a phone, giving it from the remote. Must not know: how either is drawn.

use super::phone::{Told, held_back, page, taking_part};
use crate::auth::SignedIn;
use crate::error::Error;
use crate::store::{NewTurn, Seance};
use crate::{AppState, clock};
use app::pages::seance::phone::Said;
use app::texts::{seance as seance_texts, speaking as texts};
use axum::extract::{Form, Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use dossier::form::lists::ATTENDANCE;
use dossier::lang::Text;
use serde::Deserialize;
use uuid::Uuid;

/// Who waits at most: a list that nobody gets through is none.
const MOST_WAITING: i64 = 100;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    act: String,
}

/// Asks for the floor, or takes it back. Whoever is blocked, and a session that is over, has no list.
pub async fn ask(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
    headers: HeaderMap,
    Form(typed): Form<Typed>,
) -> Result<Response, Error> {
    let taking_part = taking_part(&state, &reader, &id).await?;
    if let Some(later) = held_back(&state, &reader, &headers, &taking_part, "").await? {
        return Ok(later);
    }
    let (seance, participant) = taking_part;
    let back = Redirect::to(&format!("/seances/{id}")).into_response();
    if participant.blocked || seance.ended_at.is_some() {
        return Ok(back);
    }
    match typed.act.as_str() {
        "ask" => {
            let account = Some(participant.account.clone());
            let turn = turn(&id, account, participant.quality.clone());
            if !state.store.ask_floor(&turn, MOST_WAITING).await? {
                let told = Told { said: Some(Said::Refused(texts::FULL)), ..Told::default() };
                let page = page(&state, &reader, (seance, participant), told).await?;
                return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
            }
        }
        "withdraw" => state.store.withdraw_floor(&id, &participant.account).await?,
        _ => return Err(Error::BadRequest),
    }
    state.projectors.tell(&id);
    Ok(back)
}

fn turn(seance: &str, account: Option<String>, quality: String) -> NewTurn {
    let (id, at) = (Uuid::now_v7().to_string(), clock::now());
    NewTurn { id, seance: seance.to_owned(), account, quality, at }
}

/// What a button of the remote's list does; none if it is none of the list's.
pub(super) async fn act(
    state: &AppState,
    seance: &Seance,
    verb: &str,
    about: &str,
    what: &str,
) -> Result<Option<Result<(), Text>>, Error> {
    if !["give", "finish", "drop", "speaker"].contains(&verb) {
        return Ok(None);
    }
    if seance.ended_at.is_some() {
        return Ok(Some(Err(seance_texts::IS_OVER)));
    }
    let (store, now) = (&state.store, clock::now());
    match verb {
        "give" => store.pass_floor(&seance.id, Some(about), now).await?,
        "finish" => store.pass_floor(&seance.id, None, now).await?,
        "drop" => store.drop_turn(&seance.id, about).await?,
        _ => {
            ATTENDANCE.get(what).ok_or(Error::BadRequest)?;
            let turn = turn(&seance.id, None, what.to_owned());
            if !store.ask_floor(&turn, MOST_WAITING).await? {
                return Ok(Some(Err(texts::FULL)));
            }
        }
    }
    Ok(Some(Ok(())))
}
