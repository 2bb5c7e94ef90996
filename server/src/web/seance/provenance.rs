//! « Qui a demandé cela ? »: what came from rooms into a dossier, read again where it stands now.
//! Must not know: how it came there, how it is drawn.

use crate::AppState;
use crate::auth::SignedIn;
use crate::auth::membership::authorise;
use crate::error::Error;
use crate::http::forms::html;
use crate::replay::{READER, replay};
use crate::store::{FromRoom, Idea, Lineage, SectionState};
use app::pages::seance::provenance::{self as page, Held, NotKept, Origin, Said};
use axum::extract::{Path, State};
use axum::response::Response;
use dossier::document::schema::SectionDoc;
use dossier::form::SectionId;
use dossier::rights::Action;
use dossier::seance::adopt::says;
use dossier::seance::idea::Fate;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use tokio::task::spawn_blocking;

/// For who may read the dossier: of each section that they may read, and no other. What was not kept is
/// told with the concertation.
pub async fn show(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let member = authorise(&state, &id, &reader, Action::Read).await?;
    let standing = member.standing();
    let reads = |section| standing.may(Some(section), Action::Read);
    let dossier = state.store.dossier(&id).await?.ok_or(Error::NotFound)?;
    let mut ways = state.store.lineages(&id).await?;
    ways.retain(|way| reads(way.place.section));
    let mut sections: BTreeMap<SectionId, SectionState> = BTreeMap::new();
    for section in ways.iter().map(|way| way.place.section) {
        if let Entry::Vacant(place) = sections.entry(section) {
            place.insert(state.store.section_state(&id, section).await?);
        }
    }
    let from_rooms = state.store.from_rooms(&id).await?;
    let told = reads(SectionId::Concertation);
    let page = spawn_blocking(move || {
        let replayed = |(section, state): (SectionId, SectionState)| {
            (section, replay(&dossier.id, &state, READER))
        };
        let docs = sections.into_iter().map(replayed).collect();
        let origins = origins(&ways, &from_rooms, &docs);
        let not_kept = if told { not_kept(&from_rooms) } else { Vec::new() };
        page::page(&reader.frame, &dossier.id, &dossier.title, &origins, &not_kept)
    });
    Ok(html(page.await.map_err(|_| Error::Panicked)?))
}

/// Each sentence with the idea it was and those that were grouped with it.
fn origins(
    ways: &[Lineage],
    from_rooms: &[FromRoom],
    docs: &BTreeMap<SectionId, SectionDoc>,
) -> Vec<Origin> {
    let origin = |way: &Lineage| {
        let first = from_rooms.iter().find(|one| one.idea.id == way.idea)?;
        let now = says(docs.get(&way.place.section)?, &way.place);
        if now.is_none() && first.idea.fate == Fate::Open {
            // It never arrived, or was taken back by who put it there.
            return None;
        }
        let with =
            |one: &&FromRoom| matches!(&one.idea.fate, Fate::Merged(with) if *with == way.idea);
        let asked = std::iter::once(first).chain(from_rooms.iter().filter(with));
        Some(Origin {
            section: way.place.section,
            now,
            asked: asked.map(|one| said(&one.idea)).collect(),
            held: held(first),
            voices: way.voices,
            at: way.at,
            by: way.by_name.clone(),
        })
    };
    ways.iter().filter_map(origin).collect()
}

fn not_kept(from_rooms: &[FromRoom]) -> Vec<NotKept> {
    let left = |one: &FromRoom| match &one.idea.fate {
        Fate::Left(reason) => {
            Some(NotKept { said: said(&one.idea), held: held(one), reason: reason.clone() })
        }
        _ => None,
    };
    from_rooms.iter().filter_map(left).collect()
}

fn said(idea: &Idea) -> Said {
    Said { words: idea.words.clone(), quality: idea.quality.clone(), seat: idea.seat.clone() }
}

fn held(one: &FromRoom) -> Held {
    Held { title: one.seance.clone(), at: one.held_at }
}
