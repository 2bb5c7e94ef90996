//! Ending e-mails by the link of one, without signing in. A mail program POSTs to it in its
//! reader's name (RFC 8058), from no page of this site: the token says enough, and can do nothing
//! else.
//!
//! The token is in the path, since mail programs know no other place. It leaks nowhere: routes are
//! logged and not paths, the page says `no-store` and its referrer stays on this site.

use crate::acts::notifications::email_settings;
use crate::auth::Visitor;
use crate::error::Error;
use crate::http::forms::{hidden, html};
use crate::store::notifications::email_links::{Link, Purpose};
use crate::tokens::HeldToken;
use crate::{AppState, clock};
use app::pages::notifications::unsubscribe::{self as page, Unsubscribe};
use axum::Form;
use axum::extract::rejection::FormRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use dossier::notifications::Kind;
use serde::Deserialize;

pub async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(token): Path<String>,
) -> Result<Response, Error> {
    let Some((link, kinds)) = found(&state, &token).await? else { return Ok(closed(&visitor)) };
    let title = title(&state, &link).await?;
    let address = format!("/courriels/arret/{token}");
    Ok(answer(&visitor, &Unsubscribe::Open { address, title, kinds }))
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct UnsubscribeForm {
    kind: String,
}

/// Ends one kind, or everything of the dossier: what a mail program asks for, in whichever words.
pub async fn unsubscribe(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(token): Path<String>,
    form: Result<Form<UnsubscribeForm>, FormRejection>,
) -> Result<Response, Error> {
    let Some((link, _)) = found(&state, &token).await? else { return Ok(closed(&visitor)) };
    let kind = form.ok().and_then(|Form(form)| Kind::parse(&form.kind));
    email_settings::unsubscribe(&state, &link, kind).await?;
    let title = title(&state, &link).await?;
    Ok(answer(&visitor, &Unsubscribe::Done { title, kind }))
}

async fn found(state: &AppState, token: &str) -> Result<Option<(Link, Vec<Kind>)>, Error> {
    let Some(held) = HeldToken::parse(token) else { return Ok(None) };
    let link = state.store.link(&held.digest, clock::now()).await?;
    Ok(link.and_then(|link| match link.purpose.clone() {
        Purpose::Unsubscribe { kinds } => Some((link, kinds)),
        Purpose::Reply { .. } => None,
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
    (StatusCode::NOT_FOUND, answer(visitor, &Unsubscribe::Closed)).into_response()
}

/// The choices of language and light lead back to no token.
fn answer(visitor: &Visitor, stop: &Unsubscribe) -> Response {
    let mut context = visitor.context.clone();
    "/".clone_into(&mut context.path);
    hidden(html(page::page(&context, stop)))
}
