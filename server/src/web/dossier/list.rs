//! The reader's dossiers: the list, and what can be done to one from there.

use crate::AppState;
use crate::acts::dossiers;
use crate::auth::SignedIn;
use crate::auth::membership::authorise;
use crate::error::Error;
use crate::http::forms::html;
use crate::store::dossier::Card;
use crate::web::dossier::new::{TitleError, title};
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
pub struct ListQuery {
    #[serde(alias = "archives")]
    archived: String,
}

pub async fn list(
    State(state): State<AppState>,
    reader: SignedIn,
    Query(query): Query<ListQuery>,
) -> Result<Response, Error> {
    let archived = query.archived == "1";
    let account = &reader.account.id;
    let found = if archived {
        state.store.archived_dossiers_of(account).await?
    } else {
        state.store.dossiers_of(account).await?
    };
    let mut unread = state.store.unread_by_dossier(account).await?;
    let card = |one: Card| {
        let unread = unread.remove(&one.dossier.id).unwrap_or_default();
        card(one, unread)
    };
    let cards: Vec<DossierCard> = found.into_iter().map(card).collect();
    Ok(html(list::page(&reader.context, &cards, archived)))
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct RenameForm {
    title: String,
}

pub async fn rename(
    State(state): State<AppState>,
    mut reader: SignedIn,
    Path(id): Path<String>,
    Form(typed): Form<RenameForm>,
) -> Result<Response, Error> {
    let member = authorise(&state, &id, &reader, Action::Rename).await?;
    let title = match title(&typed.title) {
        Ok(title) => title,
        // The list has no place for a message beside the field, and browsers do not let it be sent.
        Err(wrong) => {
            let failure = match wrong {
                TitleError::Missing => Failure::BadRequest,
                TitleError::TooLong => Failure::TooLarge,
            };
            reader.context.path = "/dossiers".to_owned();
            let page = html(error::page(&reader.context, failure));
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
    };
    dossiers::rename(&state, &member, &id, &title).await?;
    Ok(Redirect::to("/dossiers").into_response())
}

pub async fn archive(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
) -> Result<Redirect, Error> {
    authorise(&state, &id, &reader, Action::Archive).await?;
    dossiers::archive(&state, &id).await?;
    Ok(Redirect::to("/dossiers"))
}

pub async fn restore(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
) -> Result<Redirect, Error> {
    authorise(&state, &id, &reader, Action::Archive).await?;
    dossiers::restore(&state, &id).await?;
    Ok(Redirect::to("/dossiers"))
}

fn card(card: Card, unread: u32) -> DossierCard {
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
        unread,
        fictitious: dossier.fictitious,
        archived: dossier.archived_at.is_some(),
        delete_at: dossier.delete_at,
        may_delete: may(role, None, Action::Delete),
        may_rename: may(role, None, Action::Rename) && dossier.archived_at.is_none(),
        may_archive: may(role, None, Action::Archive),
        may_invite: may(role, None, Action::Invite) && dossier.archived_at.is_none(),
    }
}
