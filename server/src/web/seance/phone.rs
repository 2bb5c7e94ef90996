//! The phones of who takes part in a séance: their page, ideas, ballots. Does not know: how one
//! comes in, facilitators.

use crate::AppState;
use crate::acts::ideas::{self, SendError};
use crate::acts::votes::{self, CastError};
use crate::auth::SignedIn;
use crate::error::Error;
use crate::http::forms::{html, is_scripted, refused_with, to_script};
use app::components::field::FieldError;
use app::pages::seance::phone::{self, Outcome, PhoneView};
use app::texts::{class as class_texts, seance as texts};
use axum::extract::{Form, Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use dossier::seance::Seance;
use dossier::seance::ballot::{Kind, Vote};
use dossier::seance::participant::Participant;
use serde::Deserialize;
use std::collections::HashMap;
use std::time::Instant;
use uuid::Uuid;

/// Who takes part, and in what; to anybody else there is no such séance.
pub(super) async fn taking_part(
    state: &AppState,
    reader: &SignedIn,
    id: &str,
) -> Result<(Seance, Participant), Error> {
    let participant = state.store.participant(id, &reader.account.id).await?;
    let participant = participant.ok_or(Error::NotFound)?;
    Ok((state.store.seance(id).await?.ok_or(Error::NotFound)?, participant))
}

pub async fn show(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let (seance, participant) = taking_part(&state, &reader, &id).await?;
    page(&state, &reader, (seance, participant), FormOutcome::default()).await
}

/// What the page says of a form that was sent.
#[derive(Default)]
pub(super) struct FormOutcome {
    pub outcome: Option<Outcome>,
    /// An idea that was refused, as it was typed.
    pub typed: String,
    /// An address, and what is wrong with it.
    pub wrong: Option<(String, FieldError)>,
}

pub(super) async fn page(
    state: &AppState,
    reader: &SignedIn,
    (seance, participant): (Seance, Participant),
    form: FormOutcome,
) -> Result<Response, Error> {
    let open = state.store.votes(&seance.id).await?.into_iter().find(Vote::is_open);
    let ballot = match open {
        Some(vote) => state.store.ballot(&vote, &participant.account).await?,
        None => None,
    };
    let releve = state.store.releve(&seance.id).await?;
    let approved = releve.is_some_and(|releve| releve.approval.is_some());
    let seance = state.store.live_seance(seance).await?;
    let FormOutcome { outcome, typed, wrong } = form;
    let view = PhoneView { participant, ballot, approved, wrong, typed };
    let mut context = reader.context.clone();
    context.path = format!("/seances/{}", seance.id);
    // What the wall shows comes with the first that the phone is told.
    let parts = phone::changing(context.lang, &seance, "");
    Ok(html(phone::page(&context, &seance, &view, parts, outcome)))
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct IdeaForm {
    words: String,
    /// Chosen by the phone, so that what it sends again after a cut is there once.
    id: String,
}

pub async fn send_idea(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
    headers: HeaderMap,
    Form(form): Form<IdeaForm>,
) -> Result<Response, Error> {
    let taking_part = taking_part(&state, &reader, &id).await?;
    if let Some(later) = hold_back(&state, &reader, &headers, &taking_part, &form.words).await? {
        return Ok(later);
    }
    let (seance, participant) = taking_part;
    let chosen = Uuid::parse_str(&form.id).ok();
    let outcome = match ideas::send(&state, &seance, &participant, chosen, &form.words).await {
        Ok(()) if participant.class.is_some() => Outcome::Done(class_texts::SENT),
        Ok(()) => Outcome::Done(texts::IDEA_SENT),
        Err(SendError::Empty) => Outcome::Refused(texts::IDEA_EMPTY),
        Err(SendError::TooLong) => Outcome::Refused(texts::IDEA_LONG),
        Err(SendError::Blocked) => Outcome::Refused(texts::BLOCKED),
        Err(SendError::TooMany) => Outcome::Refused(texts::IDEA_MANY),
        Err(SendError::Closed) => Outcome::Refused(texts::IDEAS_ARE_CLOSED),
        Err(SendError::Act(error)) => return Err(error.into()),
    };
    let typed = if matches!(outcome, Outcome::Refused(_)) { form.words.as_str() } else { "" };
    answer(&state, &reader, &headers, (seance, participant), outcome, typed).await
}

/// A ballot is the options with their dots, or one answer: what the vote's form sends.
pub async fn cast(
    State(state): State<AppState>,
    reader: SignedIn,
    Path((id, vote)): Path<(String, String)>,
    headers: HeaderMap,
    Form(form): Form<HashMap<String, String>>,
) -> Result<Response, Error> {
    let taking_part = taking_part(&state, &reader, &id).await?;
    if let Some(later) = hold_back(&state, &reader, &headers, &taking_part, "").await? {
        return Ok(later);
    }
    let (seance, participant) = taking_part;
    let votes = state.store.votes(&id).await?;
    let vote = votes.into_iter().find(|one| one.id == vote).ok_or(Error::NotFound)?;
    let words = match vote.kind {
        Kind::Consent => form.get("answer").cloned().unwrap_or_default(),
        Kind::Dots(_) => (0..vote.options.len())
            .filter_map(|at| {
                let count = form.get(&format!("o{at}"))?.trim();
                (!count.is_empty()).then(|| format!("{at}:{count}"))
            })
            .collect::<Vec<_>>()
            .join(" "),
    };
    let reason = form.get("why").map(String::as_str).unwrap_or_default();
    let outcome = match votes::cast(&state, &participant, &seance, &vote, (&words, reason)).await {
        Ok(()) => Outcome::Done(texts::CAST_DONE),
        Err(CastError::Blocked) => Outcome::Refused(texts::BLOCKED),
        Err(CastError::Empty) => Outcome::Refused(texts::CAST_NOTHING),
        Err(CastError::Spoilt) => Outcome::Refused(texts::CAST_SPOILT),
        Err(CastError::Closed) => Outcome::Refused(texts::CAST_CLOSED),
        Err(CastError::CameLater) => Outcome::Refused(texts::CAST_LATE),
        Err(CastError::Act(error)) => return Err(error.into()),
    };
    answer(&state, &reader, &headers, (seance, participant), outcome, "").await
}

/// Counts what a device sends; the answer to one that sends too fast, which keeps what was typed.
pub(super) async fn hold_back(
    state: &AppState,
    reader: &SignedIn,
    headers: &HeaderMap,
    taking_part: &(Seance, Participant),
    typed: &str,
) -> Result<Option<Response>, Error> {
    let Err(wait) = state.participants.admit(&taking_part.1.account, Instant::now()) else {
        return Ok(None);
    };
    let outcome = Outcome::Refused(texts::SENT_TOO_FAST);
    let later = answer(state, reader, headers, taking_part.clone(), outcome, typed).await?;
    Ok(Some(refused_with(later, Some(wait))))
}

/// Words for the script, the page for a form, with what was typed and did not go.
async fn answer(
    state: &AppState,
    reader: &SignedIn,
    headers: &HeaderMap,
    taking_part: (Seance, Participant),
    outcome: Outcome,
    typed: &str,
) -> Result<Response, Error> {
    let lang = reader.context.lang;
    let status = match outcome {
        Outcome::Done(_) => StatusCode::OK,
        Outcome::Refused(_) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    if is_scripted(headers) {
        return Ok(to_script(matches!(outcome, Outcome::Done(_)), &outcome.words(lang)));
    }
    let form = FormOutcome { outcome: Some(outcome), typed: typed.to_owned(), wrong: None };
    Ok((status, page(state, reader, taking_part, form).await?).into_response())
}
