//! The pages: each handler loads what a page shows, calls its function in `app`, and answers.
//! Must not know: SQL, cookies, how HTML is written.

use axum::http::{HeaderName, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use serde::Deserialize;
use std::time::Duration;

pub mod accords;
pub mod answer;
pub mod channel;
pub mod claim;
pub mod dossier;
pub mod dossiers;
pub mod home;
pub mod invite;
pub mod join;
pub mod letters;
pub mod my_data;
pub mod new_dossier;
pub mod notices;
pub mod origins;
pub mod part;
pub mod partner;
pub mod people;
pub mod preferences;
pub mod seances;
pub mod sign_in;
pub mod sign_up;
pub mod stances;
pub mod stop;
pub mod suggestions;
pub mod threads;

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
        Some(wait) => {
            (StatusCode::TOO_MANY_REQUESTS, sign_in::retry_after(wait), page).into_response()
        }
        None => (StatusCode::UNPROCESSABLE_ENTITY, page).into_response(),
    }
}

/// Search engines have nothing to find there.
pub fn hidden(page: Response) -> Response {
    ([(HeaderName::from_static("x-robots-tag"), "noindex")], page).into_response()
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
