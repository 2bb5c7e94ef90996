//! The browsers where one's account is open: seen, and ended. Does not know: how a session is kept.

use crate::acts::account::sessions;
use crate::auth::SignedIn;
use crate::error::Error;
use crate::http::forms::html;
use crate::store::account::Kind;
use crate::{AppState, clock};
use app::pages::account::sessions::{OpenSession, page};
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

pub async fn show(State(state): State<AppState>, reader: SignedIn) -> Result<Response, Error> {
    if reader.account.kind == Kind::Guest {
        return Ok(Redirect::to("/compte").into_response());
    }
    let logins = state.store.logins_of(&reader.account.id, clock::now()).await?;
    let sessions = logins.into_iter().map(|login| OpenSession {
        is_here: login.id == reader.session,
        id: login.id,
        browser: login.browser,
        began_at: login.began_at,
        seen_at: login.seen_at,
        is_shared: login.shared,
    });
    Ok(html(page(&reader.context, &sessions.collect::<Vec<_>>())))
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct EndForm {
    /// A session, or `others`.
    end: String,
}

pub async fn end(
    State(state): State<AppState>,
    reader: SignedIn,
    Form(typed): Form<EndForm>,
) -> Result<Response, Error> {
    match typed.end.as_str() {
        "others" => sessions::end_others(&state, &reader.account.id, &reader.session).await?,
        session => sessions::end(&state, &reader.account.id, session).await?,
    }
    Ok(Redirect::to("/compte/connexions").into_response())
}
