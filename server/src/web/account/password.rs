//! A forgotten password: a link by e-mail, and a new password by the link. The answer never says
//! whether an address has an account. Does not know: how a link is kept.

use super::email;
use crate::acts::account::links;
use crate::auth::address::ClientAddress;
use crate::auth::{Visitor, passwords};
use crate::error::Error;
use crate::http::forms::{email_key, error, hidden, html, password, refused_with, retry_after};
use crate::limits::sign_in::TokenKind;
use crate::store::account::links::{AccountLink, Purpose};
use crate::tokens::HeldToken;
use crate::{AppState, clock};
use app::pages::account::password as page;
use app::pages::site::code::Refusal;
use app::texts::account as texts;
use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use dossier::lang::Lang;
use serde::Deserialize;
use std::net::IpAddr;
use std::time::{Duration, Instant};

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct ForgottenForm {
    email: String,
}

pub async fn forgotten(visitor: Visitor) -> Response {
    html(page::forgotten(&visitor.context, "", false, &[]))
}

pub async fn send(
    State(state): State<AppState>,
    visitor: Visitor,
    ClientAddress(address): ClientAddress,
    Form(typed): Form<ForgottenForm>,
) -> Response {
    let context = &visitor.context;
    let refused = |status: StatusCode, message| {
        let errors = [error(context.lang, "email", message)];
        (status, html(page::forgotten(context, &typed.email, false, &errors))).into_response()
    };
    let Some(email) = email_key(&typed.email) else {
        return refused(StatusCode::UNPROCESSABLE_ENTITY, texts::EMAIL_INVALID);
    };
    if let Err(wait) = state.attempts.admit_sign_up(address, Instant::now()) {
        let page = refused(StatusCode::TOO_MANY_REQUESTS, texts::TOO_MANY_ATTEMPTS);
        return (retry_after(wait), page).into_response();
    }
    // Aside: how long the answer takes says nothing either.
    let (lang, acts) = (context.lang, state.clone());
    state.mail.aside(async move {
        if let Err(error) = write(&acts, &email, lang).await {
            tracing::warn!(%error, "a link for a new password was not made");
        }
    });
    html(page::forgotten(context, &typed.email, true, &[]))
}

async fn write(state: &AppState, to: &str, lang: Lang) -> Result<(), Error> {
    let Some(known) = state.store.credentials(to).await? else { return Ok(()) };
    if let Some(secrets) = links::issue(state, &known.account, Purpose::Reset, to).await? {
        let email = email::reset(lang, &state.config.address(), to.to_owned(), &secrets);
        links::send(state, email);
    }
    Ok(())
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct RenewForm {
    /// A token or a code.
    code: String,
    password: String,
}

pub async fn ask(visitor: Visitor) -> Response {
    hidden(html(page::ask(&visitor.context, None)))
}

/// Asks for the new password of whoever holds a link. It is not used up by being looked at.
pub async fn present(
    State(state): State<AppState>,
    visitor: Visitor,
    ClientAddress(address): ClientAddress,
    Form(typed): Form<RenewForm>,
) -> Result<Response, Error> {
    match find(&state, address, &typed.code).await? {
        Ok(_) => Ok(hidden(html(page::renew(&visitor.context, &typed.code, &[])))),
        Err(refused) => Ok(refuse(&visitor, refused)),
    }
}

/// Chooses it. Whoever asked signs in with it then, as everybody does.
pub async fn renew(
    State(state): State<AppState>,
    visitor: Visitor,
    ClientAddress(address): ClientAddress,
    Form(typed): Form<RenewForm>,
) -> Result<Response, Error> {
    let (held, link) = match find(&state, address, &typed.code).await? {
        Ok(found) => found,
        Err(refused) => return Ok(refuse(&visitor, refused)),
    };
    let lang = visitor.context.lang;
    let name = state.store.account(&link.account).await?.map(|account| account.name);
    let own = [link.email.as_str(), name.as_deref().unwrap_or_default()];
    let mut errors = Vec::new();
    password::check(lang, &typed.password, &own, &mut errors);
    if !errors.is_empty() {
        let page = html(page::renew(&visitor.context, &typed.code, &errors));
        return Ok(hidden((StatusCode::UNPROCESSABLE_ENTITY, page).into_response()));
    }
    let new = passwords::hash(typed.password).await?;
    if !links::reset(&state, &held.digest, &new).await? {
        return Ok(refuse(&visitor, CLOSED));
    }
    links::send(&state, email::changed(lang, &state.config.address(), link.email));
    Ok(Redirect::to("/connexion?password=new").into_response())
}

type Refused = (Refusal, Option<Duration>);

const CLOSED: Refused = (Refusal::Closed, None);

async fn find(
    state: &AppState,
    address: IpAddr,
    typed: &str,
) -> Result<Result<(HeldToken, AccountLink), Refused>, Error> {
    let Some(held) = HeldToken::parse(typed) else { return Ok(Err(CLOSED)) };
    let wait = state.attempts.look_up(held.kind, address, Instant::now()).err();
    if held.kind == TokenKind::Code && wait.is_some() {
        return Ok(Err((Refusal::TooMany, wait)));
    }
    let link = state.store.account_link(&held.digest, Purpose::Reset, clock::now()).await?;
    let Some(link) = link else {
        return Ok(Err(if wait.is_some() { (Refusal::TooMany, wait) } else { CLOSED }));
    };
    if wait.is_none() {
        state.attempts.was_right(held.kind, address);
    }
    Ok(Ok((held, link)))
}

fn refuse(visitor: &Visitor, (refusal, wait): Refused) -> Response {
    let mut context = visitor.context.clone();
    "/motdepasse/nouveau".clone_into(&mut context.path);
    hidden(refused_with(html(page::ask(&context, Some(refusal))), wait))
}
