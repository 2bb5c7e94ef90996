//! One query for two databases. Owns: [`Dialect`], the macro that runs a query on either, and
//! transactions. Does not know: tables.

use crate::store::StoreError;
use sqlx::{PgPool, Postgres, Sqlite, SqlitePool, Transaction};

/// The same thing on one database or on the other.
#[derive(Clone, Debug)]
pub enum Dialect<S, P> {
    Sqlite(S),
    Postgres(P),
}

pub(crate) type Pool = Dialect<SqlitePool, PgPool>;
pub(crate) type Tx = Dialect<Transaction<'static, Sqlite>, Transaction<'static, Postgres>>;

/// Compiles one body for both databases: `on_pool!(&self.reader, |db| query.fetch_one(db).await)`.
/// A `match` in its place is for what the dialects write differently.
macro_rules! on_pool {
    ($on:expr, |$db:ident| $body:expr) => {
        match $on {
            $crate::store::engine::dialect::Dialect::Sqlite($db) => $body,
            $crate::store::engine::dialect::Dialect::Postgres($db) => $body,
        }
    };
}
pub(crate) use on_pool;

impl Pool {
    /// Begins a transaction that writes.
    ///
    /// SQLite has one writer at a time whatever one does: a transaction that reads first and then
    /// writes would fail at once when another one wrote in between, and no time-out applies to that
    /// failure. PostgreSQL locks the rows that are written.
    pub async fn begin_writing(&self) -> Result<Tx, StoreError> {
        Ok(match self {
            Dialect::Sqlite(db) => Dialect::Sqlite(db.begin_with("begin immediate").await?),
            Dialect::Postgres(db) => Dialect::Postgres(db.begin().await?),
        })
    }

    /// Begins a transaction whose queries all read one and the same state.
    pub async fn begin_reading(&self) -> Result<Tx, StoreError> {
        Ok(match self {
            Dialect::Sqlite(db) => Dialect::Sqlite(db.begin().await?),
            Dialect::Postgres(db) => Dialect::Postgres(
                db.begin_with("begin isolation level repeatable read, read only").await?,
            ),
        })
    }
}

impl Tx {
    pub async fn commit(self) -> Result<(), StoreError> {
        Ok(on_pool!(self, |db| db.commit().await)?)
    }

    pub async fn rollback(self) -> Result<(), StoreError> {
        Ok(on_pool!(self, |db| db.rollback().await)?)
    }

    /// From here to the end of this transaction, no other one is past this line for that purpose:
    /// for what is decided by reading rows that another one may be about to add.
    pub async fn alone(&mut self, purpose: &str) -> Result<(), StoreError> {
        match self {
            // There is no other one.
            Dialect::Sqlite(_) => {}
            Dialect::Postgres(db) => {
                sqlx::query("select pg_advisory_xact_lock(hashtextextended($1, 0))")
                    .bind(purpose)
                    .execute(&mut **db)
                    .await?;
            }
        }
        Ok(())
    }
}
