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

/// What the script is told of what was sent. A refusal is an answer too: with the status of a failure it
/// would be given the page of one.
pub fn to_script(done: bool, words: &str) -> Response {
    Json(json!({ "done": done, "words": words })).into_response()
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

/// A line that somebody typed, as it is shown to others: no line ends, no runs of spaces, no
/// control characters, and none that reverse the direction of what stands beside it.
pub fn one_line(typed: &str) -> String {
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let shown: String =
        typed.chars().filter(|c| c.is_whitespace() || !c.is_control() && !turns(*c)).collect();
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_one_line() {
        for (typed, shown) in [
            ("  Claire\n Vasseur\t", "Claire Vasseur"),
            ("Claire\u{0}\u{7f}", "Claire"),
            ("\u{202e}erialC", "erialC"),
            ("\u{a0} \u{2028}", ""),
            ("Zoé O’Brien-Ñandú", "Zoé O’Brien-Ñandú"),
        ] {
            assert_eq!(one_line(typed), shown);
        }
    }
}
