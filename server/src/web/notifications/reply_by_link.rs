//! Answering in a thread by the link of an e-mail, without signing in. What one may is asked of the
//! account that the e-mail went to, at that moment. Does not know: how a link is kept. What is
//! unknown, expired, used up or not allowed any more gets one and the same answer.
//!
//! The token travels as those of invitations do: after the `#` of the link, which browsers send to
//! nobody, then in the body of a POST. Without script one types the short code that the e-mail has.

use crate::acts::notifications::reply_by_link::{self, Open, ReplyError};
use crate::auth::Visitor;
use crate::auth::address::ClientAddress;
use crate::error::Error;
use crate::http::forms::{hidden, html, refused_with};
use crate::limits::sign_in::TokenKind;
use crate::tokens::HeldToken;
use crate::{AppState, clock};
use app::components::field::FieldError;
use app::pages::notifications::reply_by_link::{self as page, Reply};
use app::pages::site::code::Refusal;
use app::pages::threads::Reader;
use app::texts::emails as texts;
use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use dossier::lang::Lang;
use dossier::privacy::look;
use dossier::threads::{MAX_TEXT, clean_text};
use serde::Deserialize;
use std::net::IpAddr;
use std::time::{Duration, Instant};

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct ReplyForm {
    /// A token or a code.
    code: String,
    text: String,
    /// Whether a warning was read.
    sure: String,
}

pub async fn ask(visitor: Visitor) -> Response {
    hidden(html(page::ask(&visitor.context, None)))
}

pub async fn thanks(visitor: Visitor) -> Response {
    hidden(html(page::thanks(&visitor.context)))
}

/// Shows the thread, and a form.
pub async fn present(
    State(state): State<AppState>,
    visitor: Visitor,
    ClientAddress(address): ClientAddress,
    Form(typed): Form<ReplyForm>,
) -> Result<Response, Error> {
    match opened(&state, address, &typed.code).await? {
        Ok(opened) => Ok(hidden(shown(&state, &visitor, opened, typed, &[]).await?)),
        Err(refused) => Ok(refuse(&visitor, refused)),
    }
}

/// Answers in the name of that account.
pub async fn send(
    State(state): State<AppState>,
    visitor: Visitor,
    ClientAddress(address): ClientAddress,
    Form(typed): Form<ReplyForm>,
) -> Result<Response, Error> {
    let opened = match opened(&state, address, &typed.code).await? {
        Ok(opened) => opened,
        Err(refused) => return Ok(refuse(&visitor, refused)),
    };
    let Some(text) = clean_text(&typed.text) else {
        let lang = visitor.context.lang;
        let message = texts::REPLY_WRONG.fill(lang, &[("max", &MAX_TEXT.to_string())]);
        let errors = [FieldError { field: "text", message }];
        let page = shown(&state, &visitor, opened, typed, &errors).await?;
        return Ok(hidden((StatusCode::UNPROCESSABLE_ENTITY, page).into_response()));
    };
    if typed.sure.is_empty() && !look(&text).is_empty() {
        let page = shown(&state, &visitor, opened, typed, &[]).await?;
        return Ok(hidden((StatusCode::UNPROCESSABLE_ENTITY, page).into_response()));
    }
    match reply_by_link::reply(&state, opened, text).await {
        Ok(()) => {}
        Err(ReplyError::Closed) => return Ok(refuse(&visitor, CLOSED)),
        Err(ReplyError::Act(error)) => return Err(error.into()),
    }
    Ok(Redirect::to("/repondre/merci").into_response())
}

struct Refused {
    refusal: Refusal,
    wait: Option<Duration>,
}

const CLOSED: Refused = Refused { refusal: Refusal::Closed, wait: None };

async fn opened(
    state: &AppState,
    address: IpAddr,
    typed: &str,
) -> Result<Result<Open, Refused>, Error> {
    let Some(held) = HeldToken::parse(typed) else { return Ok(Err(CLOSED)) };
    let wait = state.attempts.look_up(held.kind, address, Instant::now()).err();
    let too_many = || Err(Refused { refusal: Refusal::TooMany, wait });
    if held.kind == TokenKind::Code && wait.is_some() {
        return Ok(too_many());
    }
    let Some(link) = state.store.link(&held.digest, clock::now()).await? else {
        return Ok(if wait.is_some() { too_many() } else { Err(CLOSED) });
    };
    if wait.is_none() {
        state.attempts.was_right(held.kind, address);
    }
    match reply_by_link::open(state, &link, held.digest).await {
        Ok(opened) => Ok(Ok(opened)),
        Err(ReplyError::Closed) => Ok(Err(CLOSED)),
        Err(ReplyError::Act(error)) => Err(error.into()),
    }
}

async fn shown(
    state: &AppState,
    visitor: &Visitor,
    opened: Open,
    typed: ReplyForm,
    errors: &[FieldError],
) -> Result<Response, Error> {
    let Open { dossier, member, thread, .. } = opened;
    let dossier = state.store.dossier(&dossier).await?.ok_or(Error::NotFound)?;
    let mut context = visitor.context.clone();
    "/repondre".clone_into(&mut context.path);
    let answer = Reply {
        reader: Reader {
            standing: member.standing(),
            account: member.account,
            lang: context.lang,
            written: Lang::from_tag(&dossier.language).unwrap_or_default(),
            seen: Default::default(),
            now: clock::now(),
        },
        name: member.name,
        title: dossier.title,
        thread,
        held: typed.code,
        found: look(&typed.text),
        text: typed.text,
    };
    Ok(html(page::page(&context, &answer, errors)))
}

fn refuse(visitor: &Visitor, refused: Refused) -> Response {
    let mut context = visitor.context.clone();
    "/repondre".clone_into(&mut context.path);
    let page = html(page::ask(&context, Some(refused.refusal)));
    hidden(refused_with(page, refused.wait))
}
