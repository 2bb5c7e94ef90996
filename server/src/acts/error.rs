//! Why an act was not done. Owns: [`ActError`]; its words and its status are the door's. Does not
//! know: HTTP, languages.

use crate::replay::ReplayError;
use crate::rooms::RoomError;
use crate::store::StoreError;
use dossier::threads::suggestion::NotAccepted;

/// Why an act was not done. Nothing was written, unless the act says otherwise.
#[derive(Debug, thiserror::Error)]
pub enum ActError {
    /// What it is about is not there, for who asks.
    #[error("not found")]
    NotFound,
    /// Who asks may not do it.
    #[error("forbidden")]
    Forbidden,
    /// What was asked means nothing.
    #[error("malformed")]
    Malformed,
    /// What it is about has changed since it was shown; whoever asks looks again.
    #[error("conflict")]
    Conflict,
    /// Understood, and not possible for what was sent.
    #[error("unfit")]
    Unfit,
    /// There are as many of it as there may be.
    #[error("full")]
    Full,
    #[error("store: {0}")]
    Store(StoreError),
    #[error("room: {0}")]
    Room(RoomError),
    #[error("a thread panicked")]
    Panicked,
}

impl From<StoreError> for ActError {
    fn from(error: StoreError) -> ActError {
        match error {
            StoreError::NotFound => ActError::NotFound,
            other => ActError::Store(other),
        }
    }
}

impl From<RoomError> for ActError {
    fn from(error: RoomError) -> ActError {
        match error {
            RoomError::Store(cause) if matches!(*cause, StoreError::NotFound) => ActError::NotFound,
            RoomError::Edit(_) => ActError::Malformed,
            RoomError::NotAccepted(NotAccepted::Changed) => ActError::Conflict,
            RoomError::NotAccepted(NotAccepted::Gone) => ActError::Unfit,
            RoomError::Panicked => ActError::Panicked,
            other => ActError::Room(other),
        }
    }
}

impl From<ReplayError> for ActError {
    fn from(error: ReplayError) -> ActError {
        match error {
            ReplayError::Store(cause) => cause.into(),
            ReplayError::Panicked => ActError::Panicked,
        }
    }
}
