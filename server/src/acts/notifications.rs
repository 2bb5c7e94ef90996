//! Telling people of what happened: notices for those concerned, their tabs, and when a letter is due.
//! Owns: [`tell`], which is called when an act is committed. Must not know: who is concerned, how a
//! letter is written, HTTP.
//!
//! The act stands whatever becomes of its notices: a failure is logged and nobody else hears of it.

use super::Acts;
use crate::clock;
use crate::rooms::{Began, PAUSE};
use crate::store::notifications::NewNotice;
use crate::store::{Store, StoreError};
use dossier::notifications::email::{Pace, Rhythm};
use dossier::notifications::{Event, GIVEN, Kind, PROPOSAL, WITHDRAWN, told};
use tokio::sync::mpsc;
use uuid::Uuid;

/// What is kept of words that are no remark, in characters.
const EXCERPT: usize = 280;

/// Tells those concerned of what that account did.
pub async fn tell(acts: &Acts, dossier: &str, by: &str, event: Event<'_>) {
    let now = clock::now();
    match keep(&acts.store, dossier, by, event, now, acts.config.rhythm).await {
        Ok(accounts) if accounts.is_empty() => {}
        Ok(accounts) => {
            for account in accounts {
                show(acts, &account).await;
            }
            acts.wake.send_emails();
        }
        Err(error) => tracing::warn!(%dossier, %error, "people were not told of what happened"),
    }
}

/// Tells of those who begin to write, until the rooms stop.
pub async fn tell_beginnings(acts: Acts, mut beginning: mpsc::Receiver<Began>) {
    let mut stopping = acts.rooms.stopping();
    loop {
        let began = tokio::select! {
            biased;
            _ = stopping.wait_for(|stop| *stop) => None,
            began = beginning.recv() => began,
        };
        let Some(Began { dossier, account, section }) = began else { break };
        tell(&acts, &dossier, &account, Event::Contributed { section }).await;
    }
}

/// Tells the open tabs of an account how many notices it has not read.
pub async fn show(acts: &Acts, account: &str) {
    match acts.store.unread(account).await {
        Ok(unread) => acts.rooms.tell_account(account, &format!("{{\"unread\":{unread}}}")),
        Err(error) => tracing::warn!(%error, "a tab was not told how many notices are unread"),
    }
}

/// Makes the notices; answers whose they are.
pub async fn keep(
    store: &Store,
    dossier: &str,
    by: &str,
    event: Event<'_>,
    now: i64,
    rhythm: Rhythm,
) -> Result<Vec<String>, StoreError> {
    let members = store.belongings(dossier).await?;
    let roles: Vec<_> = members.iter().map(|one| (one.account.clone(), one.role)).collect();
    let told = told(by, &event, &roles);
    if told.is_empty() {
        return Ok(Vec::new());
    }
    if let Event::Contributed { section } = event {
        // Their room may have closed and opened again meanwhile.
        let since = now - i64::try_from(PAUSE.as_millis()).unwrap_or(i64::MAX);
        if store.is_told(dossier, by, Kind::Contribution, section, since).await? {
            return Ok(Vec::new());
        }
    }
    let chosen = store.paces(dossier).await?;
    let pace = |account: &str, kind: Kind| {
        // A guest has no address.
        if members.iter().any(|one| one.account == account && one.is_guest) {
            return Pace::Never;
        }
        let own = chosen.iter().find(|one| one.account == account && one.kind == kind);
        own.map_or(Pace::usual(kind), |one| one.pace)
    };
    let notice = |(account, kind): &(String, Kind)| {
        let pace = pace(account, *kind);
        NewNotice {
            account: account.clone(),
            kind: *kind,
            pace,
            due_at: rhythm.due(pace, now),
            ..about(dossier, by, &event, now)
        }
    };
    let notices: Vec<NewNotice> = told.iter().map(notice).collect();
    store.add_notices(&notices).await?;
    Ok(told.into_iter().map(|(account, _)| account).collect())
}

/// A notice of that event, as yet nobody's.
fn about(dossier: &str, by: &str, event: &Event<'_>, at: i64) -> NewNotice {
    let empty = NewNotice {
        id: Uuid::now_v7().to_string(),
        account: String::new(),
        dossier: dossier.to_owned(),
        kind: Kind::Reply,
        section: event.section(),
        thread: None,
        remark: None,
        by: by.to_owned(),
        at,
        excerpt: String::new(),
        detail: String::new(),
        pace: Pace::Never,
        due_at: None,
    };
    let excerpt = |words: &str| words.chars().take(EXCERPT).collect::<String>();
    match event {
        Event::Said { thread, .. } => NewNotice {
            thread: Some(thread.id.clone()),
            remark: thread.remarks.last().map(|remark| remark.id.clone()),
            detail: match thread.suggestion.is_some() && thread.remarks.len() == 1 {
                true => PROPOSAL.to_owned(),
                false => String::new(),
            },
            ..empty
        },
        Event::Assigned { thread, what, .. } => {
            NewNotice { thread: thread.map(str::to_owned), excerpt: excerpt(what), ..empty }
        }
        Event::Decided { thread, what, decision, .. } => NewNotice {
            thread: thread.map(str::to_owned),
            excerpt: excerpt(what),
            detail: decision.as_str().to_owned(),
            ..empty
        },
        Event::Reservation { thread, .. } => NewNotice {
            thread: Some(thread.id.clone()),
            remark: thread.remarks.first().map(|remark| remark.id.clone()),
            ..empty
        },
        Event::Given { role, .. } | Event::Came { role } => {
            NewNotice { detail: role.as_str().to_owned(), ..empty }
        }
        Event::Contributed { .. } => empty,
        Event::Agreed { given } => {
            let detail = if *given { GIVEN } else { WITHDRAWN };
            NewNotice { detail: detail.to_owned(), ..empty }
        }
    }
}
