//! The reader's dossiers: the list, and what can be done to one from there.

use crate::auth::SignedIn;
use crate::auth::membership::authorise;
use crate::error::Error;
use crate::http::forms::html;
use crate::store::Card;
use crate::web::dossier::new::{TitleError, title};
use crate::{AppState, clock};
use app::pages::dossier::list::{self, DossierCard};
use app::pages::site::error::{self, Failure};
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use dossier::rights::{Action, may};
use serde::Deserialize;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Which {
    archives: String,
}

pub async fn list(
    State(state): State<AppState>,
    reader: SignedIn,
    Query(which): Query<Which>,
) -> Result<Response, Error> {
    let archived = which.archives == "1";
    let account = &reader.account.id;
    let found = if archived {
        state.store.archived_dossiers_of(account).await?
    } else {
        state.store.dossiers_of(account).await?
    };
    let cards: Vec<DossierCard> = found.into_iter().map(card).collect();
    Ok(html(list::page(&reader.frame, &cards, archived)))
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Title {
    title: String,
}

pub async fn rename(
    State(state): State<AppState>,
    mut reader: SignedIn,
    Path(id): Path<String>,
    Form(typed): Form<Title>,
) -> Result<Response, Error> {
    authorise(&state, &id, &reader, Action::Rename).await?;
    let title = match title(&typed.title) {
        Ok(title) => title,
        // The list has no place for a message beside the field, and browsers do not let it be sent.
        Err(wrong) => {
            let failure = match wrong {
                TitleError::Missing => Failure::BadRequest,
                TitleError::TooLong => Failure::TooLarge,
            };
            reader.frame.path = "/dossiers".to_owned();
            let page = html(error::page(&reader.frame, failure));
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
    };
    state.rooms.rename(&id, &reader.account.id, &title).await?;
    Ok(Redirect::to("/dossiers").into_response())
}

pub async fn archive(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
) -> Result<Redirect, Error> {
    authorise(&state, &id, &reader, Action::Archive).await?;
    state.store.archive(&id, clock::now()).await?;
    Ok(Redirect::to("/dossiers"))
}

pub async fn restore(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
) -> Result<Redirect, Error> {
    authorise(&state, &id, &reader, Action::Archive).await?;
    state.store.restore(&id).await?;
    Ok(Redirect::to("/dossiers"))
}

fn card(card: Card) -> DossierCard {
    let Card { dossier, role, people } = card;
    DossierCard {
        id: dossier.id,
        title: dossier.title,
        school: dossier.school,
        reference: dossier.reference,
        status: dossier.status,
        role,
        updated_at: dossier.updated_at,
        people,
        fictitious: dossier.fictitious,
        archived: dossier.archived_at.is_some(),
        may_rename: may(role, None, Action::Rename),
        may_archive: may(role, None, Action::Archive),
        may_invite: may(role, None, Action::Invite),
    }
}
