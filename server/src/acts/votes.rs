//! Votes: opened, closed, shown, cast. Does not know: what each button is called, what came out.

use super::seance::{SeanceError, change_seance};
use super::{ActError, Acts};
use crate::clock;
use dossier::seance::Seance;
use dossier::seance::ballot::{Answer, Ballot, Kind, Vote};
use dossier::seance::idea;
use dossier::seance::participant::Participant;
use dossier::seance::wall::Shown;
use uuid::Uuid;

/// Opens a dot vote on the ideas that are shown, with that many dots for each.
pub async fn open_dots(
    acts: &Acts,
    seance: &Seance,
    each: &str,
    secret: bool,
) -> Result<(), SeanceError> {
    let kind = Kind::parse(&format!("dots:{}", each.trim())).ok_or(SeanceError::DotsOutOfRange)?;
    let ideas = acts.store.ideas(&seance.id).await?;
    let shown = ideas.into_iter().filter(|idea| idea.fate.is_shown());
    let options: Vec<String> = shown.map(|idea| idea.words).collect();
    if options.is_empty() {
        return Err(SeanceError::NoIdeas);
    }
    open(acts, seance, kind, String::new(), options, secret).await
}

/// Opens a round of consent on a proposal.
pub async fn open_consent(
    acts: &Acts,
    seance: &Seance,
    proposal: &str,
    secret: bool,
) -> Result<(), SeanceError> {
    let words = idea::clean(proposal).map_err(|_| SeanceError::ProposalMissing)?;
    open(acts, seance, Kind::Consent, words, Vec::new(), secret).await
}

/// Closes the vote that is open, since there is one at a time, and shows the new one on the wall.
async fn open(
    acts: &Acts,
    seance: &Seance,
    kind: Kind,
    question: String,
    options: Vec<String>,
    secret: bool,
) -> Result<(), SeanceError> {
    let at = clock::now();
    let votes = acts.store.votes(&seance.id).await?;
    for vote in votes.iter().filter(|vote| vote.is_open()) {
        acts.store.close_vote(&seance.id, &vote.id, at).await?;
    }
    let id = Uuid::now_v7().to_string();
    let shown = Shown::Vote(id.clone());
    let (closed_at, results_shown) = (None, false);
    let vote = Vote { id, kind, question, options, secret, at, closed_at, results_shown };
    acts.store.add_vote(&seance.id, &vote).await?;
    let show = |seance: &mut Seance| seance.wall = seance.wall.show(shown);
    change_seance(acts, &seance.id, show).await.map(|_| ())
}

pub async fn close(acts: &Acts, seance: &Seance, id: &str) -> Result<(), SeanceError> {
    Ok(acts.store.close_vote(&seance.id, id, clock::now()).await?)
}

pub async fn show_results(
    acts: &Acts,
    seance: &Seance,
    id: &str,
    shown: bool,
) -> Result<(), SeanceError> {
    Ok(acts.store.show_results(&seance.id, id, shown).await?)
}

/// Why a ballot does not count.
#[derive(Debug, thiserror::Error)]
pub enum CastError {
    #[error("blocked")]
    Blocked,
    /// Nothing was answered.
    #[error("empty")]
    Empty,
    #[error("spoilt")]
    Spoilt,
    #[error("the vote is closed")]
    Closed,
    /// They came in when it was open: whoever is in the hall at that moment votes, and nobody can
    /// bring more ballots by coming in again.
    #[error("came later")]
    CameLater,
    #[error(transparent)]
    Act(#[from] ActError),
}

/// Takes a participant's ballot, `words` as [`Ballot::read`] reads them, and why they do not simply
/// go along.
pub async fn cast(
    acts: &Acts,
    participant: &Participant,
    seance: &Seance,
    vote: &Vote,
    (words, reason): (&str, &str),
) -> Result<(), CastError> {
    if participant.blocked {
        return Err(CastError::Blocked);
    }
    if participant.joined_at > vote.at {
        return Err(CastError::CameLater);
    }
    let ballot =
        Ballot::read(vote.kind, vote.options.len(), words).map_err(|_| match vote.kind {
            Kind::Consent => CastError::Empty,
            Kind::Dots(_) => CastError::Spoilt,
        })?;
    let quality = (!vote.secret).then_some(participant.quality.as_str());
    let (account, at) = (&participant.account, clock::now());
    let said = (&ballot, &*reason_of(&ballot, reason));
    let counts = acts.store.cast(&seance.id, &vote.id, account, quality, said, at).await;
    let counts = counts.map_err(ActError::from)?;
    acts.projectors.tell(&seance.id);
    if counts { Ok(()) } else { Err(CastError::Closed) }
}

/// Whoever goes along has nothing to say of it. What is too long is cut: the phone lets nobody
/// write more.
fn reason_of(ballot: &Ballot, typed: &str) -> String {
    let says = matches!(ballot, Ballot::Answer(Answer::Reserve | Answer::No));
    let short: String = typed.chars().take(idea::MAX).collect();
    if says { idea::clean(&short).unwrap_or_default() } else { String::new() }
}
