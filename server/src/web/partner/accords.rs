//! The lines of accords de principe in the head of an open dossier. Does not know: what is agreed.

use crate::AppState;
use crate::acts::accords::latest;
use crate::auth::SignedIn;
use crate::auth::membership::authorise;
use crate::error::Error;
use crate::http::forms::html;
use app::pages::partner as page;
use axum::extract::{Path, State};
use axum::response::Response;
use dossier::rights::Action;

pub async fn lines(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let member = authorise(&state, &id, &reader, Action::Read).await?;
    let lang = reader.context.lang;
    let lines = page::in_lines(lang, &latest(&state, &id, &member).await?);
    Ok(html(page::lines_html(lang, &id, member.role, &lines)))
}
