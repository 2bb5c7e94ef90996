//! Where a participant hears what became of their ideas: an address, kept or forgotten. Does not
//! know: when an e-mail leaves, what it says.

use super::phone::{FormOutcome, page, taking_part};
use crate::AppState;
use crate::acts::participants;
use crate::auth::SignedIn;
use crate::error::Error;
use crate::http::forms::{email_key, error};
use app::texts::releve as texts;
use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct EmailForm {
    email: String,
}

/// Keeps the address, or forgets it where none was typed.
pub async fn set_email(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
    Form(typed): Form<EmailForm>,
) -> Result<Response, Error> {
    let (seance, participant) = taking_part(&state, &reader, &id).await?;
    if participant.class.is_some() {
        return Err(Error::Forbidden);
    }
    let forgets = typed.email.trim().is_empty() && participant.email.is_some();
    let email = email_key(&typed.email);
    if email.is_none() && !forgets {
        let wrong = error(reader.context.lang, "email", texts::HEAR_WRONG);
        let outcome = FormOutcome { wrong: Some((typed.email, wrong)), ..FormOutcome::default() };
        let page = page(&state, &reader, (seance, participant), outcome).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    participants::await_news(&state, &id, &participant, email.as_deref()).await?;
    Ok(Redirect::to(&format!("/seances/{id}")).into_response())
}
