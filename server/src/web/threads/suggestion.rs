//! Changes that somebody proposes and somebody else decides. Looked at and kept first, then told to
//! everybody who may hear it. Must not know: how they are kept, what a change means.

use crate::acts::notifications;
use crate::auth::SignedIn;
use crate::auth::membership::authorise;
use crate::error::Error;
use crate::http::forms::html;
use crate::replay::fresh_client;
use crate::store::{Member, NewRemark, StoreError};
use crate::web::threads::{audible, told};
use crate::{AppState, clock};
use app::pages::threads::suggestion_form::{Proposer, propose};
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use dossier::document::path::Path as Place;
use dossier::document::schema::SectionDoc;
use dossier::form::SectionId;
use dossier::lang::Lang;
use dossier::notifications::{Decision as Became, Event};
use dossier::rights::Action;
use dossier::sync::room::Accepted;
use dossier::threads::suggestion::{MAX_UPDATE, Unfit, Weighed, weigh_passage, weigh_value};
use dossier::threads::{Thread, cleaned, may_decide, may_hear};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What a tab proposes.
#[derive(Deserialize)]
#[serde(tag = "of", rename_all = "camelCase", deny_unknown_fields)]
pub enum Proposed {
    /// A passage, as the update of a copy in base64.
    Passage { section: SectionId, update: String, text: String },
    /// A value, as it was typed; choices and tags are several.
    Value { section: SectionId, path: Place, values: Vec<String>, text: String },
}

/// How one suggestion is decided.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    accept: bool,
    /// The decider was shown that what it is about has changed.
    #[serde(default)]
    knowingly: bool,
    /// A word about it.
    #[serde(default)]
    text: String,
}

/// How all that is proposed in a section is decided.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decisions {
    section: SectionId,
    accept: bool,
    /// A word about each.
    #[serde(default)]
    text: String,
}

/// What became of them.
#[derive(Serialize)]
struct Outcome {
    decided: usize,
    /// Those about what has changed since: they are decided one by one.
    left: Vec<String>,
}

/// A field, or a row, for which somebody wants to propose a value.
#[derive(Deserialize)]
pub struct Asked {
    rubrique: String,
    champ: Place,
}

/// The form in which a value is proposed there.
pub async fn form(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Error> {
    let member = authorise(&state, &id, &reader, Action::Comment).await?;
    let section = SectionId::from_name(&asked.rubrique)
        .filter(|section| may_hear(member.role, *section))
        .ok_or(Error::NotFound)?;
    let dossier = state.store.dossier(&id).await?.ok_or(Error::NotFound)?;
    let written = Lang::from_tag(&dossier.language).unwrap_or_default();
    let proposer = Proposer { lang: reader.frame.lang, written };
    let form = move |doc: &_| propose(proposer, doc, &asked.champ);
    Ok(html(state.rooms.read(&id, section, form).await?.ok_or(Error::NotFound)?))
}

pub async fn suggest(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
    Json(proposed): Json<Proposed>,
) -> Result<Response, Error> {
    let member = authorise(&state, &id, &reader, Action::Comment).await?;
    let (section, text) = match &proposed {
        Proposed::Passage { section, text, .. } | Proposed::Value { section, text, .. } => {
            (*section, text)
        }
    };
    if !may_hear(member.role, section) {
        return Err(Error::Forbidden);
    }
    // A proposal speaks for itself; what is said with it is as long as any remark.
    let text = if text.trim().is_empty() { String::new() } else { said(text)? };
    let weighed = state.rooms.read(&id, section, move |doc| weigh(doc, proposed)).await?;
    let weighed = weighed.map_err(unfit)?;
    let thread = state.store.suggest(&id, &weighed, &remark(&member, text)).await?;
    Ok(told(&state, &id, thread).await)
}

fn weigh(doc: &SectionDoc, proposed: Proposed) -> Result<Weighed, Unfit> {
    match proposed {
        Proposed::Passage { update, .. } => {
            if update.len() > MAX_UPDATE.div_ceil(3) * 4 {
                return Err(Unfit::TooLong);
            }
            let update = STANDARD.decode(update).map_err(|_| Unfit::Unreadable)?;
            weigh_passage(doc, fresh_client(), &update)
        }
        Proposed::Value { path, values, .. } => weigh_value(doc, &path, &values),
    }
}

pub async fn decide(
    State(state): State<AppState>,
    reader: SignedIn,
    Path((id, thread)): Path<(String, String)>,
    Json(decision): Json<Decision>,
) -> Result<Response, Error> {
    let member = authorise(&state, &id, &reader, Action::Edit).await?;
    to_the_end(async move {
        let _alone = state.locks.dossier(&id).await;
        let thread = audible(&state.store, &id, &member, &thread).await?;
        if !may_decide(&member.standing(), &thread) {
            let edits = member.standing().may(Some(thread.place.section), Action::Edit);
            return Err(if edits { Error::Conflict } else { Error::Forbidden });
        }
        let thread = decided(&state, &id, &member, thread, &decision).await?;
        Ok(told(&state, &id, thread).await)
    })
    .await
}

/// Those that still fit, in the order in which they were made: an earlier one may change what a
/// later one is about.
pub async fn decide_all(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
    Json(Decisions { section, accept, text }): Json<Decisions>,
) -> Result<Response, Error> {
    let member = authorise(&state, &id, &reader, Action::Edit).await?;
    to_the_end(async move {
        let mut outcome = Outcome { decided: 0, left: Vec::new() };
        let decision = Decision { accept, knowingly: false, text };
        let _alone = state.locks.dossier(&id).await;
        for thread in state.store.threads(&id).await? {
            if thread.place.section != section || !may_decide(&member.standing(), &thread) {
                continue;
            }
            let of = thread.id.clone();
            match decided(&state, &id, &member, thread, &decision).await {
                Ok(thread) => {
                    told(&state, &id, thread).await;
                    outcome.decided += 1;
                }
                Err(Error::Conflict | Error::Unfit) => outcome.left.push(of),
                Err(other) => return Err(other),
            }
        }
        Ok(Json(outcome).into_response())
    })
    .await
}

/// In a task of its own: whoever asks may hang up between what is written and what is remembered.
async fn to_the_end(
    work: impl Future<Output = Result<Response, Error>> + Send + 'static,
) -> Result<Response, Error> {
    tokio::spawn(work).await.map_err(|_| Error::Panicked)?
}

/// Writes first, then remembers the decision: after a crash between the two it is decided once
/// more, and the same update written again changes nothing.
async fn decided(
    state: &AppState,
    dossier: &str,
    member: &Member,
    thread: Thread,
    decision: &Decision,
) -> Result<Thread, Error> {
    let word = match decision.text.trim() {
        "" => None,
        text => Some(remark(member, said(text)?)),
    };
    let id = thread.id;
    if decision.accept
        && let Some(suggestion) = thread.suggestion
    {
        let accepted = Accepted {
            place: thread.place,
            proposal: suggestion.proposal,
            update: state.store.written(&id).await?,
            author: thread.opened_by.clone(),
            by: member.account.clone(),
            knowingly: decision.knowingly,
        };
        state.rooms.accept(dossier, accepted).await?;
    }
    let by = (member.account.as_str(), clock::now());
    let thread = match state.store.decide(&id, decision.accept, by, word.as_ref()).await {
        // Withdrawn meanwhile.
        Err(StoreError::NotFound) => return Err(Error::Conflict),
        other => other?,
    };
    let decided = Event::Decided {
        section: thread.place.section,
        thread: Some(&thread.id),
        what: &thread.place.quote,
        author: &thread.opened_by,
        decision: if decision.accept { Became::Taken } else { Became::Declined },
    };
    notifications::tell(state, dossier, &member.account, decided).await;
    Ok(thread)
}

fn remark(member: &Member, text: String) -> NewRemark {
    let (id, account) = (Uuid::now_v7().to_string(), member.account.clone());
    NewRemark { id, account, at: clock::now(), text }
}

fn said(text: &str) -> Result<String, Error> {
    cleaned(text).ok_or(Error::BadRequest)
}

fn unfit(unfit: Unfit) -> Error {
    match unfit {
        Unfit::Unreadable => Error::BadRequest,
        Unfit::Behind => Error::Conflict,
        _ => Error::Unfit,
    }
}
