//! Opening SQLite: one file, one writing connection, some reading ones.
//! Owns: the file's settings and its lock. Does not know: tables.

use super::dialect::Dialect;
use super::{outdated, schema};
use crate::store::{Store, StoreError};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection};
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
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
    let file = file(directory);
    outdated::refuse_file(&file).await?;
    let options = options(&file).create_if_missing(true);
    let writer = pool(1).connect_with(options.clone().optimize_on_close(true, None)).await?;
    let writer = Dialect::Sqlite(writer);
    schema::bring_up_to_date(&writer).await?;
    let reader = pool(READERS).connect_with(options.pragma("query_only", "on")).await?;
    Ok(Store {
        writer,
        reader: Dialect::Sqlite(reader),
        claim: Some(Dialect::Sqlite(Arc::new(lock))),
    })
}

/// Opens a database that is there, whoever has it open: each commit is its own.
pub(crate) async fn open_beside(directory: &Path) -> Result<Store, StoreError> {
    let options = options(&file(directory));
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

/// The file of a directory's database.
pub fn file(directory: &Path) -> PathBuf {
    directory.join("preau.sqlite")
}

/// Opens the database of that directory to look at it; there must be one.
pub(crate) async fn look_at(directory: &Path) -> Result<Store, StoreError> {
    let options = SqliteConnectOptions::new().filename(file(directory)).busy_timeout(BUSY_TIMEOUT);
    let reader = pool(1).connect_with(options.pragma("query_only", "on")).await?;
    Ok(Store {
        writer: Dialect::Sqlite(reader.clone()),
        reader: Dialect::Sqlite(reader),
        claim: None,
    })
}

/// Writes what the database of that directory is at this instant into a new file, while a server
/// goes on writing to it. A copy of its files would be of several instants.
pub async fn copy(directory: &Path, to: &Path) -> Result<(), StoreError> {
    let options = SqliteConnectOptions::new().filename(file(directory)).busy_timeout(BUSY_TIMEOUT);
    let mut db = options.connect().await?;
    let to = to.to_str().ok_or_else(|| io::Error::other("the path is no text"))?;
    sqlx::query("vacuum into $1").bind(to).execute(&mut db).await?;
    Ok(db.close().await?)
}

/// Says what SQLite finds wrong with the file itself.
pub async fn faults(directory: &Path) -> Result<Vec<String>, StoreError> {
    let options = SqliteConnectOptions::new().filename(file(directory)).busy_timeout(BUSY_TIMEOUT);
    let mut db = options.connect().await?;
    let found = sqlx::query_scalar("select * from pragma_integrity_check");
    let found: Vec<String> = found.fetch_all(&mut db).await?;
    let orphans = "select 'a row of ' || \"table\" || ' refers to none of ' || parent \
                   from pragma_foreign_key_check";
    let orphans: Vec<String> = sqlx::query_scalar(orphans).fetch_all(&mut db).await?;
    db.close().await?;
    Ok(found.into_iter().filter(|line| line != "ok").chain(orphans).collect())
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
