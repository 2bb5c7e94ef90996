//! The live dossier over plain HTTP requests, where websockets are blocked: open, send, wait,
//! leave. Does not know: frames.

use crate::AppState;
use crate::auth::SignedIn;
use crate::auth::address::ClientAddress;
use crate::auth::membership::authorise;
use crate::error::Error;
use crate::rooms::poll::Closed;
use crate::web::dossier::{Tab, who};
use crate::web::whose;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use dossier::rights::Action;
use dossier::sync::close;

/// The header that says that the channel is over, and why.
const ENDED: &str = "x-channel-ended";

/// Answers with the channel's name.
pub async fn open(
    State(state): State<AppState>,
    reader: SignedIn,
    address: ClientAddress,
    Path(id): Path<String>,
    Query(tab): Query<Tab>,
) -> Result<Response, Error> {
    let who = who(authorise(&state, &id, &reader, Action::Read).await?);
    if let Some(code) = tab.refusal(&who) {
        return Ok(refused(&Closed::With(code)));
    }
    let name = state.rooms.open_channel(&id, who, whose(&reader, address)).await?;
    Ok(name.into_response())
}

pub async fn send(
    State(state): State<AppState>,
    reader: SignedIn,
    Path((id, name)): Path<(String, String)>,
    body: Bytes,
) -> Response {
    match state.rooms.send_on_channel(&id, &reader.account.id, &name, &body).await {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(closed) => refused(&closed),
    }
}

pub async fn wait(
    State(state): State<AppState>,
    reader: SignedIn,
    Path((id, name)): Path<(String, String)>,
) -> Response {
    match state.rooms.wait_on_channel(&id, &reader.account.id, &name).await {
        Ok(frames) => ([(CONTENT_TYPE, "application/octet-stream")], frames).into_response(),
        Err(closed) => refused(&closed),
    }
}

/// What a page says as it closes. Nobody reads the answer.
pub async fn leave(
    State(state): State<AppState>,
    reader: SignedIn,
    Path((id, name)): Path<(String, String)>,
) -> Response {
    match state.rooms.leave_channel(&id, &reader.account.id, &name) {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(closed) => refused(&closed),
    }
}

/// Says with which code a channel ended, as a websocket would.
fn refused(closed: &Closed) -> Response {
    let code = match closed {
        Closed::With(code) => *code,
        Closed::Unknown => close::COME_BACK,
        Closed::Unreadable => close::UNREADABLE,
    };
    (StatusCode::NO_CONTENT, [(ENDED, code.to_string())]).into_response()
}
