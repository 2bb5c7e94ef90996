//! What handlers of forms and pages share: answers, and how what was typed is cleaned and refused.
//! Does not know: which form.

use crate::http::local_path::LocalPath;
use app::components::field::FieldError;
use axum::Json;
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use dossier::form::identifiers::Email;
use dossier::lang::{Lang, Text};
use serde::Deserialize;
use serde_json::json;
use std::time::Duration;

pub mod password;
pub mod person;

/// Where to go after a form, as the address says; not yet known to be a path of this site.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Next {
    pub next: String,
}

pub fn html(page: String) -> Response {
    Html(page).into_response()
}

/// The page of what leads nowhere: asked for too often, or to be looked at again.
pub fn refused_with(page: Response, wait: Option<Duration>) -> Response {
    match wait {
        Some(wait) => (StatusCode::TOO_MANY_REQUESTS, crate::http::forms::retry_after(wait), page)
            .into_response(),
        None => (StatusCode::UNPROCESSABLE_ENTITY, page).into_response(),
    }
}

/// Search engines have nothing to find there.
pub fn hidden(page: Response) -> Response {
    ([(HeaderName::from_static("x-robots-tag"), "noindex")], page).into_response()
}

pub fn retry_after(wait: Duration) -> [(HeaderName, String); 1] {
    [(header::RETRY_AFTER, wait.as_secs().saturating_add(1).to_string())]
}

/// Where a reader who has just signed in goes.
pub fn onwards(next: &str) -> Response {
    let next = LocalPath::parse(next);
    Redirect::to(next.as_ref().map_or("/dossiers", LocalPath::as_str)).into_response()
}

/// Whether the session's script asks, and not a form.
pub fn is_scripted(headers: &HeaderMap) -> bool {
    headers.get(header::ACCEPT).is_some_and(|kind| kind == "application/json")
}

/// What the script is told of what was sent. A refusal is an answer too: with the status of a
/// failure it would be given the page of one.
pub fn to_script(done: bool, words: &str) -> Response {
    Json(json!({ "done": done, "words": words })).into_response()
}

/// What a button is answered: words to the script, the way back to a form. None where a form was
/// refused: the page it stands on says why.
pub fn button_answer(headers: &HeaderMap, refusal: Option<&str>, back: &str) -> Option<Response> {
    match (is_scripted(headers), refusal) {
        (true, _) => Some(to_script(refusal.is_none(), refusal.unwrap_or_default())),
        (false, None) => Some(Redirect::to(back).into_response()),
        (false, Some(_)) => None,
    }
}

pub const NAME_MAX: usize = 80;

pub fn error(lang: Lang, field: &'static str, message: Text) -> FieldError {
    FieldError { field, message: message.in_lang(lang).to_owned() }
}

pub fn beyond(
    lang: Lang,
    field: &'static str,
    message: Text,
    (name, limit): (&str, usize),
) -> FieldError {
    FieldError { field, message: message.fill(lang, &[(name, &limit.to_string())]) }
}

/// The address under which an account is kept and its attempts are counted; none if it is no
/// address.
pub fn email_key(typed: &str) -> Option<String> {
    Email::parse(typed).ok().map(|email| email.as_str().to_lowercase())
}
