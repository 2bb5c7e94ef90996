//! What the reader is told of: the page, how many are unread, reading them.
//! Must not know: who is told of what.

use crate::auth::SignedIn;
use crate::error::Error;
use crate::pages::html;
use crate::store::{Notice, Which};
use crate::{AppState, clock, notices};
use app::pages::notices::{self as page, Item, Notices};
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

/// How many are listed; who has more has read them long ago, or never will.
const MOST: i64 = 200;

pub async fn show(State(state): State<AppState>, reader: SignedIn) -> Result<Response, Error> {
    let listed = state.store.notices(&reader.account.id, MOST).await?;
    let unread = reader.frame.visitor.as_ref().map_or(0, |visitor| visitor.unread);
    let notices = Notices { unread, items: listed.into_iter().map(item).collect() };
    Ok(html(page::page(&reader.frame, &notices)))
}

/// How many are unread, for the bell of an open dossier.
pub async fn count(State(state): State<AppState>, reader: SignedIn) -> Result<Response, Error> {
    Ok(state.store.unread(&reader.account.id).await?.to_string().into_response())
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Read {
    /// A notice, or a thread.
    avis: String,
    /// Without one: all up to that instant, since others may have come after the page was shown.
    jusqu: i64,
}

pub async fn read(
    State(state): State<AppState>,
    reader: SignedIn,
    Form(read): Form<Read>,
) -> Result<Redirect, Error> {
    let account = &reader.account.id;
    let which = match read.avis.as_str() {
        "" => Which::Until(read.jusqu),
        about => Which::About(about),
    };
    if state.store.mark_read(account, which, clock::now()).await? {
        notices::show(&state, account).await;
    }
    Ok(Redirect::to("/avis"))
}

fn item(notice: Notice) -> Item {
    Item {
        id: notice.id,
        kind: notice.kind,
        dossier: notice.dossier,
        title: notice.title,
        section: notice.section,
        thread: notice.thread,
        by: notice.by,
        at: notice.at,
        words: notice.words,
        detail: notice.detail,
        is_unread: notice.is_unread,
    }
}
