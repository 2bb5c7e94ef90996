//! Opening SQLite: one file, one writing connection, some reading ones.
//! Owns: the file's settings and its lock. Does not know: tables.

use super::dialect::Dialect;
use super::outdated;
use crate::store::{Store, StoreError};
use sqlx::Connection;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

const READERS: u32 = 4;
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
/// The write-ahead log is cut back to this size after a checkpoint.
const JOURNAL_SIZE_LIMIT: &str = "67108864";

/// Opens the database of that directory, making both if there are none.
pub(crate) async fn open(directory: &Path) -> Result<Store, StoreError> {
    tokio::fs::create_dir_all(directory).await?;
    let lock = take_lock(&directory.join("preau.lock"))?;
    let file = directory.join("preau.sqlite");
    outdated::refuse_file(&file).await?;
    let options = options(&file).create_if_missing(true);
    let writer = pool(1).connect_with(options.clone().optimize_on_close(true, None)).await?;
    sqlx::migrate!("../migrations/sqlite").run(&writer).await?;
    let reader = pool(READERS).connect_with(options.pragma("query_only", "on")).await?;
    Ok(Store {
        writer: Dialect::Sqlite(writer),
        reader: Dialect::Sqlite(reader),
        claim: Some(Dialect::Sqlite(Arc::new(lock))),
    })
}

/// Opens a database that is there, whoever has it open: each commit is its own.
pub(crate) async fn open_beside(directory: &Path) -> Result<Store, StoreError> {
    let options = options(&directory.join("preau.sqlite"));
    let pool = Dialect::Sqlite(pool(1).connect_with(options).await?);
    Ok(Store { writer: pool.clone(), reader: pool, claim: None })
}

fn options(file: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(file)
        .journal_mode(SqliteJournalMode::Wal)
        // NORMAL can lose a commit that was acknowledged when the power fails.
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(BUSY_TIMEOUT)
        .pragma("journal_size_limit", JOURNAL_SIZE_LIMIT)
}

fn pool(size: u32) -> SqlitePoolOptions {
    SqlitePoolOptions::new()
        .max_connections(size)
        .idle_timeout(None)
        .max_lifetime(None)
        .acquire_timeout(Duration::from_secs(30))
        // There is no network on which it could be lost, and asking costs as much as a query.
        .test_before_acquire(false)
        // After a write that failed, on a full disk for instance, SQLite has rolled back by itself,
        // sqlx's own rollback fails, and it takes the connection to be in a transaction for ever:
        // nothing could be written until the next restart. Such a connection is replaced.
        .before_acquire(|connection, _| {
            Box::pin(async move { Ok(!connection.is_in_transaction()) })
        })
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
