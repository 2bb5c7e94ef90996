//! The live dossier over plain HTTP requests, where websockets are blocked: open, send, wait,
//! leave. Does not know: frames.

use crate::AppState;
use crate::auth::SignedIn;
use crate::auth::address::ClientAddress;
use crate::auth::membership::authorise;
use crate::error::Error;
use crate::rooms::poll::{Answer, Closed};
use crate::web::dossier::{Tab, who};
use crate::web::whose;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use dossier::rights::Action;
use dossier::sync::close;
use dossier::sync::frame::MAX_FRAME;
use serde::Deserialize;

/// The header that says that the channel is over, and why.
const ENDED: &str = "x-channel-ended";
/// The header with the number of an answer.
const NUMBER: &str = "x-channel-answer";

/// What one request brings at most, bytes: a frame as large as any, and its length.
pub const BODY_MAX: usize = MAX_FRAME + 4;

/// What a request that waits says of the last.
#[derive(Deserialize)]
pub struct Heard {
    /// The number of the last answer that has arrived; 0 before the first.
    #[serde(default)]
    heard: u64,
}

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
    Query(Heard { heard }): Query<Heard>,
) -> Response {
    match state.rooms.wait_on_channel(&id, &reader.account.id, &name, heard).await {
        Ok(Answer { number, body }) => {
            let kind = (CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
            ([kind, (HeaderName::from_static(NUMBER), number.into())], body).into_response()
        }
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
