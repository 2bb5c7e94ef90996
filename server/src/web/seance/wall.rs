//! The wall, for whoever may read the dossier. Does not know: how it is drawn, who chose what it
//! shows.

use crate::AppState;
use crate::auth::SignedIn;
use crate::auth::address::ClientAddress;
use crate::auth::membership::authorise_in_seance;
use crate::error::Error;
use crate::http::forms::html;
use crate::projectors::join_info;
use app::pages::seance::wall as page;
use axum::extract::{Path, State};
use axum::response::Response;
use dossier::rights::Action;
use std::time::Instant;

pub async fn show(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
    ClientAddress(address): ClientAddress,
) -> Result<Response, Error> {
    let (seance, _) = authorise_in_seance(&state, &id, &reader, Action::Read).await?;
    // Phones beside it come in by its code, whatever somebody guesses there.
    if let Some(code) = &seance.code {
        state.attempts.hall_known(code, address, Instant::now());
    }
    let seance = state.store.live_seance(seance).await?;
    let join = join_info(&seance.site, seance.code.as_deref());
    // The section itself comes with the first that the wall is told.
    let parts = page::changing(&seance, &page::Behind::default(), &join);
    Ok(html(page::page(&reader.context, &seance, parts)))
}
