//! Changes that a member suggests and another decides. Weighed and kept first, then told to
//! everybody who may hear it. Does not know: HTTP, how suggestions are kept, what a change means.

use super::threads::{audible, broadcast, clean, mark_current_seen, new_remark};
use super::{ActError, Acts, notifications};
use crate::clock;
use crate::replay::fresh_client;
use crate::store::StoreError;
use crate::store::account::Member;
use dossier::document::path::Path;
use dossier::document::schema::SectionDoc;
use dossier::form::SectionId;
use dossier::notifications::{Decision as Became, Event};
use dossier::rights::Action;
use dossier::sync::room::Accepted;
use dossier::threads::suggestion::{Unfit, Weighed, weigh_passage, weigh_value};
use dossier::threads::{Thread, may_decide, may_hear};

/// A change that somebody suggests.
#[derive(Debug)]
pub enum ChangeInput {
    /// A passage, as the update of a copy.
    Passage(Vec<u8>),
    /// A value, as it was typed; choices and tags are several.
    Value(Path, Vec<String>),
}

/// How a suggestion is decided.
#[derive(Clone, Debug)]
pub struct Decision {
    pub accept: bool,
    /// The decider was shown that what it is about has changed.
    pub knowingly: bool,
    /// A word about it; there need be none.
    pub text: String,
}

/// What became of the suggestions of a section.
#[derive(Debug, Default)]
pub struct Outcome {
    pub decided: usize,
    /// The threads about what has changed since: they are decided one by one.
    pub left: Vec<String>,
}

/// Suggests a change, with a word about it or none: the change speaks for itself.
pub async fn suggest(
    acts: &Acts,
    dossier: &str,
    member: &Member,
    section: SectionId,
    change: ChangeInput,
    text: &str,
) -> Result<Thread, ActError> {
    if !may_hear(member.role, section) {
        return Err(ActError::Forbidden);
    }
    let text = if text.trim().is_empty() { String::new() } else { clean(text)? };
    let weighed = acts.rooms.read(dossier, section, move |doc| weigh(doc, &change)).await??;
    let remark = new_remark(&member.account, text);
    let thread = acts.store.suggest(dossier, &weighed, &remark).await?;
    // Nobody has to read what they suggest themselves.
    mark_current_seen(&acts.store, dossier, &member.account, &thread).await?;
    let suggested = Event::Remark { thread: &thread, named: &[] };
    notifications::notify(acts, dossier, &member.account, suggested).await;
    broadcast(acts, dossier, &thread).await;
    Ok(thread)
}

fn weigh(doc: &SectionDoc, change: &ChangeInput) -> Result<Weighed, Unfit> {
    match change {
        ChangeInput::Passage(update) => weigh_passage(doc, fresh_client(), update),
        ChangeInput::Value(path, values) => weigh_value(doc, path, values),
    }
}

impl From<Unfit> for ActError {
    fn from(unfit: Unfit) -> ActError {
        match unfit {
            Unfit::Unreadable => ActError::Malformed,
            Unfit::Behind => ActError::Conflict,
            _ => ActError::Unfit,
        }
    }
}

/// Accepts or refuses one suggestion, to the end: whoever asks may hang up between what is written
/// and what is remembered.
pub async fn decide(
    acts: &Acts,
    dossier: &str,
    member: &Member,
    thread: &str,
    decision: Decision,
) -> Result<Thread, ActError> {
    let (acts, member) = (acts.clone(), member.clone());
    let (dossier, thread) = (dossier.to_owned(), thread.to_owned());
    let work = async move {
        let _alone = acts.locks.dossier(&dossier).await;
        let thread = audible(&acts, &dossier, &member, &thread).await?;
        if !may_decide(&member.standing(), &thread) {
            let edits = member.standing().may(Some(thread.place.section), Action::Edit);
            return Err(if edits { ActError::Conflict } else { ActError::Forbidden });
        }
        decide_alone(&acts, &dossier, &member, thread, &decision).await
    };
    tokio::spawn(work).await.map_err(|_| ActError::Panicked)?
}

/// Accepts or refuses all suggestions of a section that still fit, in the order in which they were
/// made: an earlier one may change what a later one is about.
pub async fn decide_all(
    acts: &Acts,
    dossier: &str,
    member: &Member,
    section: SectionId,
    decision: Decision,
) -> Result<Outcome, ActError> {
    let (acts, member, dossier) = (acts.clone(), member.clone(), dossier.to_owned());
    let work = async move {
        let _alone = acts.locks.dossier(&dossier).await;
        let mut outcome = Outcome::default();
        for thread in acts.store.threads(&dossier).await? {
            if thread.place.section != section || !may_decide(&member.standing(), &thread) {
                continue;
            }
            let id = thread.id.clone();
            match decide_alone(&acts, &dossier, &member, thread, &decision).await {
                Ok(_) => outcome.decided += 1,
                Err(ActError::Conflict | ActError::Unfit) => outcome.left.push(id),
                Err(other) => return Err(other),
            }
        }
        Ok(outcome)
    };
    tokio::spawn(work).await.map_err(|_| ActError::Panicked)?
}

/// Writes first, then remembers the decision: after a crash between the two it is decided once
/// more, and the same update written again changes nothing.
async fn decide_alone(
    acts: &Acts,
    dossier: &str,
    member: &Member,
    thread: Thread,
    decision: &Decision,
) -> Result<Thread, ActError> {
    let word = match decision.text.trim() {
        "" => None,
        text => Some(new_remark(&member.account, clean(text)?)),
    };
    let (id, before) = (thread.id, thread.version);
    if decision.accept
        && let Some(suggestion) = thread.suggestion
    {
        let accepted = Accepted {
            place: thread.place,
            change: suggestion.change,
            update: acts.store.suggested_update(&id).await?,
            author: thread.opened_by.clone(),
            by: member.account.clone(),
            knowingly: decision.knowingly,
        };
        acts.rooms.accept(dossier, accepted).await?;
    }
    let by = (member.account.as_str(), clock::now());
    let thread = match acts.store.decide(&id, decision.accept, by, word.as_ref()).await {
        // Withdrawn meanwhile.
        Err(StoreError::NotFound) => return Err(ActError::Conflict),
        other => other?,
    };
    if thread.version == before + 1 {
        // Nobody else has added to it meanwhile: whoever decides has read what there was.
        mark_current_seen(&acts.store, dossier, &member.account, &thread).await?;
    }
    let decided = Event::Decided {
        section: thread.place.section,
        thread: Some(&thread.id),
        what: &thread.place.quote,
        author: &thread.opened_by,
        decision: if decision.accept { Became::Taken } else { Became::Declined },
    };
    notifications::notify(acts, dossier, &member.account, decided).await;
    broadcast(acts, dossier, &thread).await;
    Ok(thread)
}
