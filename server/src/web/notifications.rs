//! What the reader is told of: the page, how many are unread, reading them, and how soon e-mails
//! follow. Does not know: who is told of what, how an e-mail leaves.

use crate::AppState;
use crate::acts::notifications::{self, email_settings};
use crate::auth::SignedIn;
use crate::error::Error;
use crate::http::forms::html;
use crate::store::account::Kind as Sort;
use crate::store::notifications::Which;
use app::pages::notifications::settings::{self, DossierSettings, EmailSettings};
use app::pages::notifications::{self as page, Notifications};
use axum::Form;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use dossier::notifications::Kind;
use dossier::notifications::email::EmailPace;
use serde::Deserialize;

pub mod reply_by_link;
pub mod unsubscribe;

/// How many are listed; who has more has read them long ago, or never will.
const MOST: i64 = 200;

pub async fn show(State(state): State<AppState>, reader: SignedIn) -> Result<Response, Error> {
    let items = state.store.notifications(&reader.account.id, MOST).await?;
    let unread = reader.context.visitor.as_ref().map_or(0, |visitor| visitor.unread);
    let notifications = Notifications { unread, items };
    Ok(html(page::page(&reader.context, &notifications)))
}

/// How many are unread, for the bell of an open dossier.
pub async fn count(State(state): State<AppState>, reader: SignedIn) -> Result<Response, Error> {
    Ok(state.store.unread(&reader.account.id).await?.to_string().into_response())
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct ReadForm {
    /// A notification, or a thread.
    about: String,
    /// Without one: all up to that instant, since others may have come after the page was shown.
    until: i64,
}

pub async fn read(
    State(state): State<AppState>,
    reader: SignedIn,
    Form(form): Form<ReadForm>,
) -> Result<Redirect, Error> {
    let account = &reader.account.id;
    let which = match form.about.as_str() {
        "" => Which::Until(form.until),
        about => Which::About(about),
    };
    notifications::mark_read(&state, account, which).await?;
    Ok(Redirect::to("/avis"))
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct SettingsQuery {
    saved: Option<String>,
}

pub async fn settings(
    State(state): State<AppState>,
    reader: SignedIn,
    Query(SettingsQuery { saved }): Query<SettingsQuery>,
) -> Result<Response, Error> {
    let account = &reader.account.id;
    let dossiers = match reader.account.kind {
        Sort::Guest => None,
        Sort::Member { .. } => {
            let mut all = Vec::new();
            for card in state.store.dossiers_of(account).await? {
                let chosen = state.store.email_settings_of(account, &card.dossier.id).await?;
                let pace = |kind: Kind| {
                    let own = chosen.iter().find(|(of, _)| *of == kind);
                    (kind, own.map_or(EmailPace::usual(kind), |(_, pace)| *pace))
                };
                let kinds = Kind::ALL.into_iter().filter(|kind| kind.concerns(card.role));
                all.push(DossierSettings {
                    title: card.dossier.title,
                    paces: kinds.map(pace).collect(),
                    id: card.dossier.id,
                });
            }
            Some(all)
        }
    };
    Ok(html(settings::page(&reader.context, &EmailSettings { dossiers, saved })))
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
    let choice = |(name, value): &(String, String)| {
        let kind = Kind::parse(name)?;
        Some(EmailPace::parse(value).map(|pace| (kind, pace)).ok_or(Error::BadRequest))
    };
    let paces = typed.iter().filter_map(choice).collect::<Result<Vec<_>, Error>>()?;
    email_settings::choose(&state, account, dossier, &paces).await?;
    Ok(Redirect::to(&format!("/avis/reglages?saved={dossier}#d-{dossier}")))
}
