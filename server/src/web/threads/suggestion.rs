//! What tabs suggest and decide, as JSON. Does not know: how suggestions are kept, what a change
//! means.

use crate::AppState;
use crate::acts::suggestions::{self, ChangeInput};
use crate::acts::threads::audible_section;
use crate::auth::SignedIn;
use crate::auth::membership::authorise;
use crate::error::Error;
use crate::http::forms::html;
use app::pages::threads::suggestion_form::{Langs, suggestion_form};
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use dossier::document::path::Path as FieldPath;
use dossier::form::SectionId;
use dossier::lang::Lang;
use dossier::rights::Action;
use dossier::threads::suggestion::MAX_UPDATE;
use serde::{Deserialize, Serialize};

/// What a tab suggests.
#[derive(Deserialize)]
#[serde(tag = "of", rename_all = "camelCase", deny_unknown_fields)]
pub enum NewSuggestion {
    /// A passage, as the update of a copy in base64.
    Passage { section: SectionId, update: String, text: String },
    /// A value, as it was typed; choices and tags are several.
    Value { section: SectionId, path: FieldPath, values: Vec<String>, text: String },
}

/// How one suggestion is decided.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    accept: bool,
    /// The decider was shown that what it is about has changed.
    #[serde(default)]
    knowingly: bool,
    /// A word about it.
    #[serde(default)]
    text: String,
}

/// How all that is suggested in a section is decided.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decisions {
    section: SectionId,
    accept: bool,
    /// A word about each.
    #[serde(default)]
    text: String,
}

/// What became of them.
#[derive(Serialize)]
struct Outcome {
    decided: usize,
    /// Those about what has changed since: they are decided one by one.
    left: Vec<String>,
}

/// A field, or a row, for which somebody wants to suggest a value.
#[derive(Deserialize)]
pub struct FormQuery {
    section: String,
    path: FieldPath,
}

/// The form in which a value is suggested there.
pub async fn form(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
    Query(query): Query<FormQuery>,
) -> Result<Response, Error> {
    let member = authorise(&state, &id, &reader, Action::Comment).await?;
    let section = audible_section(&member, &query.section)?;
    let dossier = state.store.dossier(&id).await?.ok_or(Error::NotFound)?;
    let written = Lang::from_tag(&dossier.language).unwrap_or_default();
    let langs = Langs { lang: reader.context.lang, written };
    let form = move |doc: &_| suggestion_form(langs, doc, &query.path);
    Ok(html(state.rooms.read(&id, section, form).await?.ok_or(Error::NotFound)?))
}

pub async fn suggest(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
    Json(new): Json<NewSuggestion>,
) -> Result<Response, Error> {
    let member = authorise(&state, &id, &reader, Action::Comment).await?;
    let (section, change, text) = match new {
        NewSuggestion::Passage { section, update, text } => {
            (section, ChangeInput::Passage(decode(&update)?), text)
        }
        NewSuggestion::Value { section, path, values, text } => {
            (section, ChangeInput::Value(path, values), text)
        }
    };
    let thread = suggestions::suggest(&state, &id, &member, section, change, &text).await?;
    Ok(Json(thread).into_response())
}

fn decode(update: &str) -> Result<Vec<u8>, Error> {
    if update.len() > MAX_UPDATE.div_ceil(3) * 4 {
        return Err(Error::Unfit);
    }
    STANDARD.decode(update).map_err(|_| Error::BadRequest)
}

pub async fn decide(
    State(state): State<AppState>,
    reader: SignedIn,
    Path((id, thread)): Path<(String, String)>,
    Json(Decision { accept, knowingly, text }): Json<Decision>,
) -> Result<Response, Error> {
    let member = authorise(&state, &id, &reader, Action::Edit).await?;
    let decision = suggestions::Decision { accept, knowingly, text };
    let thread = suggestions::decide(&state, &id, &member, &thread, decision).await?;
    Ok(Json(thread).into_response())
}

pub async fn decide_all(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
    Json(Decisions { section, accept, text }): Json<Decisions>,
) -> Result<Response, Error> {
    let member = authorise(&state, &id, &reader, Action::Edit).await?;
    let decision = suggestions::Decision { accept, knowingly: false, text };
    let outcome = suggestions::decide_all(&state, &id, &member, section, decision).await?;
    Ok(Json(Outcome { decided: outcome.decided, left: outcome.left }).into_response())
}
