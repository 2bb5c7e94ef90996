//! Opening PostgreSQL: a pool, and the claim that this server is the only one on the database.
//! Owns: the connections' settings, [`Claim`]. Does not know: tables.

use super::dialect::Dialect;
use super::outdated;
use crate::store::{Store, StoreError};
use sqlx::postgres::{PgConnectOptions, PgConnection, PgPoolOptions};
use sqlx::{ConnectOptions, Connection, PgPool};
use std::io;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Mutex;

const CONNECTIONS: u32 = 10;
/// The two halves of the claim's key. Locks with a key in halves never meet those with a whole one,
/// which `Tx::alone` and the migrations take.
const CLAIM: (i32, i32) = (0x0050_5245, 0x4155);

/// Opens a database that exists.
pub(crate) async fn open(options: &PgConnectOptions) -> Result<Store, StoreError> {
    let options = settings(options);
    outdated::refuse_server(&options).await?;
    let claim = Claim::take(options.clone()).await?;
    let pool = pool(options, CONNECTIONS).await?;
    sqlx::migrate!("../migrations/postgres").run(&pool).await?;
    Ok(Store {
        writer: Dialect::Postgres(pool.clone()),
        reader: Dialect::Postgres(pool),
        claim: Some(Dialect::Postgres(Arc::new(claim))),
    })
}

/// Opens a database that is there, whoever has it open: each commit is its own.
pub(crate) async fn open_beside(options: &PgConnectOptions) -> Result<Store, StoreError> {
    let pool = Dialect::Postgres(pool(settings(options), 1).await?);
    Ok(Store { writer: pool.clone(), reader: pool, claim: None })
}

fn settings(options: &PgConnectOptions) -> PgConnectOptions {
    options.clone().application_name("preau").options([
        // Whatever the database's default: a commit that was acknowledged is on the disk.
        ("synchronous_commit", "on"),
        // Nobody waits for ever behind a transaction that hangs.
        ("lock_timeout", "10s"),
        ("idle_in_transaction_session_timeout", "60s"),
    ])
}

async fn pool(options: PgConnectOptions, size: u32) -> Result<PgPool, StoreError> {
    Ok(PgPoolOptions::new()
        .max_connections(size)
        .acquire_timeout(Duration::from_secs(30))
        .connect_with(options)
        .await?)
}

/// Two servers on one database would each believe that its rooms are the only ones. The claim lasts
/// as long as a connection of its own, so it ends with the server, however that ends.
#[derive(Debug)]
pub struct Claim {
    options: PgConnectOptions,
    connection: Mutex<Option<PgConnection>>,
}

impl Claim {
    async fn take(options: PgConnectOptions) -> Result<Claim, StoreError> {
        let connection = claim(&options).await?;
        Ok(Claim { options, connection: Mutex::new(Some(connection)) })
    }

    /// Whether it still stands; when its connection was lost, it is taken again.
    pub(crate) async fn stands(&self) -> Result<(), StoreError> {
        let mut connection = self.connection.lock().await;
        if let Some(open) = connection.as_mut()
            && open.ping().await.is_err()
        {
            *connection = Some(claim(&self.options).await?);
        }
        Ok(())
    }

    /// Lets another server open the database.
    pub(crate) async fn give_up(&self) -> Result<(), StoreError> {
        if let Some(mut connection) = self.connection.lock().await.take() {
            // The lock would outlive the connection by as long as the other end needs to notice.
            sqlx::query("select pg_advisory_unlock_all()").execute(&mut connection).await?;
            connection.close().await?;
        }
        Ok(())
    }
}

async fn claim(options: &PgConnectOptions) -> Result<PgConnection, StoreError> {
    // A server that was killed a moment ago may still seem to be there.
    let mut connection = options.clone().options([("lock_timeout", "2s")]).connect().await?;
    let taken = sqlx::query("select pg_advisory_lock($1, $2)")
        .bind(CLAIM.0)
        .bind(CLAIM.1)
        .execute(&mut connection)
        .await;
    match taken {
        Ok(_) => Ok(connection),
        Err(sqlx::Error::Database(error)) if error.code().as_deref() == Some("55P03") => {
            let reason = "another Préau server has this database open";
            Err(io::Error::new(io::ErrorKind::ResourceBusy, reason).into())
        }
        Err(error) => Err(error.into()),
    }
}
