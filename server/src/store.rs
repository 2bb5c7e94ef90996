//! The database: opening it, its errors. SQLite in a directory, or PostgreSQL by URL.
//! Owns: [`Store`]; SQL lives in the files below, one noun a file, and nowhere else. Does not know:
//! HTTP, rooms, what the bytes of an update mean.
//!
//! A query is written once, with `$1`, and compiled for both databases by
//! `engine::dialect::on_pool`.

use std::fs::File;
use std::io;
use std::sync::Arc;

pub mod account;
pub mod dossier;
pub mod engine;
pub mod notifications;
pub mod partner;
pub mod people;
pub mod pitch;
pub mod retention;
pub mod seance;
pub mod threads;

use engine::database::Database;
use engine::dialect::{Dialect, Pool, on_pool};

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
         it is: what you need from it can be read with that version; start this one on an empty \
         data directory or an empty database"
    )]
    Outdated,
    #[error(
        "this database was made fit for a newer version of Préau, and this one may not run on it \
         (it knows migrations up to {known}, and would have to know {oldest}): start the newer \
         one, or restore a backup of before the upgrade"
    )]
    Newer { oldest: i64, known: i64 },
    /// Another server has the database now.
    #[error("another Préau server has taken this database over")]
    TakenOver,
    /// Whether it was done is not known.
    #[error("the database did not answer in time")]
    Silent,
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
    /// Held as long as this server is the one that has the database open; none for who works beside
    /// it.
    claim: Option<Dialect<Arc<File>, Arc<engine::postgres::Claim>>>,
}

impl Store {
    /// Opens the database and brings its schema up to date.
    pub async fn open(database: &Database) -> Result<Store, StoreError> {
        match database {
            Database::Directory(directory) => engine::sqlite::open(directory).await,
            Database::Server(options) => engine::postgres::open(options).await,
        }
    }

    /// Opens the database that a server has open, or had: as it is, for a command.
    pub async fn open_beside(database: &Database) -> Result<Store, StoreError> {
        match database {
            Database::Directory(directory) => engine::sqlite::open_beside(directory).await,
            Database::Server(options) => engine::postgres::open_beside(options).await,
        }
    }

    /// Opens a database to look at it, also while a server has it open. Nothing is written to it.
    pub async fn look_at(database: &Database) -> Result<Store, StoreError> {
        match database {
            Database::Directory(directory) => engine::sqlite::look_at(directory).await,
            Database::Server(options) => engine::postgres::look_at(options).await,
        }
    }

    /// Waits for what is running, closes every connection and lets another server open the
    /// database.
    pub async fn close(&self) -> Result<(), StoreError> {
        on_pool!(&self.reader, |db| db.close().await);
        on_pool!(&self.writer, |db| db.close().await);
        match &self.claim {
            Some(Dialect::Sqlite(file)) => Ok(file.unlock()?),
            Some(Dialect::Postgres(claim)) => claim.give_up().await,
            None => Ok(()),
        }
    }

    /// Waits until this server is no longer the one that has the database.
    pub async fn lost(&self) {
        match &self.claim {
            Some(Dialect::Postgres(claim)) => claim.lost().await,
            // The system holds the lock as long as this process is there.
            Some(Dialect::Sqlite(_)) | None => std::future::pending().await,
        }
    }

    /// Whether something can be written, now.
    pub async fn prove_a_write(&self, now: i64) -> Result<(), StoreError> {
        let sql = "update installation set proved_at = $1";
        on_pool!(&self.writer, |db| sqlx::query(sql).bind(now).execute(db).await.map(|_| ()))?;
        Ok(())
    }

    /// What the whole database takes, bytes.
    pub async fn size(&self) -> Result<u64, StoreError> {
        let size: i64 = match &self.reader {
            Dialect::Sqlite(db) => {
                let sql = "select page_count * page_size from pragma_page_count(), \
                           pragma_page_size()";
                sqlx::query_scalar(sql).fetch_one(db).await?
            }
            Dialect::Postgres(db) => {
                let sql = "select pg_database_size(current_database())";
                sqlx::query_scalar(sql).fetch_one(db).await?
            }
        };
        Ok(u64::try_from(size).unwrap_or_default())
    }

    /// Whether both the writer and a reader answer, and this server is still the only one.
    pub async fn ping(&self) -> Result<(), StoreError> {
        on_pool!(&self.reader, |db| sqlx::query("select 1").execute(db).await.map(|_| ()))?;
        on_pool!(&self.writer, |db| sqlx::query("select 1").execute(db).await.map(|_| ()))?;
        match &self.claim {
            Some(Dialect::Postgres(claim)) => claim.stands().await,
            Some(Dialect::Sqlite(_)) | None => Ok(()),
        }
    }
}
