//! The database: opening it, its one writer and its readers, its errors.
//! Owns: [`Store`]; SQL lives in the files below, one noun a file, and nowhere else. Must not know:
//! HTTP, rooms, what the bytes of an update mean.
//!
//! SQLite has one writer at a time whatever one does. Here it is one connection, and every write
//! starts by `begin immediate`: a transaction that reads first and then writes would fail at once
//! when another one wrote in between, and no time-out applies to that failure.

use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{Sqlite, Transaction};
use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

pub mod dossiers;
pub mod logins;
pub mod people;
pub mod updates;

pub use crate::clock::now;
pub use dossiers::{Card, Dossier, NewDossier, Reference};
pub use logins::Login;
pub use people::{Account, Credentials, Member, NewAccount};
pub use updates::{Append, SectionState};

const READERS: u32 = 4;
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
/// The write-ahead log is cut back to this size after a checkpoint.
const JOURNAL_SIZE_LIMIT: &str = "67108864";

/// Why the database did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("not found")]
    NotFound,
    #[error("conflicts with what is stored")]
    Conflict,
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
            other => StoreError::Unavailable(other),
        }
    }
}

/// Handle on the database; clones share it.
#[derive(Clone, Debug)]
pub struct Store {
    writer: SqlitePool,
    reader: SqlitePool,
    lock: Arc<File>,
}

impl Store {
    /// Opens the database of that directory, making both if there are none, and brings its schema
    /// up to date.
    pub async fn open(data_dir: &Path) -> Result<Store, StoreError> {
        tokio::fs::create_dir_all(data_dir).await.map_err(unavailable)?;
        let lock = take_lock(&data_dir.join("preau.lock")).map_err(unavailable)?;
        let options = SqliteConnectOptions::new()
            .filename(data_dir.join("preau.sqlite"))
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // NORMAL can lose a commit that was acknowledged when the power fails.
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(BUSY_TIMEOUT)
            .pragma("journal_size_limit", JOURNAL_SIZE_LIMIT);
        let writer = pool(1).connect_with(options.clone().optimize_on_close(true, None)).await?;
        sqlx::migrate!("../migrations/sqlite")
            .run(&writer)
            .await
            .map_err(|error| StoreError::Unavailable(error.into()))?;
        let reader = pool(READERS).connect_with(options.pragma("query_only", "on")).await?;
        Ok(Store { writer, reader, lock: Arc::new(lock) })
    }

    /// Waits for what is running, closes every connection and lets another process open the
    /// directory.
    pub async fn close(&self) -> Result<(), StoreError> {
        self.reader.close().await;
        self.writer.close().await;
        self.lock.unlock().map_err(unavailable)
    }

    /// Whether both the writer and a reader answer.
    pub async fn ping(&self) -> Result<(), StoreError> {
        sqlx::query("select 1").execute(&self.reader).await?;
        sqlx::query("select 1").execute(&self.writer).await?;
        Ok(())
    }

    async fn begin(&self) -> Result<Transaction<'static, Sqlite>, StoreError> {
        Ok(self.writer.begin_with("begin immediate").await?)
    }
}

fn pool(size: u32) -> SqlitePoolOptions {
    SqlitePoolOptions::new()
        .max_connections(size)
        .idle_timeout(None)
        .max_lifetime(None)
        .acquire_timeout(Duration::from_secs(30))
}

/// Two servers on one file would each believe that its rooms are the only ones.
fn take_lock(path: &Path) -> io::Result<File> {
    let file = File::options().create(true).truncate(false).write(true).open(path)?;
    file.try_lock().map_err(|error| match error {
        std::fs::TryLockError::Error(error) => error,
        std::fs::TryLockError::WouldBlock => io::Error::new(
            io::ErrorKind::ResourceBusy,
            "another Préau server has this data directory open",
        ),
    })?;
    Ok(file)
}

fn unavailable(error: io::Error) -> StoreError {
    StoreError::Unavailable(sqlx::Error::Io(error))
}
