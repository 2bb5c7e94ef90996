//! Telling people of what happened: notices for those concerned, their tabs, and when a letter is due.
//! Owns: [`tell`], which is called when an act is committed. Must not know: who is concerned, how a
//! letter is written, HTTP.
//!
//! The act stands whatever becomes of its notices: a failure is logged and nobody else hears of it.

use crate::store::{NewNotice, Store, StoreError};
use crate::{AppState, clock};
use dossier::notifications::email::{Pace, Rhythm};
use dossier::notifications::{Event, Kind, told};
use uuid::Uuid;

/// What is kept of words that are no remark, in characters.
const EXCERPT: usize = 280;

/// Tells those concerned of what that account did.
pub async fn tell(state: &AppState, dossier: &str, by: &str, event: Event<'_>) {
    let now = clock::now();
    match keep(&state.store, dossier, by, event, now, state.config.rhythm).await {
        Ok(accounts) if accounts.is_empty() => {}
        Ok(accounts) => {
            for account in accounts {
                show(state, &account).await;
            }
            state.wake.send_emails();
        }
        Err(error) => tracing::warn!(%dossier, %error, "people were not told of what happened"),
    }
}

/// Tells the open tabs of an account how many notices it has not read.
pub async fn show(state: &AppState, account: &str) {
    match state.store.unread(account).await {
        Ok(unread) => state.rooms.tell_account(account, &format!("{{\"unread\":{unread}}}")),
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
        Event::Given { role, .. } => NewNotice { detail: role.as_str().to_owned(), ..empty },
    }
}
