//! The browser beyond a sign-in: a cookie that outlives it and opens nothing. Whoever has signed in
//! in a browser before is not held up by what others try. Owns: [`KnownBrowser`]. Does not know:
//! what is counted.

use crate::config::Config;
use crate::error::Error;
use crate::http::preferences::cookie;
use crate::tokens;
use crate::{AppState, clock};
use axum::Extension;
use axum::extract::FromRequestParts;
use axum::http::HeaderValue;
use axum::http::request::Parts;

/// As long as browsers keep a cookie at most.
const KEPT_DAYS: i64 = 400;

/// A browser that asks, as its cookie says.
#[derive(Clone, Debug)]
pub struct KnownBrowser {
    token: Option<String>,
}

/// A cookie to set; the outermost layer does so, after the session's.
#[derive(Clone, Debug)]
pub struct SetCookie(pub HeaderValue);

impl KnownBrowser {
    /// What the server knows it by, if it has been here.
    pub fn digest(&self) -> Option<String> {
        self.token.as_deref().map(tokens::digest)
    }

    /// The same, where that account was opened in it before.
    pub async fn of(&self, state: &AppState, email: &str) -> Result<Option<String>, Error> {
        let Some(digest) = self.digest() else { return Ok(None) };
        let known = state.store.knows_browser(&digest, email).await?;
        Ok(known.then_some(digest))
    }

    /// Notes that an account was opened in it; answers what keeps its cookie.
    pub async fn note(
        self,
        state: &AppState,
        account: &str,
    ) -> Result<Extension<SetCookie>, Error> {
        let (digest, cookie) = self.keep(state)?;
        state.store.note_browser(&digest, account, clock::now()).await?;
        Ok(cookie)
    }

    /// What the server knows it by from now on, and what keeps its cookie.
    pub fn keep(self, state: &AppState) -> Result<(String, Extension<SetCookie>), Error> {
        let token = self.token.unwrap_or_else(tokens::fresh);
        let (name, secure) = named(&state.config);
        let age = KEPT_DAYS * 24 * 3600;
        let cookie =
            format!("{name}={token}; Path=/; Max-Age={age}; HttpOnly; SameSite=Lax{secure}");
        let cookie = HeaderValue::try_from(cookie).map_err(|_| Error::Unfit)?;
        Ok((tokens::digest(&token), Extension(SetCookie(cookie))))
    }
}

fn named(config: &Config) -> (&'static str, &'static str) {
    match config.is_https() {
        true => ("__Host-preau-browser", "; Secure"),
        false => ("preau-browser", ""),
    }
}

impl FromRequestParts<AppState> for KnownBrowser {
    type Rejection = Error;

    async fn from_request_parts(request: &mut Parts, state: &AppState) -> Result<Self, Error> {
        let (name, _) = named(&state.config);
        let token = cookie(&request.headers, name).filter(|token| tokens::is_token(token));
        Ok(KnownBrowser { token: token.map(str::to_owned) })
    }
}
