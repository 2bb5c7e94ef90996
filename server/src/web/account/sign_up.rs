//! Creating an account.

use crate::auth::address::ClientAddress;
use crate::auth::{self, Visitor, passwords};
use crate::error::Error;
use crate::http::forms::{
    NAME_MAX, Next, beyond, email_key, error, html, one_line, onwards, retry_after,
};
use crate::store::{NewAccount, StoreError};
use crate::{AppState, clock};
use app::components::field::FieldError;
use app::pages::account::sign_up;
use app::texts::account as texts;
use axum::Form;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use dossier::form::lists::QUALITIES;
use dossier::lang::Lang;
use serde::Deserialize;
use std::time::Instant;
use tower_sessions::Session;
use uuid::Uuid;

/// Also what a guest types who makes an account.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Newcomer {
    pub(crate) name: String,
    pub(crate) email: String,
    pub(crate) password: String,
    pub(crate) quality: String,
    next: String,
}

pub async fn show(visitor: Visitor, Query(Next { next }): Query<Next>) -> Response {
    if visitor.account.is_some() {
        return onwards(&next);
    }
    let form = sign_up::SignUp { next, ..sign_up::SignUp::default() };
    html(sign_up::page(&visitor.frame, &form, &[]))
}

pub async fn submit(
    State(state): State<AppState>,
    visitor: Visitor,
    session: Session,
    ClientAddress(address): ClientAddress,
    Form(typed): Form<Newcomer>,
) -> Result<Response, Error> {
    let lang = visitor.frame.lang;
    let accepted = match check(lang, &typed) {
        Ok(accepted) => accepted,
        Err(errors) => {
            return Ok(again(StatusCode::UNPROCESSABLE_ENTITY, &visitor, typed, &errors));
        }
    };
    if let Err(wait) = state.attempts.admit_newcomer(address, Instant::now()) {
        let errors = [error(lang, "email", texts::TOO_MANY_ATTEMPTS)];
        let page = again(StatusCode::TOO_MANY_REQUESTS, &visitor, typed, &errors);
        return Ok((retry_after(wait), page).into_response());
    }
    let account = NewAccount {
        id: Uuid::now_v7().to_string(),
        email: accepted.email,
        name: accepted.name,
        quality: typed.quality.clone(),
        password: passwords::hash(typed.password.clone()).await?,
        created_at: clock::now(),
    };
    match state.store.add_account(&account).await {
        Ok(()) => {
            state.store.note_lang(&account.id, lang).await?;
            auth::sign_in(&session, &account.id, &state.rooms).await?;
            Ok(onwards(&typed.next))
        }
        Err(StoreError::Conflict) => {
            let errors = [error(lang, "email", texts::EMAIL_TAKEN)];
            Ok(again(StatusCode::UNPROCESSABLE_ENTITY, &visitor, typed, &errors))
        }
        Err(failure) => Err(failure.into()),
    }
}

fn again(
    status: StatusCode,
    visitor: &Visitor,
    typed: Newcomer,
    errors: &[FieldError],
) -> Response {
    let form = sign_up::SignUp {
        name: typed.name,
        email: typed.email,
        quality: typed.quality,
        next: typed.next,
    };
    (status, html(sign_up::page(&visitor.frame, &form, errors))).into_response()
}

/// What was typed, as it is kept.
pub(crate) struct Accepted {
    pub name: String,
    pub email: String,
}

/// The errors are in the order of the page.
pub(crate) fn check(lang: Lang, typed: &Newcomer) -> Result<Accepted, Vec<FieldError>> {
    let mut errors = Vec::new();
    let name = one_line(&typed.name);
    if name.is_empty() {
        errors.push(error(lang, "name", texts::NAME_MISSING));
    } else if name.chars().count() > NAME_MAX {
        errors.push(beyond(lang, "name", texts::NAME_TOO_LONG, ("max", NAME_MAX)));
    }
    if QUALITIES.get(&typed.quality).is_none() {
        errors.push(error(lang, "quality", texts::QUALITY_MISSING));
    }
    let email = email_key(&typed.email);
    if email.is_none() {
        errors.push(error(lang, "email", texts::EMAIL_INVALID));
    }
    let characters = typed.password.chars().count();
    if characters < passwords::MIN_CHARACTERS {
        let limit = ("min", passwords::MIN_CHARACTERS);
        errors.push(beyond(lang, "password", texts::PASSWORD_TOO_SHORT, limit));
    } else if characters > passwords::MAX_CHARACTERS {
        let limit = ("max", passwords::MAX_CHARACTERS);
        errors.push(beyond(lang, "password", texts::PASSWORD_TOO_LONG, limit));
    } else if passwords::is_obvious(&typed.password, email.as_deref().unwrap_or_default()) {
        errors.push(error(lang, "password", texts::PASSWORD_TOO_COMMON));
    }
    match email {
        Some(email) if errors.is_empty() => Ok(Accepted { name, email }),
        _ => Err(errors),
    }
}
