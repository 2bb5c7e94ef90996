//! An open dossier: its page, and the websocket that keeps it alive.
//! Must not know: what a section holds, what travels on the socket.

use crate::AppState;
use crate::auth::SignedIn;
use crate::error::Error;
use crate::pages::dossiers::authorise;
use crate::pages::html;
use crate::rooms::socket;
use crate::store::SectionState;
use app::pages::dossier::{Boot, State as Section, page};
use axum::extract::ws::WebSocketUpgrade;
use axum::extract::{Path, State};
use axum::response::Response;
use dossier::rights::{Action, may};
use dossier::schema::SectionDoc;
use dossier::sync::room::Who;
use tokio::task::spawn_blocking;

/// The page, with the sections that the reader may read and no others.
pub async fn show(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let member = authorise(&state, &id, &reader, Action::Read).await?;
    let dossier = state.store.dossier(&id).await?.ok_or(Error::NotFound)?;
    let states = state.store.section_states(&id).await?;
    let frame = reader.frame;
    // Eighteen documents are read and a long page is written: not on a thread that others wait for.
    let rendered = spawn_blocking(move || {
        let readable = states
            .into_iter()
            .filter(|state| may(member.role, Some(state.section), Action::Read));
        let boot = Boot {
            sections: readable
                .map(|state| Section::new(state.section, &whole(&state)))
                .collect(),
            dossier: dossier.id,
            reference: dossier.reference,
            status: dossier.status,
            fictitious: dossier.fictitious,
            lang: frame.lang,
            account: member.account,
            name: member.name,
            role: member.role,
        };
        page(&frame, &boot)
    });
    Ok(html(rendered.await.map_err(|_| Error::Panicked)?))
}

/// The router has checked the origin; who it is and what they may see is checked here, and every
/// frame is checked again by the room.
pub async fn live(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
    upgrade: WebSocketUpgrade,
) -> Result<Response, Error> {
    let member = authorise(&state, &id, &reader, Action::Read).await?;
    let who = Who {
        account: member.account,
        name: member.name,
        quality: member.quality,
        role: member.role,
    };
    Ok(socket::upgrade(state.rooms, id, who, upgrade))
}

/// A section as one update.
fn whole(state: &SectionState) -> Vec<u8> {
    // The document only reads, so nobody will ever meet its client id.
    const READER: u64 = 2;
    let document = SectionDoc::open(state.section, READER);
    for update in state.snapshot.iter().chain(&state.updates) {
        if let Err(error) = document.apply(update) {
            tracing::error!(section = state.section.name(), %error, "an update of the log is unreadable");
        }
    }
    document.state()
}
