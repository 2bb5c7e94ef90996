//! Failures: what became of a request that has no answer of its own.
//! Owns: [`Error`], the only place where a failure becomes HTTP, a page or a line of the log. Does
//! not know: which page asked. Nothing that a reader typed is written to the log.

use crate::acts::ActError;
use crate::auth::passwords::PasswordError;
use crate::replay::ReplayError;
use crate::rooms::RoomError;
use crate::store::StoreError;
use app::pages::site::error::Failure;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use dossier::threads::suggestion::NotAccepted;
use tower_sessions::session;

/// Why a request was not answered.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("not found")]
    NotFound,
    #[error("forbidden")]
    Forbidden,
    /// The dossier is archived: it is brought back first.
    #[error("archived")]
    Archived,
    #[error("bad request")]
    BadRequest,
    #[error("from another site")]
    CrossSite,
    #[error("too many connections")]
    Crowded,
    /// One account does more than a person does.
    #[error("too fast")]
    TooFast,
    /// What it was about is not what it was; the asker looks again.
    #[error("conflict")]
    Conflict,
    /// Understood, and not possible for what was sent.
    #[error("unfit")]
    Unfit,
    #[error("store: {0}")]
    Store(StoreError),
    #[error("room: {0}")]
    Room(RoomError),
    #[error("session: {0}")]
    Session(#[from] session::Error),
    #[error("password: {0}")]
    Password(#[from] PasswordError),
    #[error("a handler panicked")]
    Panicked,
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Error {
        match error {
            StoreError::NotFound => Error::NotFound,
            other => Error::Store(other),
        }
    }
}

impl From<RoomError> for Error {
    fn from(error: RoomError) -> Error {
        match error {
            RoomError::Store(cause) if matches!(*cause, StoreError::NotFound) => Error::NotFound,
            RoomError::Edit(_) => Error::BadRequest,
            RoomError::NotAccepted(NotAccepted::Changed) => Error::Conflict,
            RoomError::NotAccepted(NotAccepted::Gone) => Error::Unfit,
            RoomError::Crowded | RoomError::Away => Error::Crowded,
            RoomError::Panicked => Error::Panicked,
            other => Error::Room(other),
        }
    }
}

impl From<ActError> for Error {
    fn from(error: ActError) -> Error {
        match error {
            ActError::NotFound => Error::NotFound,
            ActError::Forbidden => Error::Forbidden,
            ActError::Malformed => Error::BadRequest,
            ActError::Conflict => Error::Conflict,
            ActError::Unfit | ActError::Full => Error::Unfit,
            ActError::Store(cause) => cause.into(),
            ActError::Room(cause) => cause.into(),
            ActError::Panicked => Error::Panicked,
        }
    }
}

impl From<ReplayError> for Error {
    fn from(error: ReplayError) -> Error {
        ActError::from(error).into()
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let (status, failure) = match &self {
            Error::NotFound => (StatusCode::NOT_FOUND, Failure::NotFound),
            Error::Forbidden => (StatusCode::FORBIDDEN, Failure::Forbidden),
            Error::Archived => (StatusCode::CONFLICT, Failure::Archived),
            Error::BadRequest => (StatusCode::BAD_REQUEST, Failure::BadRequest),
            Error::CrossSite => (StatusCode::FORBIDDEN, Failure::CrossSite),
            // Only programs see it: a tab tries again later.
            Error::Crowded => (StatusCode::TOO_MANY_REQUESTS, Failure::BadRequest),
            Error::TooFast => (StatusCode::TOO_MANY_REQUESTS, Failure::TooFast),
            Error::Conflict => (StatusCode::CONFLICT, Failure::BadRequest),
            Error::Unfit => (StatusCode::UNPROCESSABLE_ENTITY, Failure::BadRequest),
            Error::Store(
                StoreError::Unavailable(_) | StoreError::Silent | StoreError::TakenOver,
            )
            | Error::Room(_) => (StatusCode::SERVICE_UNAVAILABLE, internal(&self)),
            Error::Store(_) | Error::Session(_) | Error::Password(_) | Error::Panicked => {
                (StatusCode::INTERNAL_SERVER_ERROR, internal(&self))
            }
        };
        let mut response = status.into_response();
        response.extensions_mut().insert(failure);
        response
    }
}

/// Logs a failure of ours, once; the reader is told the reference and nothing else.
pub(crate) fn internal(cause: &dyn std::fmt::Display) -> Failure {
    crate::metrics::FAILURES.add(1);
    let reference = uuid::Uuid::new_v4().simple().to_string()[..8].to_owned();
    tracing::error!(reference, %cause, "request failed [{reference}]");
    Failure::Internal { reference }
}
