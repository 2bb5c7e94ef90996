//! The database: opening it, its errors. SQLite in a directory, or PostgreSQL by URL.
//! Owns: [`Store`]; SQL lives in the files below, one noun a file, and nowhere else. Must not know:
//! HTTP, rooms, what the bytes of an update mean.
//!
//! A query is written once, with `$1`, and compiled for both databases by `dialect::on_pool`.

use std::fs::File;
use std::io;
use std::sync::Arc;

mod batch;
mod database;
mod dialect;
mod outdated;
mod postgres;
mod sqlite;

pub mod accords;
mod classes;
pub mod consents;
pub mod dossiers;
pub mod erasure;
mod floor;
mod ideas;
pub mod invitations;
pub mod joining;
pub mod letters;
mod lineages;
pub mod links;
pub mod logins;
pub mod members;
pub mod notices;
pub mod own_data;
pub mod parts;
pub mod people;
pub mod preferences;
mod rehearsals;
mod releves;
mod seance_people;
mod seances;
mod suggestions;
pub mod threads;
pub mod updates;
mod votes;

pub use crate::clock::now;
pub use accords::{Accord, NewAccord};
pub use classes::{Class, HeldIdea, Made, NewClass};
pub use consents::Reserved;
pub use database::{Database, NotADatabase};
pub use dossiers::{Card, Dossier, NewDossier, Reference};
pub use erasure::Why;
pub use floor::NewTurn;
pub use ideas::{Idea, NewIdea, Sent as IdeaSent};
pub use invitations::{Invitation, NewInvitation, Sent};
pub use joining::{Coming, Entry, Offer};
pub use letters::{Due, Ended, Listed, Told};
pub use lineages::{FromRoom, Lineage};
pub use links::{Link, NewLink, Purpose};
pub use logins::Login;
pub use members::Belonging;
pub use notices::{NewNotice, Notice, Which};
pub use own_data::{Item, OwnData};
pub use parts::Owner;
pub use people::{Account, Credentials, Kind, Member, NewAccount, NewGuest};
pub use rehearsals::Rehearsal;
pub use releves::{Approval, KeptReleve};
pub use seance_people::{As, Awaiting, Participant};
pub use seances::{NewSeance, Seance};
pub use threads::NewRemark;
pub use updates::{Append, SectionState};
pub use votes::{Reason, Vote};

use dialect::{Dialect, Pool, on_pool};

/// PostgreSQL's name for a text that it cannot hold: one with a NUL in it.
const UNTENABLE: &str = "22021";

/// Why the database did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("not found")]
    NotFound,
    #[error("conflicts with what is stored")]
    Conflict,
    #[error(
        "this database was made by a version of Préau older than the first release and was left as \
         it is: what you need from it can be read with that version; start this one on an empty data \
         directory or an empty database"
    )]
    Outdated,
    #[error("the database is unavailable: {0}")]
    Unavailable(sqlx::Error),
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> StoreError {
        match error {
            sqlx::Error::RowNotFound => StoreError::NotFound,
            sqlx::Error::Database(cause)
                if cause.is_unique_violation() || cause.is_foreign_key_violation() =>
            {
                StoreError::Conflict
            }
            // What cannot be stored is not there.
            sqlx::Error::Database(cause) if cause.code().as_deref() == Some(UNTENABLE) => {
                StoreError::NotFound
            }
            other => StoreError::Unavailable(other),
        }
    }
}

impl From<io::Error> for StoreError {
    fn from(error: io::Error) -> StoreError {
        StoreError::Unavailable(sqlx::Error::Io(error))
    }
}

impl From<sqlx::migrate::MigrateError> for StoreError {
    fn from(error: sqlx::migrate::MigrateError) -> StoreError {
        StoreError::Unavailable(error.into())
    }
}

/// Handle on the database; clones share it.
#[derive(Clone, Debug)]
pub struct Store {
    /// On SQLite one connection, and every transaction on it starts by `begin immediate`. On
    /// PostgreSQL the same pool as `reader`.
    writer: Pool,
    reader: Pool,
    /// Held as long as this server is the one that has the database open.
    claim: Dialect<Arc<File>, Arc<postgres::Claim>>,
}

impl Store {
    /// Opens the database and brings its schema up to date.
    pub async fn open(database: &Database) -> Result<Store, StoreError> {
        match database {
            Database::Directory(directory) => sqlite::open(directory).await,
            Database::Server(options) => postgres::open(options).await,
        }
    }

    /// Waits for what is running, closes every connection and lets another server open the
    /// database.
    pub async fn close(&self) -> Result<(), StoreError> {
        on_pool!(&self.reader, |db| db.close().await);
        on_pool!(&self.writer, |db| db.close().await);
        match &self.claim {
            Dialect::Sqlite(file) => Ok(file.unlock()?),
            Dialect::Postgres(claim) => claim.give_up().await,
        }
    }

    /// Whether both the writer and a reader answer, and this server is still the only one.
    pub async fn ping(&self) -> Result<(), StoreError> {
        on_pool!(&self.reader, |db| sqlx::query("select 1").execute(db).await.map(|_| ()))?;
        on_pool!(&self.writer, |db| sqlx::query("select 1").execute(db).await.map(|_| ()))?;
        match &self.claim {
            Dialect::Sqlite(_) => Ok(()),
            Dialect::Postgres(claim) => claim.stands().await,
        }
    }
}
