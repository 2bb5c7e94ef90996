//! Signing in and out.
//! Does not know: how a password is checked. An unknown address and a wrong password get the same
//! answer after the same time.

use crate::AppState;
use crate::acts::account;
use crate::audit;
use crate::auth::address::ClientAddress;
use crate::auth::known_browser::KnownBrowser;
use crate::auth::stay::Terms;
use crate::auth::{Entrance, Visitor, passwords};
use crate::error::Error;
use crate::http::forms::{email_key, html, onwards, retry_after};
use crate::web::account::verify;
use app::pages::account::sign_in;
use app::texts::{account as texts, recovery};
use axum::Form;
use axum::extract::{Query, State};
use axum::http::{HeaderName, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use std::time::Instant;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct SignInForm {
    email: String,
    password: String,
    next: String,
    /// `yes` on a computer that others use.
    shared: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct SignInQuery {
    next: String,
    /// `new` after one was chosen.
    password: String,
}

pub async fn show(visitor: Visitor, Query(asked): Query<SignInQuery>) -> Response {
    if visitor.account.is_some() {
        return onwards(&asked.next);
    }
    let is_new = asked.password == "new";
    let form = sign_in::SignIn { next: asked.next, ..sign_in::SignIn::default() };
    html(sign_in::page(&visitor.context, &form, is_new.then_some(recovery::NEW_DONE), None))
}

pub async fn submit(
    State(state): State<AppState>,
    visitor: Visitor,
    entrance: Entrance,
    ClientAddress(address): ClientAddress,
    browser: KnownBrowser,
    Form(typed): Form<SignInForm>,
) -> Result<Response, Error> {
    let is_shared = typed.shared == "yes";
    let form = sign_in::SignIn { email: typed.email, next: typed.next, is_shared };
    let refused =
        |status, why| (status, html(sign_in::page(&visitor.context, &form, None, Some(why))));
    let wrong = || refused(StatusCode::UNPROCESSABLE_ENTITY, texts::WRONG_CREDENTIALS);
    let Some(email) = email_key(&form.email) else {
        return Ok(wrong().into_response());
    };
    let now = Instant::now();
    let known_browser = browser.of(&state, &email).await?;
    let known_browser = known_browser.as_deref();
    if let Err(wait) = state.attempts.admit(&email, address, known_browser, now) {
        let page = refused(StatusCode::TOO_MANY_REQUESTS, texts::TOO_MANY_ATTEMPTS);
        return Ok((retry_after(wait), page).into_response());
    }
    let known = state.store.credentials(&email).await?;
    let (known, password) = known.map(|known| (known.account, known.password)).unzip();
    // Longer than any password can be: not worth computing, for known and unknown alike.
    let plausible = typed.password.chars().count() <= passwords::MAX_CHARACTERS;
    let right = plausible && passwords::verify(typed.password, password).await?;
    if !right {
        let account = known.as_deref().unwrap_or_default();
        audit::note(audit::Event::SignInFailed, account, "");
    }
    let Some(known) = known.filter(|_| right) else {
        return Ok(wrong().into_response());
    };
    state.attempts.succeeded(&email, address, known_browser, now);
    let is_verified = state.store.account(&known).await?.is_some_and(|known| known.email_verified);
    if state.config.sign_up.confirms_first() && !is_verified {
        verify::send(&state, &known, &email, visitor.context.lang).await?;
        let page = refused(StatusCode::UNPROCESSABLE_ENTITY, recovery::UNCONFIRMED);
        return Ok(page.into_response());
    }
    audit::note(audit::Event::SignedIn, &known, "");
    account::note_lang(&state, &known, visitor.context.lang).await?;
    let terms = if is_shared { Terms::Shared } else { Terms::Member };
    entrance.sign_in(&known, terms, |ended| account::end_session(&state, ended)).await?;
    if is_shared {
        return Ok(onwards(&form.next));
    }
    let kept = browser.note(&state, &known).await?;
    Ok((kept, onwards(&form.next)).into_response())
}

/// Whoever uses the browser next finds nothing of what was open: neither pages nor what the live
/// dossier and its worker keep to be read offline.
pub async fn sign_out(
    State(state): State<AppState>,
    entrance: Entrance,
) -> Result<Response, Error> {
    entrance.sign_out(|ended| account::end_session(&state, ended)).await?;
    let forget = (HeaderName::from_static("clear-site-data"), r#""cache", "storage""#);
    Ok(([forget], Redirect::to("/")).into_response())
}
