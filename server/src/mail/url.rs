//! The address of a mail server. Owns: [`SmtpUrl`], which is never shown, because it holds a
//! password. Does not know: settings, letters.

use lettre::transport::smtp;
use lettre::{AsyncSmtpTransport, Tokio1Executor};
use std::fmt;
use std::str::FromStr;
use std::time::Duration;

/// A mail server that says nothing for so long is not there.
const PATIENCE: Duration = Duration::from_secs(20);

/// `smtps://user:password@host`. Never shown: it holds a password.
#[derive(Clone, PartialEq, Eq)]
pub struct SmtpUrl(String);

/// Says nothing of what was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must be smtps://user:password@host")]
pub struct NotASmtpUrl;

impl SmtpUrl {
    /// A way to that server.
    pub fn transport(&self) -> Result<AsyncSmtpTransport<Tokio1Executor>, smtp::Error> {
        Ok(AsyncSmtpTransport::<Tokio1Executor>::from_url(&self.0)?.timeout(Some(PATIENCE)).build())
    }
}

impl FromStr for SmtpUrl {
    type Err = NotASmtpUrl;

    fn from_str(url: &str) -> Result<SmtpUrl, NotASmtpUrl> {
        let url = SmtpUrl(url.trim().to_owned());
        if url.transport().is_ok() { Ok(url) } else { Err(NotASmtpUrl) }
    }
}

impl fmt::Debug for SmtpUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SmtpUrl(…)")
    }
}
