//! One's own account, changed by its owner: name and quality, address, password. Does not know: how
//! an account is kept. A guest has nothing of it, and is led to making an account.

use super::{email, verify};
use crate::acts::account::{links, profile};
use crate::auth::address::ClientAddress;
use crate::auth::known_browser::KnownBrowser;
use crate::auth::{SignedIn, passwords};
use crate::error::Error;
use crate::http::forms::{email_key, error, html, password, person};
use crate::store::account::Kind;
use crate::{AppState, clock};
use app::components::field::FieldError;
use app::pages::account::profile::{Profile, page};
use app::texts::account as account_texts;
use app::texts::profile as texts;
use axum::Form;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use dossier::lang::Text;
use serde::Deserialize;
use std::net::IpAddr;
use std::time::Instant;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct DoneQuery {
    done: String,
}

pub async fn show(
    State(state): State<AppState>,
    reader: SignedIn,
    Query(asked): Query<DoneQuery>,
) -> Result<Response, Error> {
    let Some(own) = own(&reader) else { return Ok(to_claim()) };
    let done = match asked.done.as_str() {
        "person" => Some(texts::SAVED),
        "address" => Some(texts::ADDRESS_SENT),
        "password" => Some(texts::PASSWORD_CHANGED),
        _ => None,
    };
    let profile = Profile { done, ..kept(&state, &reader, own).await? };
    Ok(html(page(&reader.context, &profile, &[])))
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct PersonForm {
    name: String,
    quality: String,
}

pub async fn set_person(
    State(state): State<AppState>,
    reader: SignedIn,
    Form(typed): Form<PersonForm>,
) -> Result<Response, Error> {
    let Some(own) = own(&reader) else { return Ok(to_claim()) };
    let lang = reader.context.lang;
    let mut errors = Vec::new();
    let name = person::read_name(lang, &typed.name, &mut errors);
    person::check_quality(lang, &typed.quality, &mut errors);
    if !errors.is_empty() {
        let kept = kept(&state, &reader, own).await?;
        let profile = Profile { name: typed.name, quality: typed.quality, ..kept };
        return Ok(again(&reader, &profile, &errors));
    }
    profile::set_person(&state, &reader.account.id, &name, &typed.quality).await?;
    Ok(done("person"))
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct AddressForm {
    email: String,
    address_password: String,
}

/// Asks for another address, which counts once it is confirmed; both are told.
pub async fn set_address(
    State(state): State<AppState>,
    reader: SignedIn,
    ClientAddress(address): ClientAddress,
    browser: KnownBrowser,
    Form(typed): Form<AddressForm>,
) -> Result<Response, Error> {
    let Some(own) = own(&reader) else { return Ok(to_claim()) };
    let lang = reader.context.lang;
    let wrong = |field, text: Text| vec![error(lang, field, text)];
    let errors = match email_key(&typed.email) {
        None => wrong("email", account_texts::EMAIL_INVALID),
        Some(to) if !state.config.sign_up.admits(&to) => {
            vec![super::sign_up::foreign(lang, &state)]
        }
        Some(to) => {
            match is_right(&state, own, address, &browser, &typed.address_password).await? {
                Err(text) => wrong("address_password", text),
                Ok(()) if state.emails.admit(&reader.account.id, 2, Instant::now()).is_err() => {
                    wrong("email", account_texts::TOO_MANY_ATTEMPTS)
                }
                // Whether it has an account already is told to nobody but its owner.
                Ok(()) => {
                    verify::send(&state, &reader.account.id, &to, lang).await?;
                    let site = state.config.address();
                    links::send(&state, email::moving(lang, &site, own.to_owned(), &to));
                    return Ok(done("address"));
                }
            }
        }
    };
    let kept = kept(&state, &reader, own).await?;
    Ok(again(&reader, &Profile { typed_email: typed.email, ..kept }, &errors))
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct PasswordForm {
    current_password: String,
    password: String,
}

pub async fn set_password(
    State(state): State<AppState>,
    reader: SignedIn,
    ClientAddress(address): ClientAddress,
    browser: KnownBrowser,
    Form(typed): Form<PasswordForm>,
) -> Result<Response, Error> {
    let Some(own) = own(&reader) else { return Ok(to_claim()) };
    let lang = reader.context.lang;
    let mut errors = Vec::new();
    password::check(lang, &typed.password, &[own, &reader.account.name], &mut errors);
    if errors.is_empty()
        && let Err(text) = is_right(&state, own, address, &browser, &typed.current_password).await?
    {
        errors.push(error(lang, "current_password", text));
    }
    if !errors.is_empty() {
        let kept = kept(&state, &reader, own).await?;
        return Ok(again(&reader, &kept, &errors));
    }
    let new = passwords::hash(typed.password).await?;
    profile::set_password(&state, &reader.account.id, &new, &reader.session).await?;
    links::send(&state, email::changed(lang, &state.config.address(), own.to_owned()));
    Ok(done("password"))
}

/// The address of a member.
fn own(reader: &SignedIn) -> Option<&str> {
    match &reader.account.kind {
        Kind::Member { email } => Some(email),
        Kind::Guest => None,
    }
}

async fn kept(state: &AppState, reader: &SignedIn, own: &str) -> Result<Profile, Error> {
    let waits = state.store.address_to_verify(&reader.account.id, clock::now()).await?;
    Ok(Profile {
        name: reader.account.name.clone(),
        quality: reader.account.quality.clone(),
        email: own.to_owned(),
        waits: waits.filter(|to| to != own),
        ..Profile::default()
    })
}

/// Whether that is the password of the account; guesses are counted as they are at sign-in.
async fn is_right(
    state: &AppState,
    own: &str,
    address: IpAddr,
    browser: &KnownBrowser,
    typed: &str,
) -> Result<Result<(), Text>, Error> {
    let browser = browser.of(state, own).await?;
    let (browser, now) = (browser.as_deref(), Instant::now());
    if state.attempts.admit(own, address, browser, now).is_err() {
        return Ok(Err(account_texts::TOO_MANY_ATTEMPTS));
    }
    let known = state.store.credentials(own).await?.map(|known| known.password);
    let plausible = typed.chars().count() <= passwords::MAX_CHARACTERS;
    if !plausible || !passwords::verify(typed.to_owned(), known).await? {
        return Ok(Err(texts::PASSWORD_WRONG));
    }
    state.attempts.succeeded(own, address, browser, now);
    Ok(Ok(()))
}

fn again(reader: &SignedIn, profile: &Profile, errors: &[FieldError]) -> Response {
    let mut context = reader.context.clone();
    "/compte/profil".clone_into(&mut context.path);
    (StatusCode::UNPROCESSABLE_ENTITY, html(page(&context, profile, errors))).into_response()
}

fn done(what: &str) -> Response {
    Redirect::to(&format!("/compte/profil?done={what}")).into_response()
}

fn to_claim() -> Response {
    Redirect::to("/compte").into_response()
}
