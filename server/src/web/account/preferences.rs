//! Choosing a language or a theme.

use crate::AppState;
use crate::auth::Visitor;
use crate::error::Error;
use crate::http::local_path::LocalPath;
use crate::http::preferences;
use app::shell::Theme;
use axum::Form;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Redirect, Response};
use dossier::lang::Lang;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
pub struct Choice {
    lang: String,
    theme: String,
    next: String,
}

/// Keeps what was chosen, leaves the rest, and goes back to the page. Letters follow the language.
pub async fn choose(
    State(state): State<AppState>,
    visitor: Visitor,
    Form(choice): Form<Choice>,
) -> Result<Response, Error> {
    let secure = if state.config.is_https() { "; Secure" } else { "" };
    let lang = Lang::from_tag(&choice.lang);
    if let (Some(lang), Some(account)) = (lang, &visitor.account) {
        state.store.set_lang(&account.id, lang).await?;
    }
    let lang = lang.and_then(|lang| preferences::remember(preferences::LANG, lang.tag(), secure));
    let theme = Theme::parse(&choice.theme)
        .and_then(|theme| preferences::remember(preferences::THEME, theme.as_str(), secure));
    let mut headers = HeaderMap::new();
    for cookie in [lang, theme].into_iter().flatten() {
        headers.append(header::SET_COOKIE, cookie);
    }
    let next = LocalPath::parse(&choice.next);
    let next = next.as_ref().map_or("/", LocalPath::as_str);
    Ok((headers, Redirect::to(next)).into_response())
}
