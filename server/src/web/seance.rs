//! The sessions of concertation of a dossier: listed, begun. Must not know: what happens in one.

use crate::auth::SignedIn;
use crate::auth::membership::authorise;
use crate::auth::origin::site;
use crate::error::Error;
use crate::http::forms::html;
use crate::store::NewSeance;
use crate::{AppState, clock};
use app::components::field::FieldError;
use app::pages::seance::list::{self as page, Line};
use app::pages::seance::prepare::Typed;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use dossier::rights::Action;
use dossier::seance::{code, plan};
use uuid::Uuid;

pub mod attendance;
pub mod class;
pub mod follow_up;
pub mod invitation;
pub mod join;
pub mod phone;
pub mod prepare;
pub mod provenance;
pub mod releve;
pub mod remote;
pub mod speaking;
pub mod stream;
mod votes;

/// Codes that are tried until one is free.
const TRIES: usize = 8;

pub async fn list(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    authorise(&state, &id, &reader, Action::Facilitate).await?;
    let lang = reader.frame.lang;
    let typed = Typed { plan: plan::written(&plan::ready_made(lang)), ..Default::default() };
    shown(&state, &reader, &id, &typed, &[]).await
}

async fn shown(
    state: &AppState,
    reader: &SignedIn,
    id: &str,
    typed: &Typed,
    errors: &[FieldError],
) -> Result<Response, Error> {
    let dossier = state.store.dossier(id).await?.ok_or(Error::NotFound)?;
    let approved = state.store.approved_releves(id).await?;
    let line = |seance: crate::store::Seance| Line {
        approved: approved.iter().any(|(one, _)| *one == seance.id),
        id: seance.id,
        title: seance.title,
        place: seance.place,
        at: seance.created_at,
        ended: seance.ended_at.is_some(),
        on: seance.meeting.on,
    };
    let lines: Vec<Line> = state.store.seances(id).await?.into_iter().map(line).collect();
    Ok(html(page::page(&reader.frame, id, &dossier.title, &lines, typed, errors)))
}

pub async fn begin(
    State(state): State<AppState>,
    mut reader: SignedIn,
    Path(id): Path<String>,
    headers: HeaderMap,
    Form(typed): Form<prepare::Sent>,
) -> Result<Response, Error> {
    let member = authorise(&state, &id, &reader, Action::Facilitate).await?;
    let lang = reader.frame.lang;
    let typed = Typed::from(typed);
    let prepared = match prepare::read(lang, &typed) {
        Ok(prepared) => prepared,
        Err(errors) => {
            reader.frame.path = format!("/dossiers/{id}/seances");
            let page = shown(&state, &reader, &id, &typed, &errors).await?;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
    };
    let new = NewSeance {
        id: Uuid::now_v7().to_string(),
        dossier: id,
        code: String::new(),
        title: prepared.title,
        place: prepared.place,
        site: site(&headers, &state.config),
        questions: prepared.questions,
        lang,
        plan: prepared.plan,
        meeting: prepared.meeting,
        by: member.account,
        at: clock::now(),
    };
    let begun = begin_session(&state, new).await?;
    Ok(Redirect::to(&format!("/seances/{begun}/animer")).into_response())
}

/// Keeps a new session under a code that is free; answers its id.
pub(crate) async fn begin_session(state: &AppState, mut new: NewSeance) -> Result<String, Error> {
    for _ in 0..TRIES {
        new.code = code::spell(rand::random());
        if state.store.add_seance(&new).await? {
            return Ok(new.id);
        }
    }
    Err(Error::Conflict)
}
