//! Creating an account.

use crate::acts::account::{self, SignUpError};
use crate::auth::address::ClientAddress;
use crate::auth::known_browser::KnownBrowser;
use crate::auth::{self, Visitor, passwords};
use crate::error::Error;
use crate::http::forms::{Next, beyond, email_key, error, html, onwards, person, retry_after};
use crate::store::account::NewAccount;
use crate::{AppState, clock};
use app::components::field::FieldError;
use app::pages::account::sign_up;
use app::texts::account as texts;
use axum::Form;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use dossier::lang::Lang;
use serde::Deserialize;
use std::time::Instant;
use tower_sessions::Session;
use uuid::Uuid;

/// Also what a guest types who makes an account.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct SignUpForm {
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
    html(sign_up::page(&visitor.context, &form, &[]))
}

pub async fn submit(
    State(state): State<AppState>,
    visitor: Visitor,
    session: Session,
    ClientAddress(address): ClientAddress,
    browser: KnownBrowser,
    Form(typed): Form<SignUpForm>,
) -> Result<Response, Error> {
    let lang = visitor.context.lang;
    let accepted = match check(lang, &typed) {
        Ok(accepted) => accepted,
        Err(errors) => {
            return Ok(again(StatusCode::UNPROCESSABLE_ENTITY, &visitor, typed, &errors));
        }
    };
    if let Err(wait) = state.attempts.admit_sign_up(address, Instant::now()) {
        let errors = [error(lang, "email", texts::TOO_MANY_ATTEMPTS)];
        let page = again(StatusCode::TOO_MANY_REQUESTS, &visitor, typed, &errors);
        return Ok((retry_after(wait), page).into_response());
    }
    let new = NewAccount {
        id: Uuid::now_v7().to_string(),
        email: accepted.email,
        name: accepted.name,
        quality: typed.quality.clone(),
        password: passwords::hash(typed.password.clone()).await?,
        created_at: clock::now(),
    };
    match account::sign_up(&state, &new, lang).await {
        Ok(()) => {
            auth::sign_in(&session, &new.id, |ended| account::end_session(&state, ended)).await?;
            let kept = browser.note(&state, &new.id).await?;
            Ok((kept, onwards(&typed.next)).into_response())
        }
        Err(SignUpError::EmailTaken) => {
            let errors = [error(lang, "email", texts::EMAIL_TAKEN)];
            Ok(again(StatusCode::UNPROCESSABLE_ENTITY, &visitor, typed, &errors))
        }
        Err(SignUpError::Act(failure)) => Err(failure.into()),
    }
}

fn again(
    status: StatusCode,
    visitor: &Visitor,
    typed: SignUpForm,
    errors: &[FieldError],
) -> Response {
    let form = sign_up::SignUp {
        name: typed.name,
        email: typed.email,
        quality: typed.quality,
        next: typed.next,
    };
    (status, html(sign_up::page(&visitor.context, &form, errors))).into_response()
}

/// What was typed, as it is kept.
pub(crate) struct Accepted {
    pub name: String,
    pub email: String,
}

/// The errors are in the order of the page.
pub(crate) fn check(lang: Lang, typed: &SignUpForm) -> Result<Accepted, Vec<FieldError>> {
    let mut errors = Vec::new();
    let name = person::read_name(lang, &typed.name, &mut errors);
    person::check_quality(lang, &typed.quality, &mut errors);
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
