//! The wall, for whoever may read the dossier. Does not know: how it is drawn, who chose what it
//! shows.
//!
//! Reading this page moves the séance's address, though it is a GET: the wall stands in the hall,
//! and the address by which its browser reached the server is the one that phones there can reach.
//! Who opens it has nothing to press, and opening it again changes nothing.

use crate::AppState;
use crate::acts::seance::{SeanceError, move_to};
use crate::auth::SignedIn;
use crate::auth::address::ClientAddress;
use crate::auth::membership::authorise_in_seance;
use crate::auth::origin::site;
use crate::error::Error;
use crate::http::forms::html;
use crate::projectors::join_info;
use app::pages::seance::wall as page;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use dossier::rights::{Action, may};
use std::time::Instant;

pub async fn show(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
    ClientAddress(address): ClientAddress,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let (mut seance, member) = authorise_in_seance(&state, &id, &reader, Action::Read).await?;
    let here = site(&headers, &state.config);
    let facilitates = may(member.role, None, Action::Facilitate);
    if seance.site != here && facilitates && seance.ended_at.is_none() {
        seance = match move_to(&state, &id, here).await {
            Ok(moved) => moved,
            Err(SeanceError::Act(error)) => return Err(error.into()),
            Err(_) => return Err(Error::NotFound),
        };
    }
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
