//! Opening PostgreSQL: a pool, and the claim that this server is the only one on the database.
//! Owns: the connections' settings, [`Claim`]. Does not know: tables.

use super::dialect::{Dialect, on_pool};
use super::{outdated, schema};
use crate::store::{Store, StoreError};
use sqlx::postgres::{PgConnectOptions, PgConnection, PgPoolOptions};
use sqlx::{ConnectOptions, Connection, PgPool};
use std::io;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Weak};
use std::time::Duration;
use tokio::sync::{Mutex, watch};
use tokio::time::timeout;

const CONNECTIONS: u32 = 10;
/// How often the claim is looked at, how long its connection may take to answer, and how long it
/// may take to take it again.
const WATCHED: Duration = Duration::from_secs(5);
const ANSWERS_WITHIN: Duration = Duration::from_secs(5);
const CLAIMED_WITHIN: Duration = Duration::from_secs(10);
/// The two halves of the claim's key. Locks with a key in halves never meet those with a whole one,
/// which `Tx::alone` and the migrations take.
const CLAIM: (i32, i32) = (0x0050_5245, 0x4155);

/// Opens a database that exists.
pub(crate) async fn open(options: &PgConnectOptions) -> Result<Store, StoreError> {
    let options = settings(options);
    outdated::refuse_server(&options).await?;
    let claim = Claim::take(options.clone()).await?;
    let writer = Dialect::Postgres(pool(options, CONNECTIONS).await?);
    // A migration takes as long as there are rows.
    let patient = claim.options.clone().options([("statement_timeout", "0")]);
    let migrating = Dialect::Postgres(pool(patient, 1).await?);
    schema::bring_up_to_date(&migrating).await?;
    on_pool!(&migrating, |db| db.close().await);
    claim.begin_epoch().await?;
    let claim = Arc::new(claim);
    tokio::spawn(Claim::watch(Arc::downgrade(&claim)));
    Ok(Store { reader: writer.clone(), writer, claim: Some(Dialect::Postgres(claim)) })
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
        // Nobody waits for ever behind a transaction that hangs, nor for a query.
        ("lock_timeout", "10s"),
        ("statement_timeout", "30s"),
        ("idle_in_transaction_session_timeout", "60s"),
        // A network that has fallen silent is noticed there, and the locks of what was under way
        // are given back.
        ("tcp_user_timeout", "15s"),
        ("tcp_keepalives_idle", "30"),
        ("tcp_keepalives_interval", "5"),
        ("tcp_keepalives_count", "3"),
    ])
}

async fn pool(options: PgConnectOptions, size: u32) -> Result<PgPool, StoreError> {
    let pool = PgPoolOptions::new()
        .max_connections(size)
        .acquire_timeout(Duration::from_secs(30))
        .connect_with(options)
        .await?;
    Ok(pool)
}

/// Opens a database to look at it.
pub(crate) async fn look_at(options: &PgConnectOptions) -> Result<Store, StoreError> {
    let options = options.clone().application_name("preau check");
    let options = options.options([("default_transaction_read_only", "on")]);
    let pool = PgPoolOptions::new().max_connections(2).connect_with(options).await?;
    let (writer, reader) = (Dialect::Postgres(pool.clone()), Dialect::Postgres(pool));
    Ok(Store { writer, reader, claim: None })
}

/// Two servers on one database would each believe that its rooms are the only ones. The claim lasts
/// as long as a connection of its own, so it ends with the server, however that ends.
///
/// It also ends where the database was restarted or fell over to another machine. It is then taken
/// again, and what tells whether another server had it meanwhile is the epoch: each server begins
/// one, and each append asks for its own.
#[derive(Debug)]
pub struct Claim {
    options: PgConnectOptions,
    connection: Mutex<Option<PgConnection>>,
    epoch: AtomicI64,
    lost: watch::Sender<bool>,
}

impl Claim {
    async fn take(options: PgConnectOptions) -> Result<Claim, StoreError> {
        let mut connection = claim(&options).await?;
        say_whether_it_keeps(&mut connection).await?;
        let (lost, _) = watch::channel(false);
        let connection = Mutex::new(Some(connection));
        Ok(Claim { options, connection, epoch: AtomicI64::new(0), lost })
    }

    async fn begin_epoch(&self) -> Result<(), StoreError> {
        let mut connection = self.connection.lock().await;
        let open = connection.as_mut().ok_or(StoreError::TakenOver)?;
        let sql = "update installation set epoch = epoch + 1 returning epoch";
        let epoch: i64 = sqlx::query_scalar(sql).fetch_one(open).await?;
        self.epoch.store(epoch, Ordering::Relaxed);
        Ok(())
    }

    /// Asks in a transaction whether the epoch is still this server's; no other one begins before
    /// the transaction ends.
    pub(crate) async fn fence(&self, tx: &mut PgConnection) -> Result<(), StoreError> {
        let sql = "select epoch from installation for share";
        let epoch: i64 = sqlx::query_scalar(sql).fetch_one(tx).await?;
        self.is_own(epoch)
    }

    fn is_own(&self, epoch: i64) -> Result<(), StoreError> {
        if epoch == self.epoch.load(Ordering::Relaxed) {
            return Ok(());
        }
        self.lost.send_replace(true);
        Err(StoreError::TakenOver)
    }

    /// Whether it still stands; when its connection was lost, it is taken again.
    pub(crate) async fn stands(&self) -> Result<(), StoreError> {
        let mut connection = self.connection.lock().await;
        let Some(open) = connection.as_mut() else { return Ok(()) };
        let answers = timeout(ANSWERS_WITHIN, open.ping()).await;
        if !matches!(answers, Ok(Ok(()))) {
            match timeout(CLAIMED_WITHIN, claim(&self.options)).await {
                Ok(Ok(again)) => *connection = Some(again),
                Ok(Err(StoreError::TakenOver)) => {
                    self.lost.send_replace(true);
                    return Err(StoreError::TakenOver);
                }
                Ok(Err(error)) => return Err(error),
                Err(_) => return Err(StoreError::Silent),
            }
        }
        let open = connection.as_mut().ok_or(StoreError::TakenOver)?;
        let sql = "select epoch from installation";
        let epoch = timeout(ANSWERS_WITHIN, sqlx::query_scalar(sql).fetch_one(open)).await;
        self.is_own(epoch.map_err(|_| StoreError::Silent)??)
    }

    /// Looks after it as long as somebody has it.
    async fn watch(claim: Weak<Claim>) {
        loop {
            tokio::time::sleep(WATCHED).await;
            let Some(claim) = claim.upgrade() else { return };
            if let Err(error) = claim.stands().await {
                tracing::warn!(%error, "the claim on the database does not stand");
            }
        }
    }

    /// Waits until another server has taken it.
    pub(crate) async fn lost(&self) {
        let mut lost = self.lost.subscribe();
        let _ = lost.wait_for(|lost| *lost).await;
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

/// A pooler may drop what a session asks for, and a database may be told to keep nothing.
async fn say_whether_it_keeps(connection: &mut PgConnection) -> Result<(), StoreError> {
    let sql = "select current_setting('synchronous_commit'), current_setting('fsync')";
    let (commit, fsync): (String, String) = sqlx::query_as(sql).fetch_one(connection).await?;
    if !["on", "remote_apply", "remote_write"].contains(&commit.as_str()) {
        let reason = format!("synchronous_commit is {commit}: what is acknowledged could be lost");
        return Err(io::Error::other(reason).into());
    }
    if fsync != "on" {
        tracing::warn!("fsync is off: what is acknowledged is lost when the machine stops");
    }
    Ok(())
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
            Err(StoreError::TakenOver)
        }
        Err(error) => Err(error.into()),
    }
}
