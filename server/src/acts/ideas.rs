//! Ideas of a séance: sent, moderated, and adopted, which is how they become sentences of the
//! dossier. Does not know: what is written there, how an idea is drawn.

use super::seance::SeanceError;
use super::{ActError, Acts};
use crate::clock;
use crate::replay::fresh_client;
use crate::store::account::Member;
use crate::store::seance::ideas::{IdeaOutcome, NewIdea};
use crate::store::seance::provenance::Provenance;
use dossier::form::SectionId;
use dossier::rights::Action;
use dossier::seance::Seance;
use dossier::seance::adopt::{Target, Voices, voices, words_at, write_into};
use dossier::seance::idea::{self, Fate, Idea, NotAnIdea, clean};
use dossier::seance::participant::Participant;
use dossier::sync::room::Accepted;
use dossier::threads::suggestion::Change;
use uuid::Uuid;

/// Ideas that one device sends at most; a table has one device.
const MOST_IDEAS: i64 = 50;

/// Why an idea was not taken.
#[derive(Debug, thiserror::Error)]
pub enum SendError {
    #[error("empty")]
    Empty,
    #[error("too long")]
    TooLong,
    #[error("blocked")]
    Blocked,
    #[error("too many")]
    TooMany,
    #[error("the list is closed")]
    Closed,
    #[error(transparent)]
    Act(#[from] ActError),
}

/// Takes an idea from a phone, with the id that it chose, so that what it sends again after a cut
/// is there once.
pub async fn send(
    acts: &Acts,
    seance: &Seance,
    participant: &Participant,
    id: Option<Uuid>,
    typed: &str,
) -> Result<(), SendError> {
    let words = clean(typed).map_err(|wrong| match wrong {
        NotAnIdea::Empty => SendError::Empty,
        NotAnIdea::TooLong => SendError::TooLong,
    })?;
    if participant.blocked {
        return Err(SendError::Blocked);
    }
    let idea = NewIdea {
        id: id.unwrap_or_else(Uuid::now_v7).to_string(),
        seance: seance.id.clone(),
        account: participant.account.clone(),
        quality: participant.quality.clone(),
        seat: participant.seat.clone(),
        words,
        at: clock::now(),
        class: participant.class,
    };
    let outcome = acts.store.add_idea(&idea, MOST_IDEAS).await.map_err(ActError::from)?;
    acts.projectors.tell(&seance.id);
    match outcome {
        IdeaOutcome::There => Ok(()),
        IdeaOutcome::TooMany => Err(SendError::TooMany),
        IdeaOutcome::Closed => Err(SendError::Closed),
    }
}

/// Takes an idea from the wall.
pub async fn hide(acts: &Acts, seance: &Seance, id: &str) -> Result<(), SeanceError> {
    decide(acts, seance, id, Fate::Hidden).await
}

/// Puts an idea back.
pub async fn restore(acts: &Acts, seance: &Seance, id: &str) -> Result<(), SeanceError> {
    decide(acts, seance, id, Fate::Open).await
}

/// Leaves an idea out, for that reason.
pub async fn leave(
    acts: &Acts,
    seance: &Seance,
    id: &str,
    reason: &str,
) -> Result<(), SeanceError> {
    let reason = reason.chars().take(idea::MAX).collect();
    decide(acts, seance, id, Fate::Left(reason)).await
}

/// Groups an idea with another one, which is shown by itself.
pub async fn merge(acts: &Acts, seance: &Seance, id: &str, with: &str) -> Result<(), SeanceError> {
    let ideas = acts.store.ideas(&seance.id).await?;
    let stands = |idea: &&Idea| idea.id == with && idea.fate.is_shown();
    ideas.iter().find(stands).filter(|_| id != with).ok_or(ActError::Malformed)?;
    decide(acts, seance, id, Fate::Merged(with.to_owned())).await
}

async fn decide(acts: &Acts, seance: &Seance, id: &str, fate: Fate) -> Result<(), SeanceError> {
    let decided = acts.store.decide_idea(&seance.id, id, &fate).await?;
    if decided { Ok(()) } else { Err(ActError::NotFound.into()) }
}

/// Blocks the device that an idea came from, or lets it speak again.
pub async fn block_sender(
    acts: &Acts,
    seance: &Seance,
    id: &str,
    blocked: bool,
) -> Result<(), SeanceError> {
    let ideas = acts.store.ideas(&seance.id).await?;
    let idea = ideas.into_iter().find(|idea| idea.id == id).ok_or(ActError::NotFound)?;
    if let Some(account) = idea.account {
        acts.store.block(&seance.id, &account, blocked).await?;
    }
    Ok(())
}

/// Adopts an idea at the target of that name.
pub async fn adopt_at(
    acts: &Acts,
    seance: &Seance,
    member: &Member,
    id: &str,
    target: &str,
) -> Result<(), SeanceError> {
    let target = Target::parse(target).ok_or(ActError::Malformed)?;
    adopt(acts, seance, member, id, target).await
}

/// Puts an idea, with what is grouped with it, at the end of a target, or answers why not.
///
/// What will be written is kept first, then written, then the idea is marked as adopted: after a
/// crash between any two of these it is open still, and pressing again writes the same bytes, which
/// are there once, wherever it is pressed to. In a task of its own: whoever presses may hang up in
/// between.
pub async fn adopt(
    acts: &Acts,
    seance: &Seance,
    member: &Member,
    id: &str,
    target: Target,
) -> Result<(), SeanceError> {
    let (acts, seance, member) = (acts.clone(), seance.clone(), member.clone());
    let id = id.to_owned();
    let work = async move {
        let _alone = acts.locks.dossier(&seance.dossier).await;
        adopt_alone(&acts, &seance, &member, &id, target).await
    };
    tokio::spawn(work).await.map_err(|_| ActError::Panicked)?
}

async fn adopt_alone(
    acts: &Acts,
    seance: &Seance,
    member: &Member,
    id: &str,
    target: Target,
) -> Result<(), SeanceError> {
    let ideas = acts.store.ideas(&seance.id).await?;
    let idea = ideas.iter().find(|idea| idea.id == id).ok_or(ActError::NotFound)?;
    match idea.fate {
        Fate::Open => {}
        // Pressed twice.
        Fate::Kept(_) => return Ok(()),
        _ => return Err(ActError::Malformed.into()),
    }
    let may = |section| member.standing().may(Some(section), Action::Edit);
    if let Some(way) = acts.store.provenance(id).await? {
        if !may(way.place.section) {
            return Err(SeanceError::NotTheirSection);
        }
        if is_there(acts, &seance.dossier, &way, &member.account).await? {
            return mark_adopted(acts, &seance.dossier, &seance.id, id, way.place.section).await;
        }
    }
    if !may(target.section()) {
        return Err(SeanceError::NotTheirSection);
    }
    let grouped: Vec<&Idea> = ideas
        .iter()
        .filter(|other| matches!(&other.fate, Fate::Merged(with) if *with == idea.id))
        .collect();
    let voices = voices_of(acts, seance, idea, &grouped).await?;
    let also: Vec<String> = grouped.iter().map(|other| other.words.clone()).collect();
    let (row, words) = (Uuid::now_v7().to_string(), idea.words.clone());
    let make = move |doc: &_| write_into(doc, fresh_client(), target, &row, &words, &also).ok();
    let made = acts.rooms.read(&seance.dossier, target.section(), make).await?;
    let made = made.ok_or(ActError::Unfit)?;
    let way = Provenance {
        idea: idea.id.clone(),
        place: made.place,
        written: made.update,
        by: member.account.clone(),
        by_name: member.name.clone(),
        at: clock::now(),
        voices,
    };
    acts.store.keep_provenance(&seance.dossier, &way).await?;
    write(acts, &seance.dossier, &way, &member.account).await?;
    mark_adopted(acts, &seance.dossier, &seance.id, id, target.section()).await
}

/// Whether the words of an idea that went this way before are in the dossier, if need be after they
/// are written, which they may not have been.
async fn is_there(
    acts: &Acts,
    dossier: &str,
    way: &Provenance,
    by: &str,
) -> Result<bool, ActError> {
    write(acts, dossier, way, by).await?;
    let section = way.place.section;
    let place = way.place.clone();
    let found = move |doc: &_| words_at(doc, &place).is_some();
    Ok(acts.rooms.read(dossier, section, found).await?)
}

/// As an accepted suggestion is: the same update twice is there once, also when another one presses
/// than the first time.
async fn write(acts: &Acts, dossier: &str, way: &Provenance, by: &str) -> Result<(), ActError> {
    let accepted = Accepted {
        place: way.place.clone(),
        // What it is about is the end of a text, which always fits.
        change: Change::Passage { pieces: Vec::new() },
        update: way.written.clone(),
        author: way.by.clone(),
        by: by.to_owned(),
        knowingly: true,
    };
    Ok(acts.rooms.accept(dossier, accepted).await?)
}

async fn mark_adopted(
    acts: &Acts,
    dossier: &str,
    seance: &str,
    id: &str,
    section: SectionId,
) -> Result<(), SeanceError> {
    acts.store.decide_idea(seance, id, &Fate::Kept(section)).await?;
    // No thread: whoever may hear the section reads its panel again, where this can be asked.
    acts.rooms.tell(dossier, section, "", 0).await;
    Ok(())
}

async fn voices_of(
    acts: &Acts,
    seance: &Seance,
    idea: &Idea,
    grouped: &[&Idea],
) -> Result<Option<Voices>, ActError> {
    let words: Vec<&str> = grouped.iter().chain([&idea]).map(|idea| idea.words.as_str()).collect();
    let mut votes = Vec::new();
    for vote in acts.store.votes(&seance.id).await? {
        let tally = acts.store.tally(&seance.id, &vote).await?;
        votes.push((vote.options, tally));
    }
    Ok(voices(votes.iter().map(|(options, tally)| (&options[..], tally)), &words))
}

/// Finishes what [`adopt`] began: writes what was kept, and marks the idea as adopted.
pub async fn finish_adopting(
    acts: &Acts,
    dossier: &str,
    seance: &str,
    way: &Provenance,
) -> Result<(), SeanceError> {
    let _alone = acts.locks.dossier(dossier).await;
    let ideas = acts.store.ideas(seance).await?;
    if ideas.iter().all(|idea| idea.id != way.idea || idea.fate != Fate::Open) {
        return Ok(());
    }
    // Gone again, it was put back on the wall on purpose, to go another way.
    if !is_there(acts, dossier, way, &way.by).await? {
        return Ok(());
    }
    acts.projectors.tell(seance);
    mark_adopted(acts, dossier, seance, &way.idea, way.place.section).await
}
