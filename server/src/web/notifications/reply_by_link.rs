//! Answering in a thread by the link of a letter, without signing in. What one may is asked of the
//! account that the letter went to, at that moment. Must not know: how a link is kept. What is
//! unknown, expired, used up or not allowed any more gets one and the same answer.
//!
//! The token travels as those of invitations do: after the `#` of the link, which browsers send to
//! nobody, then in the body of a POST. Without script one types the short code that the letter has.

use crate::acts::notifications;
use crate::auth::Visitor;
use crate::auth::address::ClientAddress;
use crate::auth::tokens::Held;
use crate::error::Error;
use crate::http::forms::{hidden, html, refused_with};
use crate::store::{Kind, Link, Member, Purpose, StoreError, Which};
use crate::web::threads::{notify, said, told};
use crate::{AppState, clock};
use app::components::field::FieldError;
use app::pages::notifications::reply_by_link::{self as page, Answer};
use app::pages::site::code::Refusal;
use app::pages::threads::Listener;
use app::texts::emails as texts;
use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use dossier::lang::Lang;
use dossier::privacy::look;
use dossier::threads::{Act, MAX_TEXT, Thread, cleaned, may_act};
use serde::Deserialize;
use std::net::IpAddr;
use std::time::{Duration, Instant};

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// A token or a code.
    code: String,
    text: String,
    /// Whether a warning was read.
    sur: String,
}

pub async fn ask(visitor: Visitor) -> Response {
    hidden(html(page::ask(&visitor.frame, None)))
}

pub async fn thanks(visitor: Visitor) -> Response {
    hidden(html(page::thanks(&visitor.frame)))
}

/// Shows the thread, and a form.
pub async fn present(
    State(state): State<AppState>,
    visitor: Visitor,
    ClientAddress(address): ClientAddress,
    Form(typed): Form<Typed>,
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
    Form(typed): Form<Typed>,
) -> Result<Response, Error> {
    let opened = match opened(&state, address, &typed.code).await? {
        Ok(opened) => opened,
        Err(refused) => return Ok(refuse(&visitor, refused)),
    };
    let Some(text) = cleaned(&typed.text) else {
        let lang = visitor.frame.lang;
        let message = texts::REPLY_WRONG.fill(lang, &[("max", &MAX_TEXT.to_string())]);
        let errors = [FieldError { field: "text", message }];
        let page = shown(&state, &visitor, opened, typed, &errors).await?;
        return Ok(hidden((StatusCode::UNPROCESSABLE_ENTITY, page).into_response()));
    };
    if typed.sur.is_empty() && !look(&text).is_empty() {
        let page = shown(&state, &visitor, opened, typed, &[]).await?;
        return Ok(hidden((StatusCode::UNPROCESSABLE_ENTITY, page).into_response()));
    }
    let Opened { link, member, thread, digest } = opened;
    // A form that was sent twice is one answer.
    let is_said = thread
        .remarks
        .last()
        .is_some_and(|last| last.by.account == member.account && last.text == text);
    if !is_said {
        if !state.store.use_link(&digest, clock::now()).await? {
            return Ok(refuse(&visitor, CLOSED));
        }
        let reply = Act::Reply { thread: thread.id.clone(), text, mentions: Vec::new() };
        let done = said(&state.store, &link.dossier, &member, reply).await?;
        notify(&state, &link.dossier, &member.account, &done).await;
        told(&state, &link.dossier, done.thread).await;
    }
    if state.store.mark_read(&member.account, Which::About(&thread.id), clock::now()).await? {
        notifications::show(&state, &member.account).await;
    }
    Ok(Redirect::to("/repondre/merci").into_response())
}

/// A thread that somebody may answer in, by what they hold.
struct Opened {
    link: Link,
    member: Member,
    thread: Thread,
    digest: String,
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
) -> Result<Result<Opened, Refused>, Error> {
    let Some(held) = Held::parse(typed) else { return Ok(Err(CLOSED)) };
    if let Err(wait) = state.attempts.admit_guest(held.kind, address, Instant::now()) {
        return Ok(Err(Refused { refusal: Refusal::TooMany, wait: Some(wait) }));
    }
    let Some(link) = state.store.link(&held.digest, clock::now()).await? else {
        return Ok(Err(CLOSED));
    };
    state.attempts.guest_known(held.kind, address);
    let Purpose::Answer { thread, .. } = &link.purpose else { return Ok(Err(CLOSED)) };
    let Some(member) = state.store.membership(&link.dossier, &link.account).await? else {
        return Ok(Err(CLOSED));
    };
    let account = state.store.account(&link.account).await?;
    let thread = match state.store.thread(&link.dossier, thread).await {
        Ok(thread) => thread,
        Err(StoreError::NotFound) => return Ok(Err(CLOSED)),
        Err(error) => return Err(error.into()),
    };
    let act = Act::Reply { thread: thread.id.clone(), text: String::new(), mentions: Vec::new() };
    let has_address = account.is_some_and(|account| account.kind != Kind::Guest);
    if !has_address || !may_act(&member.standing(), &member.account, &thread, &act) {
        return Ok(Err(CLOSED));
    }
    Ok(Ok(Opened { link, member, thread, digest: held.digest }))
}

async fn shown(
    state: &AppState,
    visitor: &Visitor,
    opened: Opened,
    typed: Typed,
    errors: &[FieldError],
) -> Result<Response, Error> {
    let Opened { link, member, thread, .. } = opened;
    let dossier = state.store.dossier(&link.dossier).await?.ok_or(Error::NotFound)?;
    let mut frame = visitor.frame.clone();
    "/repondre".clone_into(&mut frame.path);
    let answer = Answer {
        listener: Listener {
            standing: member.standing(),
            account: member.account,
            lang: frame.lang,
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
    Ok(html(page::page(&frame, &answer, errors)))
}

fn refuse(visitor: &Visitor, refused: Refused) -> Response {
    let mut frame = visitor.frame.clone();
    "/repondre".clone_into(&mut frame.path);
    let page = html(page::ask(&frame, Some(refused.refusal)));
    hidden(refused_with(page, refused.wait))
}
