//! The browser that asks: signed in and out, and told from its owner's others by a few words.
//! Owns: [`Entrance`]. Does not know: who may sign in, how long a session lasts.

use super::stay::{Stay, Terms};
use super::{ACCOUNT, STAY, sessions};
use crate::config::SessionDays;
use crate::error::Error;
use crate::{AppState, clock};
use axum::extract::FromRequestParts;
use axum::http::header::USER_AGENT;
use axum::http::request::Parts;
use tower_sessions::Session;

/// What a user agent says of itself, the more telling first, and what people call it.
const BROWSERS: [(&str, &str); 8] = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];
const SYSTEMS: [(&str, &str); 7] = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
];

/// How a browser comes in and goes out.
pub struct Entrance {
    session: Session,
    /// What its owner tells it by: `Firefox, Windows`; empty if it says nothing of itself.
    name: String,
    days: SessionDays,
}

impl Entrance {
    /// Signs the browser in, under a new session id: one that somebody planted is worth nothing.
    /// What an earlier sign-in opened is not this person's: `end` is told of that session, which
    /// is over.
    pub async fn sign_in(
        &self,
        account: &str,
        terms: Terms,
        end: impl FnOnce(&str),
    ) -> Result<(), Error> {
        let before = self.session.id();
        self.session.cycle_id().await?;
        if let Some(id) = before {
            end(&sessions::digest(&id));
        }
        let stay = Stay::begin(terms, self.name.clone(), &self.days, clock::now());
        self.session.insert(ACCOUNT, account).await?;
        self.session.insert(STAY, &stay).await?;
        self.session.set_expiry(Some(stay.expiry()));
        Ok(())
    }

    /// Signs the browser out; `end` is told of the session that is over.
    pub async fn sign_out(&self, end: impl FnOnce(&str)) -> Result<(), Error> {
        if let Some(id) = self.session.id() {
            self.session.flush().await?;
            end(&sessions::digest(&id));
        }
        Ok(())
    }
}

impl FromRequestParts<AppState> for Entrance {
    type Rejection = Error;

    async fn from_request_parts(request: &mut Parts, state: &AppState) -> Result<Self, Error> {
        let session = request.extensions.get::<Session>().cloned().ok_or(Error::BadRequest)?;
        let agent = request.headers.get(USER_AGENT).and_then(|agent| agent.to_str().ok());
        Ok(Entrance {
            session,
            name: agent.map(name).unwrap_or_default(),
            days: state.config.session_days.clone(),
        })
    }
}

/// Its kind and its system, and no more: enough to know it again, too little to trace it.
fn name(agent: &str) -> String {
    let found = |known: &[(&str, &'static str)]| {
        known.iter().find(|(sign, _)| agent.contains(sign)).map(|(_, name)| *name)
    };
    let words: Vec<&str> = found(&BROWSERS).into_iter().chain(found(&SYSTEMS)).collect();
    words.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_told_by_its_kind_and_its_system() {
        for (agent, known) in [
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Firefox/140.0",
                "Firefox, Windows",
            ),
            (
                "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) \
                 Chrome/140.0.0.0 Safari/537.36",
                "Chrome, Linux",
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 \
                 Edg/140.0",
                "Edge, Windows",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 \
                 Version/18.0 Mobile/15E148 Safari/604.1",
                "Safari, iPhone",
            ),
            (
                "Mozilla/5.0 (Linux; Android 15) SamsungBrowser/26.0 Chrome/122.0",
                "Samsung Internet, Android",
            ),
            ("curl/8.0 <script>", ""),
        ] {
            assert_eq!(name(agent), known, "{agent}");
        }
    }
}
