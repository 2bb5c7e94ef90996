//! The home page, the page for when there is no network, and whether the server is alive.

use crate::auth::Visitor;
use crate::error::Error;
use crate::http::forms::html;
use crate::store::StoreError;
use crate::{AppState, clock};
use axum::extract::State;
use axum::response::Response;
use std::time::{Duration, Instant};
use tokio::time::timeout;

const PROVED_FOR: Duration = Duration::from_secs(3);
const PROVED_WITHIN: Duration = Duration::from_secs(5);

pub async fn show(visitor: Visitor) -> Response {
    html(app::pages::site::home::page(&visitor.context))
}

/// What browsers keep to show where nothing answers: the same for everybody.
pub async fn offline(visitor: Visitor) -> Response {
    html(app::pages::site::offline::page(&visitor.context))
}

/// No such page, for anybody.
pub async fn nowhere() -> Error {
    Error::NotFound
}

/// The process answers.
pub async fn health() -> &'static str {
    "ok\n"
}

/// The process answers, and the database reads and writes: a load balancer may send readers. Who
/// asks again within a few seconds is told the same, since anybody may ask.
pub async fn readiness(State(state): State<AppState>) -> Result<&'static str, Error> {
    let mut proved = state.proved.lock().await;
    if proved.is_none_or(|at: Instant| at.elapsed() > PROVED_FOR) {
        *proved = None;
        state.store.ping().await?;
        let writing = state.store.prove_a_write(clock::now());
        timeout(PROVED_WITHIN, writing).await.map_err(|_| StoreError::Silent)??;
        *proved = Some(Instant::now());
    }
    Ok("ready\n")
}
