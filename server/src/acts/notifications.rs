//! Telling people of what happened: notifications for those concerned, their tabs, and when an
//! e-mail is due. Owns: [`notify`], which is called when an act is committed. Does not know: who is
//! concerned, how an e-mail is written, HTTP.
//!
//! The act stands whatever becomes of its notifications: a failure is logged and nobody else hears
//! of it.

use super::{ActError, Acts};
use crate::clock;
use crate::rooms::{Began, PAUSE};
use crate::store::notifications::{NewNotification, Which};
use crate::store::{Store, StoreError};
use dossier::notifications::email::{EmailPace, EmailSchedule};
use dossier::notifications::{Event, GIVEN, Kind, SUGGESTION, WITHDRAWN, recipients};
use dossier::threads::beginning;
use tokio::sync::mpsc;
use uuid::Uuid;

pub mod email_settings;
pub mod reply_by_link;

/// What is kept of words that are no remark, in characters.
const EXCERPT: usize = 280;

/// Tells those concerned of what that account did.
pub async fn notify(acts: &Acts, dossier: &str, by: &str, event: Event<'_>) {
    let now = clock::now();
    match keep(&acts.store, dossier, by, event, now, acts.config.email_schedule).await {
        Ok(accounts) if accounts.is_empty() => {}
        Ok(accounts) => {
            for account in accounts {
                show_unread(acts, &account).await;
            }
            acts.wake.send_emails();
        }
        Err(error) => tracing::warn!(%dossier, %error, "people were not told of what happened"),
    }
}

/// Notifies of those who begin to write, until the rooms stop.
pub async fn notify_of_beginnings(acts: Acts, mut beginning: mpsc::Receiver<Began>) {
    let mut stopping = acts.rooms.stopping();
    loop {
        let began = tokio::select! {
            biased;
            _ = stopping.wait_for(|stop| *stop) => None,
            began = beginning.recv() => began,
        };
        let Some(Began { dossier, account, section }) = began else { break };
        notify(&acts, &dossier, &account, Event::Contribution { section }).await;
    }
}

/// Notes that an account has read some, and its open tabs count again.
pub async fn mark_read(acts: &Acts, account: &str, which: Which<'_>) -> Result<(), ActError> {
    if acts.store.mark_read(account, which, clock::now()).await? {
        show_unread(acts, account).await;
    }
    Ok(())
}

/// Tells the open tabs of an account how many notifications it has not read.
async fn show_unread(acts: &Acts, account: &str) {
    match acts.store.unread(account).await {
        Ok(unread) => acts.rooms.tell_account(account, &format!("{{\"unread\":{unread}}}")),
        Err(error) => {
            tracing::warn!(%error, "a tab was not told how many notifications are unread")
        }
    }
}

/// Makes the notifications; answers whose they are.
pub async fn keep(
    store: &Store,
    dossier: &str,
    by: &str,
    event: Event<'_>,
    now: i64,
    schedule: EmailSchedule,
) -> Result<Vec<String>, StoreError> {
    let members = store.belongings(dossier).await?;
    let roles: Vec<_> = members.iter().map(|one| (one.account.clone(), one.role)).collect();
    let recipients = recipients(by, &event, &roles);
    if recipients.is_empty() {
        return Ok(Vec::new());
    }
    if let Event::Contribution { section } = event {
        // Their room may have closed and opened again meanwhile.
        let since = now - i64::try_from(PAUSE.as_millis()).unwrap_or(i64::MAX);
        if store.was_notified(dossier, by, Kind::Contribution, section, since).await? {
            return Ok(Vec::new());
        }
    }
    let chosen = store.email_settings(dossier).await?;
    let pace = |account: &str, kind: Kind| {
        // A guest has no address.
        if members.iter().any(|one| one.account == account && one.is_guest) {
            return EmailPace::Never;
        }
        let own = chosen.iter().find(|one| one.account == account && one.kind == kind);
        own.map_or(EmailPace::usual(kind), |one| one.pace)
    };
    let notification = |(account, kind): &(String, Kind)| {
        let pace = pace(account, *kind);
        NewNotification {
            account: account.clone(),
            kind: *kind,
            pace,
            due_at: schedule.due(pace, now),
            ..about(dossier, by, &event, now)
        }
    };
    let notifications: Vec<NewNotification> = recipients.iter().map(notification).collect();
    store.add_notifications(&notifications).await?;
    Ok(recipients.into_iter().map(|(account, _)| account).collect())
}

/// A notification of that event, as yet nobody's.
fn about(dossier: &str, by: &str, event: &Event<'_>, at: i64) -> NewNotification {
    let empty = NewNotification {
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
        pace: EmailPace::Never,
        due_at: None,
    };
    let excerpt = |words: &str| beginning(words, EXCERPT);
    match event {
        Event::Remark { thread, .. } => NewNotification {
            thread: Some(thread.id.clone()),
            remark: thread.remarks.last().map(|remark| remark.id.clone()),
            detail: match thread.suggestion.is_some() && thread.remarks.len() == 1 {
                true => SUGGESTION.to_owned(),
                false => String::new(),
            },
            ..empty
        },
        Event::Assigned { thread, what, .. } => {
            NewNotification { thread: thread.map(str::to_owned), excerpt: excerpt(what), ..empty }
        }
        Event::Decided { thread, what, decision, .. } => NewNotification {
            thread: thread.map(str::to_owned),
            excerpt: excerpt(what),
            detail: decision.as_str().to_owned(),
            ..empty
        },
        Event::Reservation { thread, .. } => NewNotification {
            thread: Some(thread.id.clone()),
            remark: thread.remarks.first().map(|remark| remark.id.clone()),
            ..empty
        },
        Event::Role { role, .. } | Event::Arrival { role } => {
            NewNotification { detail: role.as_str().to_owned(), ..empty }
        }
        Event::Contribution { .. } => empty,
        Event::Accord { given } => {
            let detail = if *given { GIVEN } else { WITHDRAWN };
            NewNotification { detail: detail.to_owned(), ..empty }
        }
    }
}
