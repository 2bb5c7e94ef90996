//! What people say of a section as a whole: that they can live with it, no longer, or that they have a
//! reservation. Kept first, then told to everybody who may hear it. Must not know: how it is kept.

use crate::acts::section_digests::{DIGEST, Reading};
use crate::auth::SignedIn;
use crate::auth::membership::authorise;
use crate::error::Error;
use crate::http::forms::html;
use crate::store::{Member, Reserved, StoreError};
use crate::web::threads::{Said, notify, said};
use crate::{AppState, clock};
use app::pages::threads::warning::{self, Warned};
use app::pages::threads::{Around, OfSection};
use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use dossier::form::SectionId;
use dossier::privacy::look;
use dossier::rights::Action;
use dossier::threads::consent::{self, positions};
use dossier::threads::{Act, Anchor, Author, Kind, Thread, may_hear};
use serde::Deserialize;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Saying {
    rubrique: String,
    /// `consentir`, `lever` (a reservation, and consent), `retirer` or `reserver`.
    faire: String,
    /// The state of the section that the page showed.
    seq: String,
    vu: String,
    texte: String,
    /// Whether a warning was read.
    sur: String,
}

pub async fn say(
    State(state): State<AppState>,
    mut reader: SignedIn,
    Path(id): Path<String>,
    Form(typed): Form<Saying>,
) -> Result<Response, Error> {
    let member = authorise(&state, &id, &reader, Action::Comment).await?;
    let section = SectionId::from_name(&typed.rubrique).ok_or(Error::BadRequest)?;
    if typed.faire == "reserver" {
        let found = if typed.sur.is_empty() { look(&typed.texte) } else { Vec::new() };
        if !found.is_empty() {
            reader.frame.path = format!("/dossiers/{id}");
            let (section, text) = (section.name().to_owned(), typed.texte);
            let page = warning::page(&reader.frame, &Warned { dossier: id, section, text, found });
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, html(page)).into_response());
        }
        let place = Anchor { section, path: None, span: None, quote: String::new() };
        let kind = Kind::Reservation;
        let act = Act::Open { kind, place, text: typed.texte, mentions: Vec::new() };
        let said = said(&state.store, &id, &member, act).await?;
        notify(&state, &id, &member.account, &said).await;
        let Said { thread, .. } = said;
        state.rooms.tell(&id, section, &thread.id, thread.version).await;
        return Ok(back(&id, section));
    }
    if !member.standing().may(Some(section), Action::Consent) {
        return Err(Error::Forbidden);
    }
    match typed.faire.as_str() {
        "consentir" => consent(&state, &id, &member, section, &typed, Reserved::Stays).await?,
        "lever" => consent(&state, &id, &member, section, &typed, Reserved::Lifted).await?,
        "retirer" => state.store.withdraw_consent(&id, section, &member.account).await?,
        _ => return Err(Error::BadRequest),
    }
    // No thread of its own: whoever may hear the section reads the panel again.
    state.rooms.tell(&id, section, "", 0).await;
    Ok(back(&id, section))
}

fn back(dossier: &str, section: SectionId) -> Response {
    Redirect::to(&format!("/dossiers/{dossier}#position-{}", section.name())).into_response()
}

async fn consent(
    state: &AppState,
    dossier: &str,
    member: &Member,
    section: SectionId,
    typed: &Saying,
    reserved: Reserved,
) -> Result<(), Error> {
    let hex = typed.vu.chars().all(|c| c.is_ascii_hexdigit()) && typed.vu.len() == DIGEST;
    let seq = typed.seq.parse().ok().filter(|seq| hex && *seq > 0).ok_or(Error::BadRequest)?;
    let seen = consent::State { seq, digest: typed.vu.clone() };
    let account = &member.account;
    let kept = state.store.consent(dossier, section, account, &seen, reserved, clock::now()).await;
    let lifted = match kept {
        Ok(lifted) => lifted,
        Err(StoreError::Conflict) => return Err(Error::Conflict),
        Err(failure) => return Err(failure.into()),
    };
    for id in lifted {
        let thread = state.store.thread(dossier, &id).await?;
        state.rooms.tell(dossier, section, &id, thread.version).await;
        let said = Said { thread, news: Vec::new(), reserves: Some(false) };
        notify(state, dossier, account, &said).await;
    }
    Ok(())
}

/// What is said of the sections that a member may hear, and noticed in those that they may change.
pub async fn around(
    state: &AppState,
    dossier: &str,
    member: &Member,
    threads: &[Thread],
) -> Result<Around, Error> {
    let standing = member.standing();
    let hears = |section: SectionId| may_hear(member.role, section);
    let readings = state.digests.of(&state.store, dossier, hears).await?;
    let belongings = state.store.belongings(dossier).await?.into_iter();
    let members: Vec<_> = belongings
        .map(|one| {
            let (account, name, quality) = (one.account, one.name, one.quality);
            (Author { account, name, quality }, one.role)
        })
        .collect();
    let consents = state.store.consents(dossier).await?;
    let asked_for = state.store.asked_for(dossier).await?;
    let of = |(section, reading): (SectionId, std::sync::Arc<Reading>)| OfSection {
        section,
        positions: positions(section, &reading.state, &members, &consents, threads),
        state: reading.state.clone(),
        asked_for: asked_for.contains(&section) && standing.may(Some(section), Action::Read),
        found: match standing.may(Some(section), Action::Edit) {
            true => reading.found.clone(),
            false => Vec::new(),
        },
    };
    let sections = readings.into_iter().map(of).collect();
    Ok(Around { dossier: dossier.to_owned(), sections })
}
