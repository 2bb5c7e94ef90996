//! Séances: begun, prepared, counted, moved. Owns: [`SeanceError`]. Does not know: what the buttons
//! of the remote do, ideas, votes.

use super::{ActError, Acts};
use crate::clock;
use crate::rooms::RoomError;
use crate::store::StoreError;
use crate::store::account::Member;
use crate::store::seance::NewSeance;
use dossier::lang::Lang;
use dossier::seance::meeting::Meeting;
use dossier::seance::plan::Step;
use dossier::seance::{Seance, code};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Codes that are tried until one is free.
pub(super) const TRIES: usize = 8;

/// Without anything happening in it, a séance that was held is over after that, milliseconds.
const HELD: i64 = 24 * 3600 * 1000;
/// One that was prepared and never held: a school year is planned ahead.
const UNHELD: i64 = 300 * HELD;

/// Why something was not done in a séance.
#[derive(Debug, thiserror::Error)]
pub enum SeanceError {
    #[error("the séance is over")]
    IsOver,
    /// Somebody else holds the remote.
    #[error("not the holder")]
    NotHolder,
    /// Who presses may not write in the section where an idea would go, or went before.
    #[error("not their section")]
    NotTheirSection,
    #[error("no such number of dots")]
    DotsOutOfRange,
    #[error("no ideas to vote for")]
    NoIdeas,
    #[error("no proposal, or too long")]
    ProposalMissing,
    /// As many wait to speak as may.
    #[error("the list is full")]
    ListFull,
    #[error(transparent)]
    Act(#[from] ActError),
}

impl From<StoreError> for SeanceError {
    fn from(error: StoreError) -> SeanceError {
        SeanceError::Act(error.into())
    }
}

impl From<RoomError> for SeanceError {
    fn from(error: RoomError) -> SeanceError {
        SeanceError::Act(error.into())
    }
}

/// A séance as it is to be.
#[derive(Clone, Debug, Default)]
pub struct Prepared {
    pub title: String,
    pub place: String,
    pub questions: Vec<String>,
    pub plan: Vec<Step>,
    pub meeting: Meeting,
}

/// Begins a séance under a code that is free; answers its id. `site` is where its hall joins.
pub async fn begin(
    acts: &Acts,
    by: &Member,
    dossier: &str,
    site: String,
    lang: Lang,
    prepared: Prepared,
) -> Result<String, ActError> {
    let Prepared { title, place, questions, plan, meeting } = prepared;
    let mut new = NewSeance {
        id: Uuid::now_v7().to_string(),
        dossier: dossier.to_owned(),
        code: String::new(),
        title,
        place,
        site,
        questions,
        lang,
        plan,
        meeting,
        by: by.account.clone(),
        at: clock::now(),
    };
    for _ in 0..TRIES {
        new.code = code::spell(rand::random());
        if acts.store.add_seance(&new).await? {
            return Ok(new.id);
        }
    }
    Err(ActError::Conflict)
}

/// Changes what was prepared. A step in course stays the one at its place of the plan.
pub async fn prepare(acts: &Acts, id: &str, prepared: Prepared) -> Result<(), SeanceError> {
    let Prepared { title, place, questions, plan, meeting } = prepared;
    let change = |seance: &mut Seance| {
        (seance.title, seance.place, seance.questions) = (title, place, questions);
        (seance.plan, seance.meeting) = (plan, meeting);
    };
    change_seance(acts, id, change).await.map(|_| ())
}

/// Keeps how many were counted by hand.
pub async fn count(
    acts: &Acts,
    id: &str,
    headcount: BTreeMap<String, u32>,
) -> Result<(), SeanceError> {
    change_seance(acts, id, |seance| seance.headcount = headcount).await.map(|_| ())
}

/// From now on phones join there.
pub async fn move_to(acts: &Acts, id: &str, site: String) -> Result<Seance, SeanceError> {
    change_seance(acts, id, |seance| seance.site = site).await
}

/// Ends a séance: its code is free, its votes are closed.
pub(super) async fn end(acts: &Acts, id: &str, at: i64) -> Result<(), SeanceError> {
    acts.store.pass_turn(id, None, at).await?;
    let end = |seance: &mut Seance| {
        seance.course = seance.course.pause(at);
        (seance.ideas_open, seance.ended_at) = (false, Some(at));
    };
    change_seance(acts, id, end).await.map(|_| ())
}

/// Ends what nobody has ended, as of when something happened in it last: a code that leads
/// somewhere for ever is found one day.
pub async fn end_forgotten(acts: &Acts, now: i64) -> Result<(), ActError> {
    for (seance, last) in acts.store.forgotten_seances(now - HELD, now - UNHELD).await? {
        match end(acts, &seance.id, last).await {
            Ok(()) => tracing::info!(seance = seance.id, "a session that nobody ended is over"),
            Err(SeanceError::Act(error)) => return Err(error),
            // Ended meanwhile.
            Err(_) => {}
        }
    }
    Ok(())
}

/// Changes a séance that is not over, and tells its pages.
pub(super) async fn change_seance(
    acts: &Acts,
    id: &str,
    change: impl FnOnce(&mut Seance),
) -> Result<Seance, SeanceError> {
    let changed = acts.store.change_seance(id, change).await?;
    acts.projectors.tell(id);
    changed.ok_or(SeanceError::IsOver)
}
