//! What is said beside the text of an open dossier: all of it at once, and one act at a time. Kept
//! first, then told to everybody who may hear it. Must not know: how it is kept, who is connected.

use crate::auth::SignedIn;
use crate::error::Error;
use crate::pages::dossiers::authorise;
use crate::store::{Member, NewRemark};
use crate::{AppState, clock};
use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use dossier::rights::{Action, Role};
use dossier::threads::{Act, Thread, cleaned, may_act, may_hear};
use uuid::Uuid;

/// The threads that a member may hear.
pub async fn heard(state: &AppState, dossier: &str, role: Role) -> Result<Vec<Thread>, Error> {
    let mut threads = state.store.threads(dossier).await?;
    threads.retain(|thread| may_hear(role, thread.place.section));
    Ok(threads)
}

pub async fn list(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let member = authorise(&state, &id, &reader, Action::Read).await?;
    Ok(Json(heard(&state, &id, member.role).await?).into_response())
}

/// Answers with the thread as it is now.
pub async fn act(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
    Json(act): Json<Act>,
) -> Result<Response, Error> {
    let member = authorise(&state, &id, &reader, Action::Comment).await?;
    let thread = done(&state, &id, &member, act).await?;
    told(&state, &id, thread).await
}

/// Tells everybody who may hear it what a thread is now, and answers it.
pub(super) async fn told(
    state: &AppState,
    dossier: &str,
    thread: Thread,
) -> Result<Response, Error> {
    let json = serde_json::to_vec(&thread).map_err(|_| Error::BadRequest)?;
    state.rooms.tell(dossier, thread.place.section, json).await;
    Ok(Json(thread).into_response())
}

/// A thread that this member may hear; what one may not hear is not there.
pub(super) async fn audible(
    state: &AppState,
    dossier: &str,
    member: &Member,
    thread: &str,
) -> Result<Thread, Error> {
    let thread = state.store.thread(dossier, thread).await?;
    if may_hear(member.role, thread.place.section) { Ok(thread) } else { Err(Error::NotFound) }
}

/// A remark of that member, made now.
pub(super) fn remark(member: &Member, text: String) -> NewRemark {
    let (id, account) = (Uuid::now_v7().to_string(), member.account.clone());
    NewRemark { id, account, at: clock::now(), text }
}

async fn done(state: &AppState, dossier: &str, member: &Member, act: Act) -> Result<Thread, Error> {
    let (store, me) = (&state.store, member.account.as_str());
    let said = |text: &str| Ok::<_, Error>(remark(member, cleaned(text).ok_or(Error::BadRequest)?));
    if let Some(id) = act.thread() {
        let thread = audible(state, dossier, member, id).await?;
        if !may_act(member.role, me, &thread, &act) {
            return Err(Error::Forbidden);
        }
    }
    Ok(match act {
        Act::Open { kind, place, text } => {
            if !may_hear(member.role, place.section) {
                return Err(Error::Forbidden);
            }
            if !place.is_sound() {
                return Err(Error::BadRequest);
            }
            store.open_thread(dossier, kind, &place, &said(&text)?).await?
        }
        Act::Reply { thread, text } => store.reply(&thread, &said(&text)?).await?,
        Act::Rewrite { thread, remark, text } => {
            let text = cleaned(&text).ok_or(Error::BadRequest)?;
            store.rewrite(&thread, &remark, me, &text).await?
        }
        Act::Withdraw { thread, remark } => store.withdraw(&thread, &remark, me).await?,
        Act::Resolve { thread } => store.resolve(&thread, Some((me, clock::now()))).await?,
        Act::Reopen { thread } => store.resolve(&thread, None).await?,
    })
}
