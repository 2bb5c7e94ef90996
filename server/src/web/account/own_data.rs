//! What is kept of the reader: seen, taken along, erased; and the page that says what is kept of
//! whom. Does not know: what is kept, what is erased.

use crate::AppState;
use crate::acts::account::{self, EraseError};
use crate::audit;
use crate::auth::address::ClientAddress;
use crate::auth::known_browser::KnownBrowser;
use crate::auth::{Entrance, SignedIn, Visitor, passwords};
use crate::error::Error;
use crate::http::forms::{email_key, html, retry_after};
use crate::store::account::Kind;
use app::pages::account::own_data::{self as page, MyData};
use app::texts::account::TOO_MANY_ATTEMPTS;
use app::texts::privacy as texts;
use axum::Form;
use axum::extract::State;
use axum::http::{HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Response};
use dossier::lang::Text;
use serde::Deserialize;
use serde_json::Value as Json;
use std::time::Instant;

pub async fn privacy(State(state): State<AppState>, visitor: Visitor) -> Response {
    html(app::pages::site::privacy::page(&visitor.context, state.config.guest_days))
}

pub async fn show(State(state): State<AppState>, reader: SignedIn) -> Result<Response, Error> {
    let mine = load(&state, &reader).await?;
    Ok(html(page::page(&reader.context, &mine, None)))
}

pub async fn json(State(state): State<AppState>, reader: SignedIn) -> Result<Response, Error> {
    let json = serde_json::to_string_pretty(&data(&state, &reader).await?);
    let json = json.map_err(|_| Error::Unfit)?;
    audit::note(audit::Event::DataExported, &reader.account.id, "");
    Ok((attached("preau.json", "application/json"), json).into_response())
}

pub async fn report(State(state): State<AppState>, reader: SignedIn) -> Result<Response, Error> {
    let page = page::report(&reader.context, &data(&state, &reader).await?);
    audit::note(audit::Event::DataExported, &reader.account.id, "");
    Ok((attached("preau.html", "text/html; charset=utf-8"), page).into_response())
}

fn attached(name: &str, kind: &'static str) -> [(HeaderName, String); 2] {
    let how = format!("attachment; filename=\"{name}\"");
    [(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, how)]
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct EraseForm {
    password: String,
    #[serde(alias = "sur")]
    sure: String,
}

/// Who has an account gives its password; a guest has nothing but the session, and ticks a box.
pub async fn erase(
    State(state): State<AppState>,
    mut reader: SignedIn,
    entrance: Entrance,
    ClientAddress(address): ClientAddress,
    browser: KnownBrowser,
    Form(typed): Form<EraseForm>,
) -> Result<Response, Error> {
    reader.context.path = "/compte/donnees".to_owned();
    match &reader.account.kind {
        Kind::Guest if !matches!(typed.sure.as_str(), "yes" | "oui") => {
            return again(&state, &reader, StatusCode::UNPROCESSABLE_ENTITY, texts::ERASE_UNSURE)
                .await;
        }
        Kind::Guest => {}
        Kind::Member { email } => {
            let email = email_key(email).unwrap_or_default();
            let browser = browser.of(&state, &email).await?;
            let (browser, now) = (browser.as_deref(), Instant::now());
            if let Err(wait) = state.attempts.admit(&email, address, browser, now) {
                let status = StatusCode::TOO_MANY_REQUESTS;
                let page = again(&state, &reader, status, TOO_MANY_ATTEMPTS).await?;
                return Ok((retry_after(wait), page).into_response());
            }
            let known = state.store.credentials(&email).await?;
            let known = known.filter(|known| known.account == reader.account.id);
            let plausible = typed.password.chars().count() <= passwords::MAX_CHARACTERS;
            let known = known.map(|known| known.password);
            if !plausible || !passwords::verify(typed.password, known).await? {
                let status = StatusCode::UNPROCESSABLE_ENTITY;
                return again(&state, &reader, status, texts::ERASE_WRONG).await;
            }
            state.attempts.succeeded(&email, address, browser, now);
        }
    }
    match account::erase(&state, &reader.account.id).await {
        Ok(()) => {}
        // The page says which dossiers are to be handed over first.
        Err(EraseError::HeadsDossiers) => {
            return again(&state, &reader, StatusCode::CONFLICT, texts::ERASE_HEAD).await;
        }
        Err(EraseError::Act(failure)) => return Err(failure.into()),
    }
    entrance.sign_out(|ended| account::end_session(&state, ended)).await?;
    reader.context.visitor = None;
    reader.context.path = "/".to_owned();
    let forget = [(HeaderName::from_static("clear-site-data"), r#""cache", "cookies", "storage""#)];
    Ok((forget, html(page::erased(&reader.context))).into_response())
}

async fn again(
    state: &AppState,
    reader: &SignedIn,
    status: StatusCode,
    why: Text,
) -> Result<Response, Error> {
    let mine = load(state, reader).await?;
    Ok((status, html(page::page(&reader.context, &mine, Some(why)))).into_response())
}

async fn data(state: &AppState, reader: &SignedIn) -> Result<Json, Error> {
    let data = state.store.own_data(&reader.account.id).await?;
    serde_json::to_value(&data).map_err(|_| Error::Unfit)
}

async fn load(state: &AppState, reader: &SignedIn) -> Result<MyData, Error> {
    let account = &reader.account.id;
    Ok(MyData {
        data: data(state, reader).await?,
        is_guest: reader.account.kind == Kind::Guest,
        heads: state.store.headed(account).await?,
        alone: state.store.alone_in(account).await?,
    })
}
