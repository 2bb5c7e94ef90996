//! A guest makes an account: the same person, who can sign in from now on.
//! Does not know: how an account is kept.

use crate::acts::account::{self, SignUpError};
use crate::auth::address::ClientAddress;
use crate::auth::known_browser::KnownBrowser;
use crate::auth::stay::Terms;
use crate::auth::{Entrance, SignedIn, passwords};
use crate::config::sign_up::SignUp;
use crate::error::Error;
use crate::http::forms::{error, html, retry_after};
use crate::store::account::{Kind, NewAccount};
use crate::web::account::sign_up::{SignUpForm, check};
use crate::web::account::verify;
use crate::{AppState, clock};
use app::components::field::FieldError;
use app::pages::account::claim::{Claim, page};
use app::pages::account::sign_up;
use app::texts::{account as texts, recovery};
use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use std::time::Instant;

pub async fn show(State(state): State<AppState>, reader: SignedIn) -> Result<Response, Error> {
    if reader.account.kind != Kind::Guest {
        return Ok(to_dossiers());
    }
    if let Some(refused) = refused(&state, &reader).await? {
        return Ok(refused);
    }
    // Who has not said who they are is not called by the name they were given.
    let said = !reader.account.quality.is_empty();
    let name = if said { reader.account.name } else { String::new() };
    let form = Claim { name, quality: reader.account.quality, email: String::new() };
    Ok(html(page(&reader.context, &form, &[])))
}

pub async fn submit(
    State(state): State<AppState>,
    reader: SignedIn,
    entrance: Entrance,
    ClientAddress(address): ClientAddress,
    browser: KnownBrowser,
    Form(typed): Form<SignUpForm>,
) -> Result<Response, Error> {
    if reader.account.kind != Kind::Guest {
        return Ok(to_dossiers());
    }
    if let Some(refused) = refused(&state, &reader).await? {
        return Ok(refused);
    }
    let lang = reader.context.lang;
    let accepted = match check(lang, &typed, &state) {
        Ok(accepted) => accepted,
        Err(errors) => {
            return Ok(again(StatusCode::UNPROCESSABLE_ENTITY, &reader, typed, &errors));
        }
    };
    if let Err(wait) = state.attempts.admit_claim(address, Instant::now()) {
        let errors = [error(lang, "email", texts::TOO_MANY_ATTEMPTS)];
        let page = again(StatusCode::TOO_MANY_REQUESTS, &reader, typed, &errors);
        return Ok((retry_after(wait), page).into_response());
    }
    let claimed = NewAccount {
        id: reader.account.id.clone(),
        email: accepted.email,
        name: accepted.name,
        quality: typed.quality.clone(),
        password: passwords::hash(typed.password.clone()).await?,
        created_at: clock::now(),
        verified_at: None,
    };
    match account::claim(&state, &claimed, lang).await {
        Ok(()) => {
            verify::send(&state, &claimed.id, &claimed.email, lang).await?;
            let end = |ended: &str| account::end_session(&state, ended);
            entrance.sign_in(&claimed.id, Terms::Member, end).await?;
            let kept = browser.note(&state, &claimed.id).await?;
            Ok((kept, to_dossiers()).into_response())
        }
        Err(SignUpError::EmailTaken) => {
            let errors = [error(lang, "email", texts::EMAIL_TAKEN)];
            Ok(again(StatusCode::UNPROCESSABLE_ENTITY, &reader, typed, &errors))
        }
        Err(SignUpError::Act(failure)) => Err(failure.into()),
    }
}

/// The device of a class is no person's, and where sign-up is closed nobody makes an account.
async fn refused(state: &AppState, reader: &SignedIn) -> Result<Option<Response>, Error> {
    if state.store.is_of_a_class(&reader.account.id).await? {
        return Err(Error::Forbidden);
    }
    let closed = state.config.sign_up == SignUp::Closed;
    Ok(closed.then(|| {
        let page = sign_up::closed(&reader.context, recovery::SIGN_UP_CLOSED_TEXT);
        (StatusCode::FORBIDDEN, html(page)).into_response()
    }))
}

fn to_dossiers() -> Response {
    Redirect::to("/dossiers").into_response()
}

fn again(
    status: StatusCode,
    reader: &SignedIn,
    typed: SignUpForm,
    errors: &[FieldError],
) -> Response {
    let form = Claim { name: typed.name, quality: typed.quality, email: typed.email };
    (status, html(page(&reader.context, &form, errors))).into_response()
}
