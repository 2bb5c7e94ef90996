//! The last e-mails, for who looks after the server. Does not know: how an e-mail is sent.
//!
//! An e-mail in a file is shown as it is, with links that act for who it is for: where e-mails are
//! files nobody else receives them, and who looks after the server has the files.

use crate::AppState;
use crate::auth::Admin;
use crate::error::Error;
use crate::http::forms::html;
use app::pages::admin::emails::{self as page, Emails};
use axum::extract::{Path, State};
use axum::response::Response;

const MOST: i64 = 100;

pub async fn list(State(state): State<AppState>, admin: Admin) -> Result<Response, Error> {
    let lines = state.store.logged_emails(MOST).await?;
    let emails = Emails { lines, are_files: state.mail.is_files() };
    Ok(html(page::page(&admin.context, &emails)))
}

pub async fn show(
    State(state): State<AppState>,
    admin: Admin,
    Path(email): Path<String>,
) -> Result<Response, Error> {
    let file = state.store.email_file(&email).await?.ok_or(Error::NotFound)?;
    let kept = state.mail.stored(&file).await.ok_or(Error::NotFound)?;
    Ok(html(page::email(&admin.context, &kept.head, &kept.text)))
}
