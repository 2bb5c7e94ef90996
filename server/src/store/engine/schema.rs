//! Bringing the schema up to date, and whether this program may run on one that is newer. Owns:
//! [`bring_up_to_date`]. Does not know: tables of nouns.
//!
//! A release is rolled back by starting the program of before on the database of after. Most
//! migrations only add, which that program does not see; one that takes something away says so in
//! `installation`.

use super::dialect::{Dialect, Pool, on_pool};
use crate::store::StoreError;
use sqlx::migrate::Migrator;

/// Runs the migrations that the database has not seen.
pub(super) async fn bring_up_to_date(pool: &Pool) -> Result<(), StoreError> {
    let mut migrator = match pool {
        Dialect::Sqlite(_) => sqlx::migrate!("../migrations/sqlite"),
        Dialect::Postgres(_) => sqlx::migrate!("../migrations/postgres"),
    };
    refuse_newer(pool, newest(&migrator)).await?;
    migrator.set_ignore_missing(true);
    on_pool!(pool, |db| migrator.run(db).await?);
    Ok(())
}

fn newest(migrator: &Migrator) -> i64 {
    migrator.iter().map(|migration| migration.version).max().unwrap_or_default()
}

/// Refuses a database on which a program that knows no newer migration may not run.
async fn refuse_newer(pool: &Pool, known: i64) -> Result<(), StoreError> {
    let there = match pool {
        Dialect::Sqlite(_) => {
            "select exists (select 1 from sqlite_master where name = 'installation')"
        }
        Dialect::Postgres(_) => "select to_regclass('installation') is not null",
    };
    let is_there: bool = on_pool!(pool, |db| sqlx::query_scalar(there).fetch_one(db).await?);
    if !is_there {
        return Ok(());
    }
    let oldest = "select oldest from installation";
    let oldest: i64 = on_pool!(pool, |db| sqlx::query_scalar(oldest).fetch_one(db).await?);
    if oldest > known {
        return Err(StoreError::Newer { oldest, known });
    }
    let newest = "select coalesce(max(version), 0) from _sqlx_migrations";
    let newest: i64 = on_pool!(pool, |db| sqlx::query_scalar(newest).fetch_one(db).await?);
    if newest > known {
        tracing::warn!(newest, known, "a newer version of Préau had this database; it is fit");
    }
    Ok(())
}
