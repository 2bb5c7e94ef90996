//! Confirming that an address is one's own, by the link of an e-mail. Does not know: how a link is
//! kept. What is unknown, over or used gets one and the same answer.

use super::email;
use crate::AppState;
use crate::acts::account::links::{self, Verification};
use crate::auth::address::ClientAddress;
use crate::auth::{SignedIn, Visitor};
use crate::error::Error;
use crate::http::forms::{hidden, html, refused_with};
use crate::http::local_path::LocalPath;
use crate::limits::sign_in::TokenKind;
use crate::store::account::Kind;
use crate::store::account::links::Purpose;
use crate::tokens::HeldToken;
use app::pages::account::verify as page;
use app::pages::site::code::Refusal;
use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use dossier::lang::Lang;
use serde::Deserialize;
use std::time::{Duration, Instant};

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct CodeForm {
    /// A token or a code.
    code: String,
}

pub async fn ask(visitor: Visitor) -> Response {
    hidden(html(page::ask(&visitor.context, None)))
}

pub async fn confirm(
    State(state): State<AppState>,
    mut visitor: Visitor,
    ClientAddress(address): ClientAddress,
    Form(typed): Form<CodeForm>,
) -> Result<Response, Error> {
    let refuse = |visitor: &Visitor, refusal, wait: Option<Duration>| {
        hidden(refused_with(html(page::ask(&visitor.context, Some(refusal))), wait))
    };
    let Some(held) = HeldToken::parse(&typed.code) else {
        return Ok(refuse(&visitor, Refusal::Closed, None));
    };
    let wait = state.attempts.look_up(held.kind, address, Instant::now()).err();
    if held.kind == TokenKind::Code && wait.is_some() {
        return Ok(refuse(&visitor, Refusal::TooMany, wait));
    }
    match links::verify(&state, &held.digest).await? {
        Verification::Done(verified) => {
            if wait.is_none() {
                state.attempts.was_right(held.kind, address);
            }
            let lang = visitor.context.lang;
            if verified.before != verified.email {
                links::send(&state, email::moved(lang, verified.before, &verified.email));
            }
            if let Some(reader) = &mut visitor.context.visitor {
                reader.to_confirm = None;
            }
            Ok(hidden(html(page::confirmed(&visitor.context))))
        }
        Verification::Taken => {
            let page = html(page::taken(&visitor.context));
            Ok(hidden((StatusCode::CONFLICT, page).into_response()))
        }
        Verification::Closed if wait.is_some() => Ok(refuse(&visitor, Refusal::TooMany, wait)),
        Verification::Closed => Ok(refuse(&visitor, Refusal::Closed, None)),
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct AgainForm {
    next: String,
}

/// Sends the e-mail again, to the address that waits to be confirmed.
pub async fn send_again(
    State(state): State<AppState>,
    reader: SignedIn,
    Form(typed): Form<AgainForm>,
) -> Result<Response, Error> {
    if let Kind::Member { email } = &reader.account.kind
        && !reader.account.email_verified
    {
        send(&state, &reader.account.id, email, reader.context.lang).await?;
    }
    let next = LocalPath::parse(&typed.next);
    Ok(Redirect::to(next.as_ref().map_or("/dossiers", LocalPath::as_str)).into_response())
}

/// Sends a link to an address that an account is to have. One that left a moment ago is enough.
pub async fn send(state: &AppState, account: &str, to: &str, lang: Lang) -> Result<(), Error> {
    if let Some(secrets) = links::issue(state, account, Purpose::Verify, to).await? {
        let site = state.config.address();
        links::send(state, email::verify(lang, &site, to.to_owned(), &secrets));
    }
    Ok(())
}
