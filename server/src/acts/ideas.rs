//! Ideas of a séance that become sentences of the dossier. Does not know: what is written there, how an
//! idea is drawn.

use super::{ActError, Acts};
use crate::clock;
use crate::replay::fresh_client;
use crate::rooms::RoomError;
use crate::store::{Idea, Lineage, Member, Seance, StoreError};
use dossier::form::SectionId;
use dossier::rights::Action;
use dossier::seance::adopt::{Target, Voices, pour as into_text, says, voices};
use dossier::seance::idea::Fate;
use dossier::sync::room::Accepted;
use dossier::threads::suggestion::Proposal;
use uuid::Uuid;

/// Why an idea was not adopted.
#[derive(Debug, thiserror::Error)]
pub enum AdoptError {
    /// Who presses may not write in the section where it would go, or went before.
    #[error("not their section")]
    NotTheirSection,
    #[error(transparent)]
    Act(#[from] ActError),
}

impl From<StoreError> for AdoptError {
    fn from(error: StoreError) -> AdoptError {
        AdoptError::Act(error.into())
    }
}

impl From<RoomError> for AdoptError {
    fn from(error: RoomError) -> AdoptError {
        AdoptError::Act(error.into())
    }
}

/// Puts an idea, with what is grouped with it, at the end of a target, or answers why not.
///
/// What will be written is kept first, then written, then the idea is told to be kept: after a crash
/// between any two of these it is open still, and pressing again writes the same bytes, which are there
/// once, wherever it is pressed to. In a task of its own: whoever presses may hang up in between.
pub async fn adopt(
    acts: &Acts,
    seance: &Seance,
    member: &Member,
    id: &str,
    target: Target,
) -> Result<(), AdoptError> {
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
) -> Result<(), AdoptError> {
    let ideas = acts.store.ideas(&seance.id).await?;
    let idea = ideas.iter().find(|idea| idea.id == id).ok_or(ActError::NotFound)?;
    match idea.fate {
        Fate::Open => {}
        // Pressed twice.
        Fate::Kept(_) => return Ok(()),
        _ => return Err(ActError::Malformed.into()),
    }
    let may = |section| member.standing().may(Some(section), Action::Edit);
    if let Some(way) = acts.store.lineage(id).await? {
        if !may(way.place.section) {
            return Err(AdoptError::NotTheirSection);
        }
        if is_there(acts, seance, &way, member).await? {
            return mark_adopted(acts, &seance.dossier, &seance.id, id, way.place.section).await;
        }
    }
    if !may(target.section()) {
        return Err(AdoptError::NotTheirSection);
    }
    let grouped: Vec<&Idea> = ideas
        .iter()
        .filter(|other| matches!(&other.fate, Fate::Merged(with) if *with == idea.id))
        .collect();
    let voices = voices_of(acts, seance, idea, &grouped).await?;
    let also: Vec<String> = grouped.iter().map(|other| other.words.clone()).collect();
    let (row, words) = (Uuid::now_v7().to_string(), idea.words.clone());
    let make = move |doc: &_| into_text(doc, fresh_client(), target, &row, &words, &also).ok();
    let made = acts.rooms.read(&seance.dossier, target.section(), make).await?;
    let made = made.ok_or(ActError::Unfit)?;
    let way = Lineage {
        idea: idea.id.clone(),
        place: made.place,
        written: made.update,
        by: member.account.clone(),
        by_name: member.name.clone(),
        at: clock::now(),
        voices,
    };
    acts.store.keep_lineage(&seance.dossier, &way).await?;
    write(acts, &seance.dossier, &way, &member.account).await?;
    mark_adopted(acts, &seance.dossier, &seance.id, id, target.section()).await
}

/// Whether the words of an idea that went this way before are in the dossier, if need be after they are
/// written, which they may not have been.
async fn is_there(
    acts: &Acts,
    seance: &Seance,
    way: &Lineage,
    member: &Member,
) -> Result<bool, ActError> {
    write(acts, &seance.dossier, way, &member.account).await?;
    let section = way.place.section;
    let place = way.place.clone();
    let found = move |doc: &_| says(doc, &place).is_some();
    Ok(acts.rooms.read(&seance.dossier, section, found).await?)
}

/// As an accepted suggestion is: the same update twice is there once, also when another one presses
/// than the first time.
async fn write(acts: &Acts, dossier: &str, way: &Lineage, by: &str) -> Result<(), ActError> {
    let accepted = Accepted {
        place: way.place.clone(),
        // What it is about is the end of a text, which always fits.
        proposal: Proposal::Passage { pieces: Vec::new() },
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
) -> Result<(), AdoptError> {
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
    let told: Vec<&str> = grouped.iter().chain([&idea]).map(|idea| idea.words.as_str()).collect();
    let mut votes = Vec::new();
    for vote in acts.store.votes(&seance.id).await? {
        let tally = acts.store.tally(&seance.id, &vote).await?;
        votes.push((vote.options, tally));
    }
    Ok(voices(votes.iter().map(|(options, tally)| (&options[..], tally)), &told))
}

/// Finishes what [`adopt`] began: writes what was kept, and marks the idea as adopted.
pub async fn finish_adopting(
    acts: &Acts,
    dossier: &str,
    seance: &str,
    way: &Lineage,
) -> Result<(), AdoptError> {
    let _alone = acts.locks.dossier(dossier).await;
    let ideas = acts.store.ideas(seance).await?;
    if ideas.iter().all(|idea| idea.id != way.idea || idea.fate != Fate::Open) {
        return Ok(());
    }
    write(acts, dossier, way, &way.by).await?;
    acts.projectors.tell(seance);
    mark_adopted(acts, dossier, seance, &way.idea, way.place.section).await
}
