//! Deleting a dossier: what is asked before, taking it back, and the file to keep. Does not know:
//! when it is done.

use crate::AppState;
use crate::acts::dossiers;
use crate::auth::SignedIn;
use crate::auth::membership::authorise;
use crate::clock::iso_day;
use crate::error::Error;
use crate::http::forms::html;
use crate::replay;
use crate::store::dossier::Dossier;
use app::pages::dossier::delete as page;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use dossier::document::interchange::{Meta, export};
use dossier::form::SectionId;
use dossier::rights::Action;
use dossier::zone::Zone;
use serde::Deserialize;

pub async fn ask(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    authorise(&state, &id, &reader, Action::Delete).await?;
    let dossier = state.store.dossier(&id).await?.ok_or(Error::NotFound)?;
    Ok(html(page::page(&reader.context, &asked(dossier), false)))
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct DeleteForm {
    sure: String,
}

pub async fn delete(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
    Form(typed): Form<DeleteForm>,
) -> Result<Response, Error> {
    authorise(&state, &id, &reader, Action::Delete).await?;
    if typed.sure != "yes" {
        let dossier = state.store.dossier(&id).await?.ok_or(Error::NotFound)?;
        let page = html(page::page(&reader.context, &asked(dossier), true));
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    dossiers::delete(&state, &id).await?;
    Ok(Redirect::to("/dossiers?archived=1").into_response())
}

pub async fn keep(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
) -> Result<Redirect, Error> {
    authorise(&state, &id, &reader, Action::Delete).await?;
    dossiers::cancel_deletion(&state, &id).await?;
    Ok(Redirect::to("/dossiers?archived=1"))
}

/// All that the form says, as a file. Whoever may archive reads every section.
pub async fn file(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    authorise(&state, &id, &reader, Action::Archive).await?;
    let dossier = state.store.dossier(&id).await?.ok_or(Error::NotFound)?;
    let name = format!("attachment; filename=\"{}.json\"", dossier.reference);
    let written = replay::read(&state.store, &id, &SectionId::ALL, move |docs, _| {
        let json = export(&meta(dossier), |section| &docs[usize::from(section.number()) - 1]);
        serde_json::to_string_pretty(&json)
    });
    let json = written.await?.map_err(|_| Error::Unfit)?;
    let kind = "application/json".to_owned();
    Ok(([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name)], json).into_response())
}

fn meta(dossier: Dossier) -> Meta {
    let zone = Zone::of_uai(&dossier.uai);
    Meta {
        id: dossier.id,
        reference: dossier.reference,
        status: dossier.status,
        language: dossier.language,
        created_at: iso_day(dossier.created_at, zone),
        updated_at: iso_day(dossier.updated_at, zone),
        fictitious: dossier.fictitious,
        fictitious_notice: dossier.fictitious_notice,
    }
}

fn asked(dossier: Dossier) -> page::Delete {
    page::Delete { id: dossier.id, title: dossier.title, delete_at: dossier.delete_at }
}
