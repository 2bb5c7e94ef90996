//! The phones of who takes part in a session: their page, ideas, ballots. Must not know: how one comes
//! in, facilitators.

use crate::auth::SignedIn;
use crate::error::Error;
use crate::http::forms::{html, is_scripted, refused_with, to_script};
use crate::projectors::seen;
use crate::store::{IdeaSent, NewIdea, Participant, Seance};
use crate::{AppState, clock};
use app::components::field::FieldError;
use app::pages::seance::phone::follow_up::Theirs;
use app::pages::seance::phone::{self, Said};
use app::texts::{class as class_texts, seance as texts};
use axum::extract::{Form, Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use dossier::seance::ballot::{Answer, Ballot, Kind};
use dossier::seance::idea;
use serde::Deserialize;
use std::collections::HashMap;
use std::time::Instant;
use uuid::Uuid;

/// Ideas that one device sends at most; a table has one device.
const MOST_IDEAS: i64 = 50;

/// Who takes part, and in what; to anybody else there is no such session.
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
    page(&state, &reader, (seance, participant), Told::default()).await
}

/// What the page says of what was sent.
#[derive(Default)]
pub(super) struct Told {
    pub said: Option<Said>,
    /// An idea that was refused, as it was typed.
    pub typed: String,
    /// An address, and what is wrong with it.
    pub wrong: Option<(String, FieldError)>,
}

pub(super) async fn page(
    state: &AppState,
    reader: &SignedIn,
    (seance, participant): (Seance, Participant),
    told: Told,
) -> Result<Response, Error> {
    let open = state.store.votes(&seance.id).await?.into_iter().find(|one| one.closed_at.is_none());
    let ballot = match open {
        Some(vote) => state.store.ballot(&vote, &participant.account).await?,
        None => None,
    };
    let approved =
        state.store.releve(&seance.id).await?.is_some_and(|kept| kept.approval.is_some());
    let seance = seen(&state.store, seance).await?;
    let Participant { account, name, quality, seat, blocked, email, class, .. } = participant;
    let in_class = class.is_some();
    let theirs = |idea: &&app::pages::seance::Idea| idea.account.as_ref() == Some(&account);
    let ideas = seance.ideas.iter().filter(theirs).map(|idea| idea.id.clone()).collect();
    let Told { said, typed, wrong } = told;
    let theirs = Theirs { ideas, email, may_hear: !in_class, approved, wrong };
    let who = phone::Participant {
        account,
        name,
        quality,
        seat,
        blocked,
        in_class,
        ballot,
        theirs,
        typed,
    };
    let mut frame = reader.frame.clone();
    frame.path = format!("/seances/{}", seance.id);
    // What the wall shows comes with the first that the phone is told.
    let parts = phone::changing(frame.lang, &seance, "");
    Ok(html(phone::page(&frame, &seance, &who, parts, said)))
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Idea {
    words: String,
    /// Chosen by the phone, so that what it sends again after a cut is there once.
    id: String,
}

pub async fn send_idea(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
    headers: HeaderMap,
    Form(typed): Form<Idea>,
) -> Result<Response, Error> {
    let taking_part = taking_part(&state, &reader, &id).await?;
    if let Some(later) = held_back(&state, &reader, &headers, &taking_part, &typed.words).await? {
        return Ok(later);
    }
    let (seance, participant) = taking_part;
    let said = match idea::clean(&typed.words) {
        Err(idea::NotAnIdea::Empty) => Said::Refused(texts::IDEA_EMPTY),
        Err(idea::NotAnIdea::TooLong) => Said::Refused(texts::IDEA_LONG),
        Ok(_) if participant.blocked => Said::Refused(texts::BLOCKED),
        Ok(words) => {
            let chosen = Uuid::parse_str(&typed.id).unwrap_or_else(|_| Uuid::now_v7());
            let idea = NewIdea {
                id: chosen.to_string(),
                seance: id.clone(),
                account: participant.account.clone(),
                quality: participant.quality.clone(),
                seat: participant.seat.clone(),
                words,
                at: clock::now(),
                class: participant.class,
            };
            match state.store.add_idea(&idea, MOST_IDEAS).await? {
                IdeaSent::There if idea.class.is_some() => Said::Done(class_texts::SENT),
                IdeaSent::There => Said::Done(texts::IDEA_SENT),
                IdeaSent::TooMany => Said::Refused(texts::IDEA_MANY),
                IdeaSent::Closed => Said::Refused(texts::IDEAS_ARE_CLOSED),
            }
        }
    };
    state.projectors.tell(&id);
    let typed = if matches!(said, Said::Refused(_)) { typed.words.as_str() } else { "" };
    answer(&state, &reader, &headers, (seance, participant), said, typed).await
}

/// A ballot is the options with their dots, or one answer: what the vote's form sends.
pub async fn cast(
    State(state): State<AppState>,
    reader: SignedIn,
    Path((id, vote)): Path<(String, String)>,
    headers: HeaderMap,
    Form(typed): Form<HashMap<String, String>>,
) -> Result<Response, Error> {
    let taking_part = taking_part(&state, &reader, &id).await?;
    if let Some(later) = held_back(&state, &reader, &headers, &taking_part, "").await? {
        return Ok(later);
    }
    let (seance, participant) = taking_part;
    let votes = state.store.votes(&id).await?;
    let vote = votes.into_iter().find(|one| one.id == vote).ok_or(Error::NotFound)?;
    let words = match vote.kind {
        Kind::Consent => typed.get("answer").cloned().unwrap_or_default(),
        Kind::Dots(_) => (0..vote.options.len())
            .filter_map(|at| {
                let count = typed.get(&format!("o{at}"))?.trim();
                (!count.is_empty()).then(|| format!("{at}:{count}"))
            })
            .collect::<Vec<_>>()
            .join(" "),
    };
    let said = match Ballot::read(vote.kind, vote.options.len(), &words) {
        _ if participant.blocked => Said::Refused(texts::BLOCKED),
        Err(_) if vote.kind == Kind::Consent && Answer::parse(&words).is_none() => {
            Said::Refused(texts::CAST_NOTHING)
        }
        Err(_) => Said::Refused(texts::CAST_SPOILT),
        Ok(ballot) => {
            let quality = (!vote.secret).then_some(participant.quality.as_str());
            let (store, account, at) = (&state.store, &participant.account, clock::now());
            let why = why(&ballot, typed.get("why"));
            match store.cast(&id, &vote.id, account, quality, (&ballot, &why), at).await? {
                true => Said::Done(texts::CAST_DONE),
                false => Said::Refused(texts::CAST_CLOSED),
            }
        }
    };
    state.projectors.tell(&id);
    answer(&state, &reader, &headers, (seance, participant), said, "").await
}

/// Counts what a device sends; the answer to one that sends too fast, which keeps what was typed.
pub(super) async fn held_back(
    state: &AppState,
    reader: &SignedIn,
    headers: &HeaderMap,
    taking_part: &(Seance, Participant),
    typed: &str,
) -> Result<Option<Response>, Error> {
    let Err(wait) = state.projectors.admit(&taking_part.1.account, Instant::now()) else {
        return Ok(None);
    };
    let said = Said::Refused(texts::SENT_TOO_FAST);
    let later = answer(state, reader, headers, taking_part.clone(), said, typed).await?;
    Ok(Some(refused_with(later, Some(wait))))
}

/// Why somebody does not simply go along; whoever does has nothing to say of it. What is too long is cut:
/// the phone lets nobody write more.
fn why(ballot: &Ballot, typed: Option<&String>) -> String {
    let says = matches!(ballot, Ballot::Answer(Answer::Reserve | Answer::No));
    let short = |typed: &String| typed.chars().take(idea::MAX).collect::<String>();
    let words = typed.filter(|_| says).map(short).and_then(|words| idea::clean(&words).ok());
    words.unwrap_or_default()
}

/// Words for the script, the page for a form, with what was typed and did not go.
async fn answer(
    state: &AppState,
    reader: &SignedIn,
    headers: &HeaderMap,
    taking_part: (Seance, Participant),
    said: Said,
    typed: &str,
) -> Result<Response, Error> {
    let lang = reader.frame.lang;
    let status = match said {
        Said::Done(_) => StatusCode::OK,
        Said::Refused(_) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    if is_scripted(headers) {
        return Ok(to_script(matches!(said, Said::Done(_)), &said.words(lang)));
    }
    let told = Told { said: Some(said), typed: typed.to_owned(), wrong: None };
    Ok((status, page(state, reader, taking_part, told).await?).into_response())
}
