//! Creating an account.

use crate::acts::account::{self, SignUpError};
use crate::auth::address::ClientAddress;
use crate::auth::known_browser::KnownBrowser;
use crate::auth::stay::Terms;
use crate::auth::{Entrance, Visitor, passwords};
use crate::config::sign_up::SignUp;
use crate::error::Error;
use crate::http::forms::{Next, email_key, error, html, onwards, password, person, retry_after};
use crate::store::account::NewAccount;
use crate::web::account::verify;
use crate::{AppState, clock};
use app::components::field::FieldError;
use app::pages::account::sign_up;
use app::texts::{account as texts, recovery};
use axum::Form;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use dossier::lang::{Lang, Text};
use serde::Deserialize;
use std::time::Instant;
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

pub async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    Query(Next { next }): Query<Next>,
) -> Response {
    if visitor.account.is_some() {
        return onwards(&next);
    }
    if let Some(why) = closed(&state) {
        return html(sign_up::closed(&visitor.context, why));
    }
    let form = sign_up::SignUp { next, ..sign_up::SignUp::default() };
    html(sign_up::page(&visitor.context, &form, &[]))
}

pub async fn submit(
    State(state): State<AppState>,
    visitor: Visitor,
    entrance: Entrance,
    ClientAddress(address): ClientAddress,
    browser: KnownBrowser,
    Form(typed): Form<SignUpForm>,
) -> Result<Response, Error> {
    if let Some(why) = closed(&state) {
        return Ok(
            (StatusCode::FORBIDDEN, html(sign_up::closed(&visitor.context, why))).into_response()
        );
    }
    let lang = visitor.context.lang;
    let accepted = match check(lang, &typed, &state) {
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
        verified_at: None,
    };
    match account::sign_up(&state, &new, lang).await {
        Ok(()) => {
            verify::send(&state, &new.id, &new.email, lang).await?;
            if state.config.sign_up.confirms_first() {
                return Ok(html(app::pages::account::verify::waiting(
                    &visitor.context,
                    &new.email,
                )));
            }
            let end = |ended: &str| account::end_session(&state, ended);
            entrance.sign_in(&new.id, Terms::Member, end).await?;
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

/// Why nobody makes an account here.
fn closed(state: &AppState) -> Option<Text> {
    match state.config.sign_up {
        SignUp::Open | SignUp::Domains(_) => None,
        SignUp::Invited => Some(recovery::SIGN_UP_INVITED_TEXT),
        SignUp::Closed => Some(recovery::SIGN_UP_CLOSED_TEXT),
    }
}

/// What is wrong with an address of another domain.
pub(super) fn foreign(lang: Lang, state: &AppState) -> FieldError {
    let domains = match &state.config.sign_up {
        SignUp::Domains(domains) => domains.join(", "),
        _ => String::new(),
    };
    let message = recovery::SIGN_UP_DOMAIN.fill(lang, &[("domains", &domains)]);
    FieldError { field: "email", message }
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
pub(crate) fn check(
    lang: Lang,
    typed: &SignUpForm,
    state: &AppState,
) -> Result<Accepted, Vec<FieldError>> {
    let mut errors = Vec::new();
    let name = person::read_name(lang, &typed.name, &mut errors);
    person::check_quality(lang, &typed.quality, &mut errors);
    let email = email_key(&typed.email);
    match &email {
        None => errors.push(error(lang, "email", texts::EMAIL_INVALID)),
        Some(email) if !state.config.sign_up.admits(email) => errors.push(foreign(lang, state)),
        Some(_) => {}
    }
    password::check(lang, &typed.password, &[&typed.email, &typed.name], &mut errors);
    match email {
        Some(email) if errors.is_empty() => Ok(Accepted { name, email }),
        _ => Err(errors),
    }
}
