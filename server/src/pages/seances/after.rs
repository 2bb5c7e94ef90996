//! Where a participant hears what became of their ideas, and the letter that tells them. Must not know:
//! what a relevé is made of.

use super::phone::{Told, page, taking_part};
use crate::AppState;
use crate::auth::SignedIn;
use crate::error::Error;
use crate::mail::Letter;
use crate::pages::one_line;
use crate::pages::sign_in::email_key;
use crate::pages::sign_up::error;
use crate::store::{Awaiting, Seance};
use app::pages::seance::{Idea, Seance as Seen};
use app::releve::fate;
use app::texts::releve as texts;
use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use dossier::seance::releve::Releve;
use dossier::{markdown, text};
use serde::Deserialize;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    email: String,
}

/// Keeps the address, or forgets it where none was typed.
pub async fn hear(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
    Form(typed): Form<Typed>,
) -> Result<Response, Error> {
    let (seance, participant) = taking_part(&state, &reader, &id).await?;
    if participant.class.is_some() {
        return Err(Error::Forbidden);
    }
    let forgets = typed.email.trim().is_empty() && participant.email.is_some();
    let email = email_key(&typed.email);
    if email.is_none() && !forgets {
        let wrong = error(reader.frame.lang, "email", texts::HEAR_WRONG);
        let told = Told { wrong: Some((typed.email, wrong)), ..Told::default() };
        let page = page(&state, &reader, (seance, participant), told).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    state.store.await_news(&id, &participant.account, email.as_deref()).await?;
    Ok(Redirect::to(&format!("/seances/{id}")).into_response())
}

/// Sends what was concluded to who awaits it, each with their ideas, and forgets each address once its
/// letter has left. Nobody waits for it; what does not leave waits for the next approval.
pub(super) fn send(state: &AppState, seance: &Seance, seen: Seen, releve: Releve) {
    let (mail, store, id) = (state.mail.clone(), state.store.clone(), seance.id.clone());
    state.mail.aside(async move {
        let waiting = match store.awaiting_news(&id).await {
            Ok(waiting) => waiting,
            Err(error) => {
                tracing::warn!(seance = id, %error, "who awaits news of a session could not be read");
                return;
            }
        };
        for one in waiting {
            match mail.send(write(&seen, &releve, &one)).await {
                Ok(_) => {
                    if let Err(error) = store.await_news(&id, &one.account, None).await {
                        tracing::warn!(seance = id, %error, "an address was not forgotten");
                    }
                }
                Err(error) => tracing::warn!(seance = id, %error, "news of a session was not sent"),
            }
        }
    });
}

fn write(seen: &Seen, releve: &Releve, to: &Awaiting) -> Letter {
    let lang = seen.lang;
    let title = one_line(&seen.title);
    let title = [("title", title.as_str())];
    let mut parts = vec![texts::LETTER_HEAD.fill(lang, &title)];
    let theirs = |idea: &&Idea| idea.account.as_ref() == Some(&to.account);
    let told = |idea: &Idea| format!("- {}\n  {}", idea.words, fate(lang, &idea.fate, &seen.ideas));
    let ideas: Vec<String> = seen.ideas.iter().filter(theirs).map(told).collect();
    if !ideas.is_empty() {
        parts.push(format!("{}\n\n{}", texts::YOURS.in_lang(lang), ideas.join("\n")));
    }
    let conclusions = text::plain(&markdown::read(&releve.conclusions));
    parts.push(format!("{}\n\n{conclusions}", texts::LETTER_CONCLUSIONS.in_lang(lang)));
    parts.push(texts::LETTER_ENDS.in_lang(lang).to_owned());
    Letter::plain(to.email.clone(), texts::LETTER_SUBJECT.fill(lang, &title), parts.join("\n\n"))
}
