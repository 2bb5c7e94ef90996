//! A guest makes an account: the same person, who can sign in from now on.
//! Does not know: how an account is kept.

use crate::acts::account::{self, SignUpError};
use crate::auth::address::ClientAddress;
use crate::auth::known_browser::KnownBrowser;
use crate::auth::{self, SignedIn, passwords};
use crate::error::Error;
use crate::http::forms::{error, html, retry_after};
use crate::store::account::{Kind, NewAccount};
use crate::web::account::sign_up::{SignUpForm, check};
use crate::{AppState, clock};
use app::components::field::FieldError;
use app::pages::account::claim::{Claim, page};
use app::texts::account as texts;
use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use std::time::Instant;
use tower_sessions::Session;

pub async fn show(reader: SignedIn) -> Response {
    if reader.account.kind != Kind::Guest {
        return to_dossiers();
    }
    // Who has not said who they are is not called by the name they were given.
    let said = !reader.account.quality.is_empty();
    let name = if said { reader.account.name } else { String::new() };
    let form = Claim { name, quality: reader.account.quality, email: String::new() };
    html(page(&reader.context, &form, &[]))
}

pub async fn submit(
    State(state): State<AppState>,
    reader: SignedIn,
    session: Session,
    ClientAddress(address): ClientAddress,
    browser: KnownBrowser,
    Form(typed): Form<SignUpForm>,
) -> Result<Response, Error> {
    if reader.account.kind != Kind::Guest {
        return Ok(to_dossiers());
    }
    let lang = reader.context.lang;
    let accepted = match check(lang, &typed) {
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
    };
    match account::claim(&state, &claimed, lang).await {
        Ok(()) => {
            auth::sign_in(&session, &claimed.id, |ended| account::end_session(&state, ended))
                .await?;
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
