//! « Qui a demandé cela ? »: what came from halls into a dossier, read again where it stands now.
//! Does not know: how it came there, how it is drawn.

use crate::AppState;
use crate::auth::SignedIn;
use crate::auth::membership::authorise;
use crate::error::Error;
use crate::http::forms::html;
use crate::replay::{READER, replay};
use crate::store::dossier::log::SectionState;
use crate::store::seance::provenance::{FromHall, Provenance};
use app::pages::seance::held::held_at;
use app::pages::seance::provenance::{self as page, AskedIdea, Held, NotKept, Origin};
use axum::extract::{Path, State};
use axum::response::Response;
use dossier::document::schema::SectionDoc;
use dossier::form::SectionId;
use dossier::rights::Action;
use dossier::seance::Seance;
use dossier::seance::adopt::words_at;
use dossier::seance::idea::{Fate, Idea};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use tokio::task::spawn_blocking;

type Seances = BTreeMap<String, Held>;

/// For who may read the dossier: of each section that they may read, and no other. What was not
/// kept is told with the concertation.
pub async fn show(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let member = authorise(&state, &id, &reader, Action::Read).await?;
    let standing = member.standing();
    let reads = |section| standing.may(Some(section), Action::Read);
    let dossier = state.store.dossier(&id).await?.ok_or(Error::NotFound)?;
    let mut provenances = state.store.provenances(&id).await?;
    provenances.retain(|way| reads(way.place.section));
    let mut sections: BTreeMap<SectionId, SectionState> = BTreeMap::new();
    for section in provenances.iter().map(|way| way.place.section) {
        if let Entry::Vacant(place) = sections.entry(section) {
            place.insert(state.store.section_log(&id, section).await?);
        }
    }
    let from_halls = state.store.from_halls(&id).await?;
    let seances = seances(&state, &id).await?;
    let tells = reads(SectionId::Concertation);
    let page = spawn_blocking(move || {
        let replayed = |(section, state): (SectionId, SectionState)| {
            (section, replay(&dossier.id, &state, READER))
        };
        let docs = sections.into_iter().map(replayed).collect();
        let origins = origins(&provenances, &from_halls, &seances, &docs);
        let not_kept = if tells { not_kept(&from_halls, &seances) } else { Vec::new() };
        page::page(&reader.context, &dossier.id, &dossier.title, &origins, &not_kept)
    });
    Ok(html(page.await.map_err(|_| Error::Panicked)?))
}

/// The séances of a dossier by their ids, each on the day that its approved relevé says, or that it
/// says itself while there is none.
async fn seances(state: &AppState, dossier: &str) -> Result<Seances, Error> {
    let mut approved = state.store.approved_days(dossier).await?;
    let held = |seance: Seance| {
        let Seance { meeting, course, created_at, ended_at, .. } = &seance;
        let day = approved.remove(&seance.id).filter(|day| !day.is_empty());
        let on = day.unwrap_or_else(|| held_at(meeting, course, *created_at, *ended_at).on);
        (seance.id, Held { title: seance.title, on })
    };
    Ok(state.store.seances(dossier).await?.into_iter().map(held).collect())
}

/// Each sentence with the idea it was and those that were grouped with it.
fn origins(
    ways: &[Provenance],
    from_halls: &[FromHall],
    seances: &Seances,
    docs: &BTreeMap<SectionId, SectionDoc>,
) -> Vec<Origin> {
    let origin = |way: &Provenance| {
        let first = from_halls.iter().find(|one| one.idea.id == way.idea)?;
        let now = words_at(docs.get(&way.place.section)?, &way.place);
        if now.is_none() && first.idea.fate == Fate::Open {
            // It never arrived, or was taken back by who put it there.
            return None;
        }
        let with =
            |one: &&FromHall| matches!(&one.idea.fate, Fate::Merged(with) if *with == way.idea);
        let asked = std::iter::once(first).chain(from_halls.iter().filter(with));
        Some(Origin {
            section: way.place.section,
            now,
            asked: asked.map(|one| as_shown(&one.idea)).collect(),
            held: seances.get(&first.seance)?.clone(),
            voices: way.voices,
            at: way.at,
            by: way.by_name.clone(),
        })
    };
    ways.iter().filter_map(origin).collect()
}

fn not_kept(from_halls: &[FromHall], seances: &Seances) -> Vec<NotKept> {
    let left = |one: &FromHall| match &one.idea.fate {
        Fate::Left(reason) => {
            let held = seances.get(&one.seance)?.clone();
            Some(NotKept { said: as_shown(&one.idea), held, reason: reason.clone() })
        }
        _ => None,
    };
    from_halls.iter().filter_map(left).collect()
}

fn as_shown(idea: &Idea) -> AskedIdea {
    AskedIdea { words: idea.words.clone(), quality: idea.quality.clone(), seat: idea.seat.clone() }
}
