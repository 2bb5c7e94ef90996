//! The forms in which people say whether they can live with a section. Does not know: who may say
//! so, how it is kept.

use crate::AppState;
use crate::acts::consents::{consent, reserve, withdraw};
use crate::auth::SignedIn;
use crate::auth::membership::authorise;
use crate::error::Error;
use crate::http::forms::html;
use crate::store::threads::consent::Reserved;
use app::pages::threads::warning::{self, Warned};
use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use dossier::form::SectionId;
use dossier::privacy::look;
use dossier::rights::Action;
use dossier::threads::consent::State as Seen;
use serde::Deserialize;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct ConsentForm {
    section: String,
    /// `consent`, `lift` (a reservation, and consent), `withdraw` or `reserve`.
    act: String,
    /// The state of the section that the page showed.
    seq: String,
    seen: String,
    text: String,
    /// Whether a warning was read.
    sure: String,
}

pub async fn say(
    State(state): State<AppState>,
    mut reader: SignedIn,
    Path(id): Path<String>,
    Form(typed): Form<ConsentForm>,
) -> Result<Response, Error> {
    let member = authorise(&state, &id, &reader, Action::Comment).await?;
    let section = SectionId::from_name(&typed.section).ok_or(Error::BadRequest)?;
    // What is no number was shown by no page.
    let seen = Seen { seq: typed.seq.parse().unwrap_or_default(), digest: typed.seen };
    match typed.act.as_str() {
        "consent" => consent(&state, &id, &member, section, &seen, Reserved::Stays).await?,
        "lift" => consent(&state, &id, &member, section, &seen, Reserved::Lifted).await?,
        "withdraw" => withdraw(&state, &id, &member, section).await?,
        "reserve" => {
            let found = if typed.sure.is_empty() { look(&typed.text) } else { Vec::new() };
            if !found.is_empty() {
                reader.context.path = format!("/dossiers/{id}");
                let (section, text) = (section.name().to_owned(), typed.text);
                let warned = Warned { dossier: id, section, text, found };
                let page = html(warning::page(&reader.context, &warned));
                return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
            }
            reserve(&state, &id, &member, section, typed.text).await?;
        }
        _ => return Err(Error::BadRequest),
    }
    Ok(back(&id, section))
}

fn back(dossier: &str, section: SectionId) -> Response {
    Redirect::to(&format!("/dossiers/{dossier}#position-{}", section.name())).into_response()
}
