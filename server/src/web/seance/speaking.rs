//! Asking to speak from a phone. Does not know: how it is drawn, how turns are given.

use super::phone::{FormOutcome, hold_back, page, taking_part};
use super::remote::refusal;
use crate::AppState;
use crate::acts::speaking;
use crate::auth::SignedIn;
use crate::error::Error;
use app::pages::seance::phone::Outcome;
use axum::extract::{Form, Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use dossier::seance::speaking::Request;
use serde::Deserialize;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct RequestForm {
    act: String,
}

pub async fn request(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
    headers: HeaderMap,
    Form(form): Form<RequestForm>,
) -> Result<Response, Error> {
    let taking_part = taking_part(&state, &reader, &id).await?;
    if let Some(later) = hold_back(&state, &reader, &headers, &taking_part, "").await? {
        return Ok(later);
    }
    let request = Request::parse(&form.act).ok_or(Error::BadRequest)?;
    let (seance, participant) = &taking_part;
    match speaking::request(&state, seance, participant, request).await {
        Ok(()) => Ok(Redirect::to(&format!("/seances/{id}")).into_response()),
        Err(error) => {
            let outcome = Some(Outcome::Refused(refusal(error)?));
            let outcome = FormOutcome { outcome, ..FormOutcome::default() };
            let page = page(&state, &reader, taking_part, outcome).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}
