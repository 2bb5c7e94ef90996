//! The séances of a dossier: listed, begun. Does not know: what happens in one.

use crate::AppState;
use crate::acts::seance;
use crate::auth::SignedIn;
use crate::auth::membership::authorise;
use crate::auth::origin::site;
use crate::error::Error;
use crate::http::forms::html;
use app::components::field::FieldError;
use app::pages::seance::held::held_at;
use app::pages::seance::list::{self as page, Line};
use app::pages::seance::prepare::PrepareForm;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use dossier::rights::Action;
use dossier::seance::{Seance, plan};

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
pub mod wall;

pub async fn list(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    authorise(&state, &id, &reader, Action::Facilitate).await?;
    let lang = reader.context.lang;
    let typed = PrepareForm { plan: plan::as_text(&plan::ready_made(lang)), ..Default::default() };
    list_page(&state, &reader, &id, &typed, &[]).await
}

async fn list_page(
    state: &AppState,
    reader: &SignedIn,
    id: &str,
    typed: &PrepareForm,
    errors: &[FieldError],
) -> Result<Response, Error> {
    let dossier = state.store.dossier(id).await?.ok_or(Error::NotFound)?;
    let mut approved = state.store.approved_days(id).await?;
    let line = |seance: Seance| {
        let Seance { meeting, course, created_at, ended_at, .. } = &seance;
        let day = approved.remove(&seance.id);
        Line {
            approved: day.is_some(),
            on: day.unwrap_or_else(|| held_at(meeting, course, *created_at, *ended_at).on),
            ended: ended_at.is_some(),
            id: seance.id,
            title: seance.title,
            place: seance.place,
        }
    };
    let lines: Vec<Line> = state.store.seances(id).await?.into_iter().map(line).collect();
    Ok(html(page::page(&reader.context, id, &dossier.title, &lines, typed, errors)))
}

pub async fn begin(
    State(state): State<AppState>,
    mut reader: SignedIn,
    Path(id): Path<String>,
    headers: HeaderMap,
    Form(typed): Form<prepare::Sent>,
) -> Result<Response, Error> {
    let member = authorise(&state, &id, &reader, Action::Facilitate).await?;
    let lang = reader.context.lang;
    let typed = PrepareForm::from(typed);
    let prepared = match prepare::read(lang, &typed) {
        Ok(prepared) => prepared,
        Err(errors) => {
            reader.context.path = format!("/dossiers/{id}/seances");
            let page = list_page(&state, &reader, &id, &typed, &errors).await?;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
    };
    let site = site(&headers, &state.config);
    let begun = seance::begin(&state, &member, &id, site, lang, prepared).await?;
    Ok(Redirect::to(&format!("/seances/{begun}/animer")).into_response())
}
