//! What a reader has chosen for the looks: language and light, kept in two cookies.
//! Does not know: who the reader is. The language of a reader who has chosen none is the one that
//! their browser asks for, and French if it asks for neither.

use app::shell::Theme;
use axum::http::{HeaderMap, HeaderValue, header};
use dossier::lang::Lang;

pub const LANG: &str = "lang";
pub const THEME: &str = "theme";

const A_YEAR: u32 = 365 * 24 * 3600;

pub fn lang(headers: &HeaderMap) -> Lang {
    cookie(headers, LANG)
        .and_then(Lang::from_tag)
        .or_else(|| accepted_lang(headers))
        .unwrap_or_default()
}

pub fn theme(headers: &HeaderMap) -> Theme {
    cookie(headers, THEME).and_then(Theme::parse).unwrap_or_default()
}

/// A `Set-Cookie` that keeps a choice for a year. The value is one of ours, never the reader's.
pub fn remember(name: &str, value: &'static str, secure: &'static str) -> Option<HeaderValue> {
    let cookie =
        format!("{name}={value}; Path=/; Max-Age={A_YEAR}; HttpOnly; SameSite=Lax{secure}");
    HeaderValue::try_from(cookie).ok()
}

/// The value of a cookie that came.
pub fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(known, _)| *known == name)
        .map(|(_, value)| value)
}

fn accepted_lang(headers: &HeaderMap) -> Option<Lang> {
    let mut best: Option<(Lang, f32)> = None;
    let wanted = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
    for choice in wanted.split(',') {
        let (tag, weight) = match choice.split_once(';') {
            Some((tag, weight)) => (tag, weight.trim().strip_prefix("q=")?.parse().ok()?),
            None => (choice, 1.0),
        };
        let Some(lang) = Lang::from_tag(tag.trim()) else {
            continue;
        };
        if best.is_none_or(|(_, known)| weight > known) {
            best = Some((lang, weight));
        }
    }
    best.map(|(lang, _)| lang)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_the_chosen_one_then_the_browser_s_then_french() {
        for (cookie, accepted, lang) in [
            ("", "", Lang::Fr),
            ("", "de, es;q=0.5", Lang::Fr),
            ("", "en-GB,en;q=0.9,fr;q=0.8", Lang::En),
            ("", "de, fr;q=0.3, en;q=0.7", Lang::En),
            ("", "fr-CA, en", Lang::Fr),
            ("", "en;q=garbage", Lang::Fr),
            ("lang=fr", "en", Lang::Fr),
            ("theme=dark; lang=en", "fr", Lang::En),
            ("lang=de", "en", Lang::En),
            ("xlang=en", "", Lang::Fr),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::COOKIE, HeaderValue::from_static(cookie));
            headers.insert(header::ACCEPT_LANGUAGE, HeaderValue::from_static(accepted));
            assert_eq!(super::lang(&headers), lang, "{cookie:?} {accepted:?}");
        }
    }
}
