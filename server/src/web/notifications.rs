//! What the reader is told of: the page, how many are unread, reading them, and how soon letters
//! follow. Must not know: who is told of what, how a letter leaves.

use crate::acts::notifications;
use crate::auth::SignedIn;
use crate::error::Error;
use crate::http::forms::html;
use crate::store::{Kind as Sort, Notice, Which};
use crate::{AppState, clock};
use app::pages::notifications::settings::{self, OfDossier, Paces};
use app::pages::notifications::{self as page, Item, Notices};
use axum::Form;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use dossier::notifications::Kind;
use dossier::notifications::email::Pace;
use serde::Deserialize;

pub mod reply_by_link;
pub mod unsubscribe;

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
        notifications::show(&state, account).await;
    }
    Ok(Redirect::to("/avis"))
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Saved {
    enregistre: Option<String>,
}

pub async fn settings(
    State(state): State<AppState>,
    reader: SignedIn,
    Query(Saved { enregistre }): Query<Saved>,
) -> Result<Response, Error> {
    let account = &reader.account.id;
    let dossiers = match reader.account.kind {
        Sort::Guest => None,
        Sort::Member { .. } => {
            let mut all = Vec::new();
            for card in state.store.dossiers_of(account).await? {
                let chosen = state.store.paces_of(account, &card.dossier.id).await?;
                let pace = |kind: Kind| {
                    let own = chosen.iter().find(|(of, _)| *of == kind);
                    (kind, own.map_or(Pace::usual(kind), |(_, pace)| *pace))
                };
                all.push(OfDossier {
                    title: card.dossier.title,
                    paces: Kind::ALL.map(pace).to_vec(),
                    id: card.dossier.id,
                });
            }
            Some(all)
        }
    };
    Ok(html(settings::page(&reader.frame, &Paces { dossiers, saved: enregistre })))
}

/// What is sent for one dossier: its id, and a pace for each kind that was chosen for.
pub async fn choose(
    State(state): State<AppState>,
    reader: SignedIn,
    Form(typed): Form<Vec<(String, String)>>,
) -> Result<Redirect, Error> {
    let account = &reader.account.id;
    let dossier = typed.iter().find(|(name, _)| name == "dossier").map(|(_, id)| id.as_str());
    let dossier = dossier.unwrap_or_default();
    state.store.membership(dossier, account).await?.ok_or(Error::NotFound)?;
    let choice = |(name, value): &(String, String)| {
        let kind = Kind::parse(name)?;
        Some(Pace::parse(value).map(|pace| (kind, pace)).ok_or(Error::BadRequest))
    };
    let paces = typed.iter().filter_map(choice).collect::<Result<Vec<_>, Error>>()?;
    state.store.set_paces(account, dossier, &paces).await?;
    Ok(Redirect::to(&format!("/avis/reglages?enregistre={dossier}#d-{dossier}")))
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
