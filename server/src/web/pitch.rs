//! Presenting a dossier in 180 seconds: the page of who presents and its buttons. Does not know:
//! slides, what a button does.

use crate::AppState;
use crate::acts::pitch;
use crate::acts::seance::SeanceError;
use crate::auth::SignedIn;
use crate::auth::membership::{authorise, authorise_in_seance};
use crate::auth::origin::site;
use crate::error::Error;
use crate::http::forms::{button_answer, html};
use app::pages::pitch::presenter as page;
use app::pages::pitch::slides::Pitch;
use app::texts::{pitch as texts, seance as seance_texts};
use axum::extract::{Form, Path, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use dossier::pitch::command::Command;
use dossier::rights::Action;
use serde::Deserialize;

/// Runs that are shown.
const RUNS: i64 = 10;

pub async fn begin(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let member = authorise(&state, &id, &reader, Action::Facilitate).await?;
    let lang = reader.context.lang;
    let site = site(&headers, &state.config);
    let title = (lang, texts::SESSION.in_lang(lang));
    let begun = pitch::begin(&state, &member, &id, site, title).await?;
    Ok(Redirect::to(&format!("/seances/{begun}/pitch")).into_response())
}

pub async fn show(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let (seance, _) = authorise_in_seance(&state, &id, &reader, Action::Facilitate).await?;
    let runs = state.store.runs(&seance.dossier, RUNS).await?;
    let seance = state.store.live_seance(seance).await?;
    // The slides come with the first that the page is told.
    let parts = page::changing(reader.context.lang, &seance, &Pitch::default());
    Ok(html(page::page(&reader.context, &seance, parts, &runs)))
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct ButtonForm {
    act: String,
}

pub async fn press(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
    headers: HeaderMap,
    Form(form): Form<ButtonForm>,
) -> Result<Response, Error> {
    let (seance, member) = authorise_in_seance(&state, &id, &reader, Action::Facilitate).await?;
    let command = Command::parse(&form.act).ok_or(Error::BadRequest)?;
    let refusal = match pitch::press(&state, &seance, &member, command).await {
        Ok(()) => None,
        Err(SeanceError::Act(error)) => return Err(error.into()),
        Err(_) => Some(seance_texts::IS_OVER.in_lang(reader.context.lang)),
    };
    // A form finds a page that says so itself.
    let back = format!("/seances/{id}/pitch");
    let answer = button_answer(&headers, refusal, &back);
    Ok(answer.unwrap_or_else(|| Redirect::to(&back).into_response()))
}
