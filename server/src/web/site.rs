//! The home page, the page for when there is no network, and whether the server is alive.

use crate::AppState;
use crate::auth::Visitor;
use crate::error::Error;
use crate::http::forms::html;
use axum::extract::State;
use axum::response::Response;

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

/// The process answers and so does the database: a load balancer may send readers.
pub async fn readiness(State(state): State<AppState>) -> Result<&'static str, Error> {
    state.store.ping().await?;
    Ok("ready\n")
}
