//! An idea of the room put into the dossier. Must not know: what is written there, how it is drawn.

use crate::error::Error;
use crate::rooms::replay::fresh_client;
use crate::store::{Idea, Lineage, Member, Seance};
use crate::{AppState, clock};
use app::texts::seance as texts;
use dossier::document::schema::SectionDoc;
use dossier::form::SectionId;
use dossier::lang::Text;
use dossier::rights::Action;
use dossier::seance::adopt::{Target, Voices, pour as poured, says, voices};
use dossier::seance::idea::Fate;
use dossier::sync::room::Accepted;
use dossier::threads::suggestion::Proposal;
use tokio::task::spawn_blocking;
use uuid::Uuid;

/// Puts an idea, with what is grouped with it, at the end of a target, or answers why not.
///
/// What will be written is kept first, then written, then the idea is told to be kept: after a crash
/// between any two of these it is open still, and pressing again writes the same bytes, which are there
/// once, wherever it is pressed to. In a task of its own: whoever presses may hang up in between.
pub(super) async fn pour(
    state: &AppState,
    seance: &Seance,
    member: &Member,
    id: &str,
    target: Target,
) -> Result<Result<(), Text>, Error> {
    let (state, seance, member) = (state.clone(), seance.clone(), member.clone());
    let id = id.to_owned();
    let work = async move {
        let _alone = state.deciding.lock().await;
        one_at_a_time(&state, &seance, &member, &id, target).await
    };
    tokio::spawn(work).await.map_err(|_| Error::Panicked)?
}

async fn one_at_a_time(
    state: &AppState,
    seance: &Seance,
    member: &Member,
    id: &str,
    target: Target,
) -> Result<Result<(), Text>, Error> {
    let ideas = state.store.ideas(&seance.id).await?;
    let idea = ideas.iter().find(|idea| idea.id == id).ok_or(Error::NotFound)?;
    match idea.fate {
        Fate::Open => {}
        // Pressed twice.
        Fate::Kept(_) => return Ok(Ok(())),
        _ => return Err(Error::BadRequest),
    }
    let may = |section| member.standing().may(Some(section), Action::Edit);
    if let Some(way) = state.store.lineage(id).await? {
        if !may(way.place.section) {
            return Ok(Err(texts::POUR_FORBIDDEN));
        }
        if is_there(state, seance, &way, member).await? {
            return kept(state, seance, id, way.place.section).await;
        }
    }
    if !may(target.section()) {
        return Ok(Err(texts::POUR_FORBIDDEN));
    }
    let grouped: Vec<&Idea> = ideas
        .iter()
        .filter(|other| matches!(&other.fate, Fate::Merged(with) if *with == idea.id))
        .collect();
    let voices = voices_of(state, seance, idea, &grouped).await?;
    let also: Vec<String> = grouped.iter().map(|other| other.words.clone()).collect();
    let now = state.rooms.state(&seance.dossier, target.section()).await?;
    let (row, words) = (Uuid::now_v7().to_string(), idea.words.clone());
    let made = spawn_blocking(move || {
        let doc = SectionDoc::load(target.section(), fresh_client(), &now).ok()?;
        poured(&doc, fresh_client(), target, &row, &words, &also).ok()
    });
    let made = made.await.map_err(|_| Error::Panicked)?.ok_or(Error::Unfit)?;
    let way = Lineage {
        idea: idea.id.clone(),
        place: made.place,
        written: made.update,
        by: member.account.clone(),
        by_name: member.name.clone(),
        at: clock::now(),
        voices,
    };
    state.store.keep_lineage(&seance.dossier, &way).await?;
    write(state, seance, &way, member).await?;
    kept(state, seance, id, target.section()).await
}

/// Whether the words of an idea that went this way before are in the dossier, if need be after they are
/// written, which they may not have been.
async fn is_there(
    state: &AppState,
    seance: &Seance,
    way: &Lineage,
    member: &Member,
) -> Result<bool, Error> {
    write(state, seance, way, member).await?;
    let section = way.place.section;
    let now = state.rooms.state(&seance.dossier, section).await?;
    let place = way.place.clone();
    let read = spawn_blocking(move || {
        let doc = SectionDoc::load(section, fresh_client(), &now).ok()?;
        says(&doc, &place)
    });
    Ok(read.await.map_err(|_| Error::Panicked)?.is_some())
}

/// As an accepted suggestion is: the same update twice is there once, also when another one presses
/// than the first time.
async fn write(
    state: &AppState,
    seance: &Seance,
    way: &Lineage,
    member: &Member,
) -> Result<(), Error> {
    let accepted = Accepted {
        place: way.place.clone(),
        // What it is about is the end of a text, which always fits.
        proposal: Proposal::Passage { pieces: Vec::new() },
        update: way.written.clone(),
        author: way.by.clone(),
        by: member.account.clone(),
        knowingly: true,
    };
    Ok(state.rooms.accept(&seance.dossier, accepted).await?)
}

async fn kept(
    state: &AppState,
    seance: &Seance,
    id: &str,
    section: SectionId,
) -> Result<Result<(), Text>, Error> {
    state.store.decide_idea(&seance.id, id, &Fate::Kept(section)).await?;
    // No thread: whoever may hear the section reads its panel again, where this can be asked.
    state.rooms.tell(&seance.dossier, section, "", 0).await;
    Ok(Ok(()))
}

async fn voices_of(
    state: &AppState,
    seance: &Seance,
    idea: &Idea,
    grouped: &[&Idea],
) -> Result<Option<Voices>, Error> {
    let told: Vec<&str> = grouped.iter().chain([&idea]).map(|idea| idea.words.as_str()).collect();
    let mut votes = Vec::new();
    for vote in state.store.votes(&seance.id).await? {
        let tally = state.store.tally(&seance.id, &vote).await?;
        votes.push((vote.options, tally));
    }
    Ok(voices(votes.iter().map(|(options, tally)| (&options[..], tally)), &told))
}
