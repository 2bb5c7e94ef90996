//! The forms in which people say whether they can live with a section. Does not know: who may say so,
//! how it is kept.

use crate::AppState;
use crate::acts::consents::{consent, reserve, withdraw};
use crate::auth::SignedIn;
use crate::auth::membership::authorise;
use crate::error::Error;
use crate::http::forms::html;
use crate::store::Reserved;
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
pub struct Saying {
    rubrique: String,
    /// `consentir`, `lever` (a reservation, and consent), `retirer` or `reserver`.
    faire: String,
    /// The state of the section that the page showed.
    seq: String,
    vu: String,
    texte: String,
    /// Whether a warning was read.
    sur: String,
}

pub async fn say(
    State(state): State<AppState>,
    mut reader: SignedIn,
    Path(id): Path<String>,
    Form(typed): Form<Saying>,
) -> Result<Response, Error> {
    let member = authorise(&state, &id, &reader, Action::Comment).await?;
    let section = SectionId::from_name(&typed.rubrique).ok_or(Error::BadRequest)?;
    // What is no number was shown by no page.
    let seen = Seen { seq: typed.seq.parse().unwrap_or_default(), digest: typed.vu };
    match typed.faire.as_str() {
        "consentir" => consent(&state, &id, &member, section, &seen, Reserved::Stays).await?,
        "lever" => consent(&state, &id, &member, section, &seen, Reserved::Lifted).await?,
        "retirer" => withdraw(&state, &id, &member, section).await?,
        "reserver" => {
            let found = if typed.sur.is_empty() { look(&typed.texte) } else { Vec::new() };
            if !found.is_empty() {
                reader.frame.path = format!("/dossiers/{id}");
                let (section, text) = (section.name().to_owned(), typed.texte);
                let warned = Warned { dossier: id, section, text, found };
                let page = html(warning::page(&reader.frame, &warned));
                return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
            }
            reserve(&state, &id, &member, section, typed.texte).await?;
        }
        _ => return Err(Error::BadRequest),
    }
    Ok(back(&id, section))
}

fn back(dossier: &str, section: SectionId) -> Response {
    Redirect::to(&format!("/dossiers/{dossier}#position-{}", section.name())).into_response()
}
