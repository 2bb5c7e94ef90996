//! What can go wrong with a server under load. Owns: [`Failure`], [`within`].

use std::time::Duration;
use tokio_tungstenite::tungstenite;

#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error(transparent)]
    Io(#[from] std::io::Error),
    #[error("websocket: {0}")]
    Websocket(Box<tungstenite::Error>),
    #[error("closed with code {0}")]
    Closed(u16),
    #[error("a message that cannot be read")]
    Unreadable,
    #[error("a write was refused")]
    Refused,
    #[error("a header that cannot be sent")]
    Header,
    #[error("{0} took too long")]
    TooLong(&'static str),
    #[error("{0} answered {1}")]
    Http(&'static str, String),
    #[error("{program} did not start; install or build it first. {said}")]
    NotStarted { program: String, said: String },
}

impl From<tungstenite::Error> for Failure {
    fn from(error: tungstenite::Error) -> Failure {
        Failure::Websocket(Box::new(error))
    }
}

/// Fails instead of waiting for ever.
pub async fn within<T>(
    limit: Duration,
    what: &'static str,
    work: impl Future<Output = Result<T, Failure>>,
) -> Result<T, Failure> {
    tokio::time::timeout(limit, work).await.unwrap_or(Err(Failure::TooLong(what)))
}
