//! Ending letters by the link of one, without signing in. A mail program POSTs to it in its reader's
//! name (RFC 8058), from no page of this site: the token says enough, and can do nothing else.
//!
//! The token is in the path, since mail programs know no other place. It leaks nowhere: routes are
//! logged and not paths, the page says `no-store` and its referrer stays on this site.

use crate::auth::Visitor;
use crate::auth::tokens::Held;
use crate::error::Error;
use crate::http::forms::{hidden, html};
use crate::store::{Link, Purpose};
use crate::{AppState, clock};
use app::pages::notifications::unsubscribe::{self as page, Stop};
use axum::Form;
use axum::extract::rejection::FormRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use dossier::notifications::Kind;
use dossier::notifications::email::Pace;
use serde::Deserialize;

/// The route to which mail programs come; [`crate::router`] lets them.
pub const ROUTE: &str = "/courriels/arret/{token}";

pub async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(token): Path<String>,
) -> Result<Response, Error> {
    let Some((link, kinds)) = found(&state, &token).await? else { return Ok(closed(&visitor)) };
    let title = title(&state, &link).await?;
    let address = format!("/courriels/arret/{token}");
    Ok(answer(&visitor, &Stop::Open { address, title, kinds }))
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct What {
    quoi: String,
}

/// Ends one kind, or everything of the dossier: what a mail program asks for, in whichever words.
pub async fn stop(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(token): Path<String>,
    what: Result<Form<What>, FormRejection>,
) -> Result<Response, Error> {
    let Some((link, _)) = found(&state, &token).await? else { return Ok(closed(&visitor)) };
    let kind = what.ok().and_then(|Form(what)| Kind::parse(&what.quoi));
    let ended: Vec<(Kind, Pace)> = match kind {
        Some(kind) => vec![(kind, Pace::Never)],
        None => Kind::ALL.map(|kind| (kind, Pace::Never)).to_vec(),
    };
    state.store.set_paces(&link.account, &link.dossier, &ended).await?;
    let title = title(&state, &link).await?;
    Ok(answer(&visitor, &Stop::Done { title, kind }))
}

async fn found(state: &AppState, token: &str) -> Result<Option<(Link, Vec<Kind>)>, Error> {
    let Some(held) = Held::parse(token) else { return Ok(None) };
    let link = state.store.link(&held.digest, clock::now()).await?;
    Ok(link.and_then(|link| match link.purpose.clone() {
        Purpose::Stop { kinds } => Some((link, kinds)),
        Purpose::Answer { .. } => None,
    }))
}

/// Only for who may still read it.
async fn title(state: &AppState, link: &Link) -> Result<Option<String>, Error> {
    Ok(match state.store.membership(&link.dossier, &link.account).await? {
        Some(_) => state.store.dossier(&link.dossier).await?.map(|dossier| dossier.title),
        None => None,
    })
}

fn closed(visitor: &Visitor) -> Response {
    (StatusCode::NOT_FOUND, answer(visitor, &Stop::Closed)).into_response()
}

/// The choices of language and light lead back to no token.
fn answer(visitor: &Visitor, stop: &Stop) -> Response {
    let mut frame = visitor.frame.clone();
    "/".clone_into(&mut frame.path);
    hidden(html(page::page(&frame, stop)))
}
