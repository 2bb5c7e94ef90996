//! The threads of an open dossier, asked for and acted on by its tabs. Does not know: how threads
//! are kept, who is connected.

use crate::acts::{consents, threads};
use crate::auth::SignedIn;
use crate::auth::membership::authorise;
use crate::error::Error;
use crate::http::forms::html;
use crate::store::people::Belonging;
use crate::{AppState, clock};
use app::pages::threads::{self as page, Panel, Reader};
use app::texts::warnings;
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use dossier::form::lists::QUALITIES;
use dossier::lang::Lang;
use dossier::privacy::look;
use dossier::rights::Action;
use dossier::threads::Act;
use serde::Deserialize;
use serde_json::json;
use std::collections::BTreeMap;

pub mod consent;
pub mod suggestion;

/// The list of the panel, for a tab that was told of something. It knows itself what the text has
/// lost.
pub async fn list(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let member = authorise(&state, &id, &reader, Action::Read).await?;
    let dossier = state.store.dossier(&id).await?.ok_or(Error::NotFound)?;
    let threads = threads::heard(&state, &id, member.role).await?;
    let sections = consents::section_statuses(&state, &id, &member, &threads).await?;
    let panel = Panel { dossier: id.clone(), sections };
    let panel_reader = Reader {
        seen: state.store.seen_versions(&id, &member.account).await?,
        now: clock::now(),
        standing: member.standing(),
        account: member.account,
        lang: reader.context.lang,
        written: Lang::from_tag(&dossier.language).unwrap_or_default(),
    };
    Ok(html(page::list_html(&panel_reader, &panel, &threads, |_| false)))
}

/// Whether the words are sent although they look as if they told of one person.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct ActQuery {
    sure: String,
}

/// Answers with the thread as it is now, or first with a warning, and then nothing was done.
pub async fn act(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
    Query(query): Query<ActQuery>,
    Json(act): Json<Act>,
) -> Result<Response, Error> {
    let member = authorise(&state, &id, &reader, Action::Comment).await?;
    if query.sure.is_empty()
        && let Some(found) = act.text().and_then(|text| look(text).into_iter().next())
    {
        let lang = reader.context.lang;
        let seems = warnings::seems(lang, found.cue, &found.words);
        let why = warnings::WHY.in_lang(lang);
        let ask = warnings::SEND_ANYWAY.in_lang(lang);
        return Ok(Json(json!({ "warning": format!("{seems} {why}\n\n{ask}") })).into_response());
    }
    let performed = threads::perform(&state, &id, &member, act).await?;
    Ok(Json(performed.thread).into_response())
}

/// The section whose people are asked for.
#[derive(Deserialize)]
pub struct MembersQuery {
    section: String,
}

/// Those who may be named beside a section, as JSON: the members who may hear what is said there.
pub async fn members(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
    Query(query): Query<MembersQuery>,
) -> Result<Response, Error> {
    let member = authorise(&state, &id, &reader, Action::Comment).await?;
    let section = threads::audible_section(&member, &query.section)?;
    let lang = reader.context.lang;
    let person = |hearer: Belonging| {
        let quality = QUALITIES.get(&hearer.quality).map(|item| item.label.in_lang(lang));
        json!({ "account": hearer.account, "name": hearer.name, "quality": quality })
    };
    let people = threads::hearers(&state, &id, section).await?;
    Ok(Json(people.into_iter().map(person).collect::<Vec<_>>()).into_response())
}

/// The reader has read these threads, as they were at these versions.
pub async fn read(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
    Json(versions): Json<BTreeMap<String, i64>>,
) -> Result<Response, Error> {
    let member = authorise(&state, &id, &reader, Action::Comment).await?;
    threads::mark_seen(&state, &id, &member, &versions).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
