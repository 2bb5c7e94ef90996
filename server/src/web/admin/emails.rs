//! The last letters, for who looks after the server. Must not know: how a letter is sent.
//!
//! A letter in a file is shown as it is, with links that act for who it is for: where letters are
//! files nobody else receives them, and who looks after the server has the files.

use crate::AppState;
use crate::auth::Admin;
use crate::error::Error;
use crate::http::forms::html;
use crate::store::Listed;
use crate::store::notifications::emails::State as Stored;
use app::pages::admin::emails::{self as page, Letters, Line, State as Shown};
use axum::extract::{Path, State};
use axum::response::Response;

const MOST: i64 = 100;

pub async fn list(State(state): State<AppState>, admin: Admin) -> Result<Response, Error> {
    let lines = state.store.letters(MOST).await?.into_iter().map(line).collect();
    let letters = Letters { lines, are_files: state.mail.is_files() };
    Ok(html(page::page(&admin.frame, &letters)))
}

pub async fn show(
    State(state): State<AppState>,
    admin: Admin,
    Path(letter): Path<String>,
) -> Result<Response, Error> {
    let file = state.store.letter_file(&letter).await?.ok_or(Error::NotFound)?;
    let kept = state.mail.kept(&file).await.ok_or(Error::NotFound)?;
    Ok(html(page::letter(&admin.frame, &kept.head, &kept.text)))
}

fn line(letter: Listed) -> Line {
    Line {
        id: letter.id,
        email: letter.email,
        title: letter.title,
        pace: letter.pace,
        kinds: letter.kinds,
        state: match letter.state {
            Stored::Waiting => Shown::Waiting { try_at: letter.try_at },
            Stored::Sending => Shown::Sending,
            Stored::Sent => Shown::Sent,
            Stored::Failed => Shown::Failed,
            Stored::Needless => Shown::Needless,
        },
        made_at: letter.made_at,
        ended_at: letter.ended_at,
        tries: letter.tries,
        reason: letter.reason,
        is_file: letter.file.is_some(),
    }
}
