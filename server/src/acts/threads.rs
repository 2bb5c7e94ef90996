//! What members do with the threads beside the text: kept first, then told to everybody who may
//! hear it. Does not know: HTTP, how threads are kept, who is connected.

use super::{ActError, Acts, notifications};
use crate::clock;
use crate::store::account::Member;
use crate::store::people::Belonging;
use crate::store::threads::NewRemark;
use crate::store::{Store, StoreError};
use dossier::form::SectionId;
use dossier::form::identifiers::IsoDate;
use dossier::notifications::Event;
use dossier::rights::Role;
use dossier::threads::{
    Act, Concern, MAX_MENTIONS, Reason, Thread, audience, clean_text, may_act, may_hear, tie,
};
use std::collections::BTreeMap;
use uuid::Uuid;

/// The threads of a dossier that somebody of that role may hear.
pub async fn heard(acts: &Acts, dossier: &str, role: Role) -> Result<Vec<Thread>, ActError> {
    let mut threads = acts.store.threads(dossier).await?;
    threads.retain(|thread| may_hear(role, thread.place.section));
    Ok(threads)
}

/// A thread that this member may hear; what one may not hear is not there.
pub async fn audible(
    acts: &Acts,
    dossier: &str,
    member: &Member,
    thread: &str,
) -> Result<Thread, ActError> {
    let thread = acts.store.thread(dossier, thread).await?;
    if may_hear(member.role, thread.place.section) { Ok(thread) } else { Err(ActError::NotFound) }
}

/// The section of that name, if this member may hear what is said beside it.
pub fn audible_section(member: &Member, name: &str) -> Result<SectionId, ActError> {
    SectionId::from_name(name)
        .filter(|section| may_hear(member.role, *section))
        .ok_or(ActError::NotFound)
}

/// The members who may hear what is said beside a section.
pub async fn hearers(
    acts: &Acts,
    dossier: &str,
    section: SectionId,
) -> Result<Vec<Belonging>, ActError> {
    let mut members = acts.store.belongings(dossier).await?;
    members.retain(|member| may_hear(member.role, section));
    Ok(members)
}

/// What an act made of a thread.
#[derive(Debug)]
pub struct Performed {
    pub thread: Thread,
    /// Whom it concerns, of those who may hear of it.
    pub audience: Vec<Concern>,
    /// Whether there is a remark more.
    spoken: bool,
    /// Of a reservation: that it stands from now on, or no longer.
    stands: Option<bool>,
}

/// Does that to a thread, or opens one.
pub async fn perform(
    acts: &Acts,
    dossier: &str,
    member: &Member,
    act: Act,
) -> Result<Performed, ActError> {
    let me = member.account.as_str();
    let before = match act.thread() {
        Some(id) => Some(audible(acts, dossier, member, id).await?),
        None => None,
    };
    if before.as_ref().is_some_and(|thread| !may_act(&member.standing(), me, thread, &act)) {
        return Err(ActError::Forbidden);
    }
    let section = match (&before, &act) {
        (Some(thread), _) => thread.place.section,
        (None, Act::Open { place, .. }) => place.section,
        (None, _) => return Err(ActError::NotFound),
    };
    if !may_hear(member.role, section) {
        return Err(ActError::Forbidden);
    }
    let hearers = hearers(acts, dossier, section).await?;
    let thread = store_act(&acts.store, dossier, me, act, &hearers).await?;
    mark_own_seen(&acts.store, dossier, me, before.as_ref(), &thread).await?;
    let mut audience = audience(before.as_ref(), &thread, me);
    audience.retain(|one| hearers.iter().any(|hearer| hearer.account == one.account));
    let stood = before.as_ref().is_some_and(Thread::is_reserved);
    let stands = (stood != thread.is_reserved()).then(|| thread.is_reserved());
    let remarks = before.as_ref().map_or(0, |before| before.remarks.len());
    let spoken = thread.remarks.len() > remarks;
    let performed = Performed { thread, audience, spoken, stands };
    notify(acts, dossier, me, &performed).await;
    broadcast(acts, dossier, &performed.thread).await;
    Ok(performed)
}

async fn store_act(
    store: &Store,
    dossier: &str,
    me: &str,
    act: Act,
    hearers: &[Belonging],
) -> Result<Thread, ActError> {
    let people = act.people();
    let named: Vec<(&str, &str)> = people
        .iter()
        .filter_map(|id| hearers.iter().find(|hearer| hearer.account == *id))
        .map(|hearer| (hearer.account.as_str(), hearer.name.as_str()))
        .collect();
    // Who cannot hear of it is neither named nor given anything.
    if named.len() != people.len() || people.len() > MAX_MENTIONS {
        return Err(ActError::Malformed);
    }
    let text = |text: &str| Ok::<_, ActError>(tie(&clean(text)?, &named));
    let remark = |words: &str| Ok::<_, ActError>(new_remark(me, text(words)?));
    Ok(match &act {
        Act::Open { kind, place, text, .. } => {
            if !place.is_sound() {
                return Err(ActError::Malformed);
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
                return Err(ActError::Malformed);
            }
            store.assign(thread, to, due.as_deref(), (me, clock::now())).await?
        }
        Act::Unassign { thread } => store.unassign(thread).await?,
    })
}

/// Whoever had read what was there has read what they added to it.
async fn mark_own_seen(
    store: &Store,
    dossier: &str,
    me: &str,
    before: Option<&Thread>,
    thread: &Thread,
) -> Result<(), ActError> {
    let seen = store.seen_versions(dossier, me).await?;
    let had_read = before.is_none_or(|before| {
        seen.get(&thread.id).is_some_and(|seen| *seen >= before.version)
            && thread.version == before.version + 1
    });
    if had_read && !thread.remarks.is_empty() {
        mark_current_seen(store, dossier, me, thread).await?;
    }
    Ok(())
}

/// That account has read a thread as it is now.
pub(super) async fn mark_current_seen(
    store: &Store,
    dossier: &str,
    account: &str,
    thread: &Thread,
) -> Result<(), StoreError> {
    store.mark_seen(dossier, account, &[(thread.id.clone(), thread.version)]).await
}

/// Notifies those to whom it is news.
async fn notify(acts: &Acts, dossier: &str, by: &str, performed: &Performed) {
    let Performed { thread, audience, spoken, stands } = performed;
    let of = |wanted: fn(&Reason) -> bool| -> Vec<String> {
        let those = audience.iter().filter(|one| wanted(&one.reason));
        those.map(|one| one.account.clone()).collect()
    };
    let named = of(|reason| matches!(reason, Reason::Named { .. }));
    let answered = of(|reason| matches!(reason, Reason::Answered { .. }));
    if *spoken || !named.is_empty() || !answered.is_empty() {
        notifications::notify(acts, dossier, by, Event::Remark { thread, named: &named }).await;
    }
    if let Some(stands) = *stands {
        let event = Event::Reservation { thread, stands, named: &named };
        notifications::notify(acts, dossier, by, event).await;
    }
    let to = of(|reason| matches!(reason, Reason::Given));
    if !to.is_empty() {
        // Whoever is named there stays named by their id.
        let what = thread.remarks.first().map(|first| first.text.clone()).unwrap_or_default();
        let (section, thread) = (thread.place.section, Some(thread.id.as_str()));
        let given = Event::Assigned { section, thread, what: &what, to: &to };
        notifications::notify(acts, dossier, by, given).await;
    }
}

/// Tells everybody who has the dossier open and may hear it that a thread has changed.
pub(super) async fn broadcast(acts: &Acts, dossier: &str, thread: &Thread) {
    acts.rooms.tell(dossier, thread.place.section, &thread.id, thread.version).await;
}

/// Notes that a member has read these threads, as they were at these versions.
pub async fn mark_seen(
    acts: &Acts,
    dossier: &str,
    member: &Member,
    versions: &BTreeMap<String, i64>,
) -> Result<(), ActError> {
    let heard = heard(acts, dossier, member.role).await?;
    let of = |thread: &Thread| Some((thread.id.clone(), *versions.get(&thread.id)?));
    let seen: Vec<(String, i64)> = heard.iter().filter_map(of).collect();
    Ok(acts.store.mark_seen(dossier, &member.account, &seen).await?)
}

/// A remark as it is kept.
pub(super) fn clean(text: &str) -> Result<String, ActError> {
    clean_text(text).ok_or(ActError::Malformed)
}

pub(super) fn new_remark(account: &str, text: String) -> NewRemark {
    let (id, account) = (Uuid::now_v7().to_string(), account.to_owned());
    NewRemark { id, account, at: clock::now(), text }
}
