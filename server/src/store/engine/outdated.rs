//! Databases of before the first release, whose migrations were numbered from 1 and are gone.
//! Owns: recognising one before anything is written to it. Does not know: what is in it.

use crate::store::StoreError;
use sqlx::postgres::PgConnectOptions;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection};
use std::path::Path;

/// How many old migrations a database has seen. Today's are named by date.
const OLD: &str = "select count(*) from _sqlx_migrations where version < 20260000";

/// Refuses an old SQLite file. There need be none.
pub(super) async fn refuse_file(file: &Path) -> Result<(), StoreError> {
    if !tokio::fs::try_exists(file).await? {
        return Ok(());
    }
    // To read a file of which all is in it, SQLite need not even make the log that stands beside
    // it.
    let has_log = tokio::fs::try_exists(file.with_extension("sqlite-wal")).await?;
    let options = SqliteConnectOptions::new().filename(file).read_only(true).immutable(!has_log);
    let mut db = options.connect().await?;
    let recorded = "select exists (select 1 from sqlite_master where name = '_sqlx_migrations')";
    let old = match sqlx::query_scalar(recorded).fetch_one(&mut db).await? {
        true => sqlx::query_scalar(OLD).fetch_one(&mut db).await?,
        false => 0,
    };
    db.close().await?;
    refuse(old)
}

/// Refuses an old PostgreSQL database.
pub(super) async fn refuse_server(options: &PgConnectOptions) -> Result<(), StoreError> {
    let mut db = options.connect().await?;
    let recorded = "select to_regclass('_sqlx_migrations') is not null";
    let old = match sqlx::query_scalar(recorded).fetch_one(&mut db).await? {
        true => sqlx::query_scalar(OLD).fetch_one(&mut db).await?,
        false => 0,
    };
    db.close().await?;
    refuse(old)
}

fn refuse(old: i64) -> Result<(), StoreError> {
    if old > 0 { Err(StoreError::Outdated) } else { Ok(()) }
}
