//! What is said beside the text of an open dossier: all of it at once, and one act at a time. Kept
//! first, then told to everybody who may hear it. Must not know: how it is kept, who is connected.

use crate::acts::notifications;
use crate::auth::SignedIn;
use crate::auth::membership::authorise;
use crate::error::Error;
use crate::http::forms::html;
use crate::store::{Belonging, Member, NewRemark, Store};
use crate::{AppState, clock};
use app::pages::threads::{self as page, Listener};
use app::texts::warnings;
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use dossier::form::SectionId;
use dossier::form::identifiers::IsoDate;
use dossier::form::lists::QUALITIES;
use dossier::lang::Lang;
use dossier::notifications::Event;
use dossier::privacy::look;
use dossier::rights::{Action, Role};
use dossier::threads::{
    Act, MAX_MENTIONS, News, Remark, Thread, What, cleaned, may_act, may_hear, news, tied,
};
use serde::Deserialize;
use serde_json::json;
use std::collections::BTreeMap;
use uuid::Uuid;

pub mod consent;
pub mod suggestion;

/// The threads that a member may hear.
pub async fn heard(state: &AppState, dossier: &str, role: Role) -> Result<Vec<Thread>, Error> {
    let mut threads = state.store.threads(dossier).await?;
    threads.retain(|thread| may_hear(role, thread.place.section));
    Ok(threads)
}

/// The list of the panel, for a tab that was told of something. It knows itself what the text has
/// lost.
pub async fn list(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let member = authorise(&state, &id, &reader, Action::Read).await?;
    let dossier = state.store.dossier(&id).await?.ok_or(Error::NotFound)?;
    let threads = heard(&state, &id, member.role).await?;
    let around = consent::around(&state, &id, &member, &threads).await?;
    let listener = Listener {
        seen: state.store.seen(&id, &member.account).await?,
        now: clock::now(),
        standing: member.standing(),
        account: member.account,
        lang: reader.frame.lang,
        written: Lang::from_tag(&dossier.language).unwrap_or_default(),
    };
    Ok(html(page::anew(&listener, &around, &threads, |_| false)))
}

/// Whether the words are sent although they look as if they told of one person.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Sure {
    sur: String,
}

/// Answers with the thread as it is now, or first with a warning, and then nothing was done.
pub async fn act(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
    Query(sure): Query<Sure>,
    Json(act): Json<Act>,
) -> Result<Response, Error> {
    let member = authorise(&state, &id, &reader, Action::Comment).await?;
    if sure.sur.is_empty()
        && let Some(found) = act.text().and_then(|text| look(text).into_iter().next())
    {
        let lang = reader.frame.lang;
        let seems = warnings::seems(lang, found.cue, &found.words);
        let why = warnings::WHY.in_lang(lang);
        let ask = warnings::SEND_ANYWAY.in_lang(lang);
        return Ok(Json(json!({ "warning": format!("{seems} {why}\n\n{ask}") })).into_response());
    }
    let said = said(&state.store, &id, &member, act).await?;
    notify(&state, &id, &member.account, &said).await;
    Ok(told(&state, &id, said.thread).await)
}

/// Tells everybody who may hear it what a thread is now, and answers it.
pub(super) async fn told(state: &AppState, dossier: &str, thread: Thread) -> Response {
    state.rooms.tell(dossier, thread.place.section, &thread.id, thread.version).await;
    Json(thread).into_response()
}

/// A thread that this member may hear; what one may not hear is not there.
pub(super) async fn audible(
    store: &Store,
    dossier: &str,
    member: &Member,
    thread: &str,
) -> Result<Thread, Error> {
    let thread = store.thread(dossier, thread).await?;
    if may_hear(member.role, thread.place.section) { Ok(thread) } else { Err(Error::NotFound) }
}

/// Makes notices of what is news to somebody.
pub(super) async fn notify(state: &AppState, dossier: &str, by: &str, said: &Said) {
    let Said { thread, news, reserves } = said;
    let of = |wanted: fn(&What) -> bool| -> Vec<String> {
        let those = news.iter().filter(|news| wanted(&news.what));
        those.map(|news| news.account.clone()).collect()
    };
    let named = of(|what| matches!(what, What::Named { .. }));
    let answered = of(|what| matches!(what, What::Answered { .. }));
    if !named.is_empty() || !answered.is_empty() {
        notifications::tell(state, dossier, by, Event::Said { thread, named: &named }).await;
    }
    if let Some(stands) = *reserves {
        let event = Event::Reservation { thread, stands, named: &named };
        notifications::tell(state, dossier, by, event).await;
    }
    let to = of(|what| matches!(what, What::Given));
    if !to.is_empty() {
        let what = thread.remarks.first().map(Remark::spoken).unwrap_or_default();
        let (section, thread) = (thread.place.section, Some(thread.id.as_str()));
        let given = Event::Assigned { section, thread, what: &what, to: &to };
        notifications::tell(state, dossier, by, given).await;
    }
}

/// What an act made of a thread.
pub struct Said {
    pub thread: Thread,
    /// Whom it concerns, of those who may hear of it.
    pub news: Vec<News>,
    /// Whether it made a reservation stand, or lifted one.
    pub reserves: Option<bool>,
}

/// Does it, for good.
pub async fn said(store: &Store, dossier: &str, member: &Member, act: Act) -> Result<Said, Error> {
    let me = member.account.as_str();
    let before = match act.thread() {
        Some(id) => Some(audible(store, dossier, member, id).await?),
        None => None,
    };
    if before.as_ref().is_some_and(|thread| !may_act(&member.standing(), me, thread, &act)) {
        return Err(Error::Forbidden);
    }
    let section = match (&before, &act) {
        (Some(thread), _) => thread.place.section,
        (None, Act::Open { place, .. }) => place.section,
        (None, _) => return Err(Error::NotFound),
    };
    if !may_hear(member.role, section) {
        return Err(Error::Forbidden);
    }
    let hearers = hearers(store, dossier, section).await?;
    let thread = done(store, dossier, me, act, &hearers).await?;
    let mut news = news(before.as_ref(), &thread, me);
    news.retain(|news| hearers.iter().any(|hearer| hearer.account == news.account));
    // Whoever had read what was there has read what they added to it.
    let seen = store.seen(dossier, me).await?;
    let had_read = before.as_ref().is_none_or(|before| {
        seen.get(&thread.id).is_some_and(|seen| *seen >= before.version)
            && thread.version == before.version + 1
    });
    if had_read && !thread.remarks.is_empty() {
        store.see(dossier, me, &[(thread.id.clone(), thread.version)]).await?;
    }
    let stood = before.as_ref().is_some_and(Thread::is_reserved);
    let reserves = (stood != thread.is_reserved()).then(|| thread.is_reserved());
    Ok(Said { thread, news, reserves })
}

async fn done(
    store: &Store,
    dossier: &str,
    me: &str,
    act: Act,
    hearers: &[Belonging],
) -> Result<Thread, Error> {
    let people = act.people();
    let named: Vec<(&str, &str)> = people
        .iter()
        .filter_map(|id| hearers.iter().find(|hearer| hearer.account == *id))
        .map(|hearer| (hearer.account.as_str(), hearer.name.as_str()))
        .collect();
    // Who cannot hear of it is neither named nor given anything.
    if named.len() != people.len() || people.len() > MAX_MENTIONS {
        return Err(Error::BadRequest);
    }
    let text = |text: &str| Ok::<_, Error>(tied(&cleaned(text).ok_or(Error::BadRequest)?, &named));
    let remark = |words: &str| {
        let id = Uuid::now_v7().to_string();
        let (account, at) = (me.to_owned(), clock::now());
        Ok::<_, Error>(NewRemark { id, account, at, text: text(words)? })
    };
    Ok(match &act {
        Act::Open { kind, place, text, .. } => {
            if !place.is_sound() {
                return Err(Error::BadRequest);
            }
            store.open_thread(dossier, *kind, place, &remark(text)?).await?
        }
        Act::Reply { thread, text, .. } => store.reply(thread, &remark(text)?).await?,
        Act::Rewrite { thread, remark, text: words, .. } => {
            store.rewrite(thread, remark, me, &text(words)?).await?
        }
        Act::Withdraw { thread, remark } => store.withdraw(thread, remark, me).await?,
        Act::Resolve { thread } => store.resolve(thread, Some((me, clock::now()))).await?,
        Act::Reopen { thread } => store.resolve(thread, None).await?,
        Act::Assign { thread, to, due } => {
            if due.as_deref().is_some_and(|due| IsoDate::parse(due).is_err()) {
                return Err(Error::BadRequest);
            }
            store.assign(thread, to, due.as_deref(), (me, clock::now())).await?
        }
        Act::Unassign { thread } => store.unassign(thread).await?,
    })
}

/// The section whose people are asked for.
#[derive(Deserialize)]
pub struct Asked {
    rubrique: String,
}

/// Those who may be named beside a section, as JSON: the members who may hear what is said there.
pub async fn members(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Error> {
    let member = authorise(&state, &id, &reader, Action::Comment).await?;
    let section = SectionId::from_name(&asked.rubrique)
        .filter(|section| may_hear(member.role, *section))
        .ok_or(Error::NotFound)?;
    let lang = reader.frame.lang;
    let person = |hearer: Belonging| {
        let quality = QUALITIES.get(&hearer.quality).map(|item| item.label.in_lang(lang));
        json!({ "account": hearer.account, "name": hearer.name, "quality": quality })
    };
    let people = hearers(&state.store, &id, section).await?;
    Ok(Json(people.into_iter().map(person).collect::<Vec<_>>()).into_response())
}

async fn hearers(
    store: &Store,
    dossier: &str,
    section: SectionId,
) -> Result<Vec<Belonging>, Error> {
    let mut members = store.belongings(dossier).await?;
    members.retain(|member| may_hear(member.role, section));
    Ok(members)
}

/// The reader has read these threads, as they were at these versions.
pub async fn read(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
    Json(read): Json<BTreeMap<String, i64>>,
) -> Result<Response, Error> {
    let member = authorise(&state, &id, &reader, Action::Comment).await?;
    let heard = heard(&state, &id, member.role).await?;
    let of = |thread: &Thread| Some((thread.id.clone(), *read.get(&thread.id)?));
    let seen: Vec<(String, i64)> = heard.iter().filter_map(of).collect();
    state.store.see(&id, &member.account, &seen).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
