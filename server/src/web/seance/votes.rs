//! Opening a vote. Must not know: who may, what each button is called.

use crate::error::Error;
use crate::store::{Seance, Vote};
use crate::{AppState, clock};
use app::texts::seance as texts;
use dossier::lang::Text;
use dossier::seance::ballot::Kind;
use dossier::seance::idea;
use dossier::seance::wall::Shown;
use uuid::Uuid;

/// A dot vote on the ideas that are shown, with that many dots for each, or why there is none.
pub(super) async fn open_dots(
    state: &AppState,
    seance: &Seance,
    each: &str,
    secret: bool,
) -> Result<Result<(), Text>, Error> {
    let Some(kind) = Kind::parse(&format!("dots:{}", each.trim())) else {
        return Ok(Err(texts::DOTS_WRONG));
    };
    let ideas = state.store.ideas(&seance.id).await?;
    let shown = ideas.into_iter().filter(|idea| idea.fate.is_shown());
    let options: Vec<String> = shown.map(|idea| idea.words).collect();
    if options.is_empty() {
        return Ok(Err(texts::NO_IDEAS));
    }
    open(state, seance, kind, String::new(), options, secret).await
}

/// A round of consent on a proposal.
pub(super) async fn open_consent(
    state: &AppState,
    seance: &Seance,
    proposal: &str,
    secret: bool,
) -> Result<Result<(), Text>, Error> {
    let Ok(words) = idea::clean(proposal) else { return Ok(Err(texts::PROPOSAL_MISSING)) };
    open(state, seance, Kind::Consent, words, Vec::new(), secret).await
}

/// Closes the vote that is open, since there is one at a time, and shows the new one on the wall.
async fn open(
    state: &AppState,
    seance: &Seance,
    kind: Kind,
    question: String,
    options: Vec<String>,
    secret: bool,
) -> Result<Result<(), Text>, Error> {
    let at = clock::now();
    let votes = state.store.votes(&seance.id).await?;
    for vote in votes.iter().filter(|vote| vote.closed_at.is_none()) {
        state.store.close_vote(&seance.id, &vote.id, at).await?;
    }
    let id = Uuid::now_v7().to_string();
    let shown = Shown::Vote(id.clone());
    let (closed_at, results_shown) = (None, false);
    let vote = Vote { id, kind, question, options, secret, at, closed_at, results_shown };
    state.store.add_vote(&seance.id, &vote).await?;
    let show = |seance: &mut Seance| seance.wall = seance.wall.show(shown);
    let changed = state.store.change_seance(&seance.id, show).await?;
    Ok(changed.map(|_| ()).ok_or(texts::IS_OVER))
}
