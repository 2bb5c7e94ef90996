//! The dossiers to which nobody belongs any more, for who looks after the server.

use crate::AppState;
use crate::auth::Admin;
use crate::error::Error;
use crate::http::forms::html;
use crate::store::dossier::deletion::Orphan;
use app::pages::admin::orphans as page;
use axum::extract::State;
use axum::response::Response;

pub async fn list(State(state): State<AppState>, admin: Admin) -> Result<Response, Error> {
    let line = |one: Orphan| {
        let Orphan { reference, title, school, updated_at } = one;
        page::Orphan { reference, title, school, updated_at }
    };
    let orphans: Vec<_> = state.store.orphans().await?.into_iter().map(line).collect();
    Ok(html(page::page(&admin.context, &orphans)))
}
