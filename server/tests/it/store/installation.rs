//! A program on the database of a newer one, two servers on one database, and a database that falls
//! silent.

use crate::site::access::fill;
use crate::store::cluster;
use crate::store::databases::{Fresh, both_stores};
use crate::support::tab::ABSTRACT;
use crate::support::{NOON, TestServer, a_dossier, add_accounts};
use dossier::form::SectionId;
use dossier::rights::Role;
use dossier::sync::frame::Reason;
use server::store::dossier::log::Append;
use server::store::engine::database::Database;
use server::store::{Store, StoreError};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection};
use std::time::{Duration, Instant};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, UnixStream};
use tokio::sync::watch;
use tokio::time::timeout;

both_stores! {
    a_program_of_before_starts_where_nothing_was_taken_away,
}

/// Runs a statement on a database, beside whoever has it open.
async fn execute(fresh: &Fresh, sql: &'static str) {
    match &fresh.database {
        Database::Directory(directory) => {
            let file = SqliteConnectOptions::new().filename(directory.join("preau.sqlite"));
            let mut db = file.connect().await.unwrap();
            sqlx::query(sql).execute(&mut db).await.unwrap();
            db.close().await.unwrap();
        }
        Database::Server(options) => {
            let mut db = options.connect().await.unwrap();
            sqlx::query(sql).execute(&mut db).await.unwrap();
            db.close().await.unwrap();
        }
    }
}

async fn a_program_of_before_starts_where_nothing_was_taken_away(fresh: Fresh) {
    fresh.open().await.close().await.unwrap();
    // A release of years to come was here, and has only added.
    execute(
        &fresh,
        "insert into _sqlx_migrations (version, description, success, checksum, execution_time) \
         values (209901010000, 'to come', true, 'abc', 1)",
    )
    .await;
    let store = fresh.open().await;
    store.prove_a_write(NOON).await.unwrap();
    store.close().await.unwrap();

    // One more that takes something away.
    execute(&fresh, "update installation set oldest = 209901010000").await;
    let refused = Store::open(&fresh.database).await;
    assert!(matches!(refused, Err(StoreError::Newer { oldest: 209_901_010_000, .. })));
    let said = refused.unwrap_err().to_string();
    assert!(said.contains("newer version of Pr\u{e9}au") && said.contains("backup"), "{said}");
}

fn an_append() -> Append {
    let update = a_dossier("d", &[]).sections.into_iter().next().unwrap();
    Append {
        dossier: "d".to_owned(),
        section: update.0,
        member: "head".to_owned(),
        at: NOON,
        bytes: update.1,
        client_owners: Vec::new(),
        rows: Vec::new(),
        client_owner: "head".to_owned(),
    }
}

#[tokio::test]
async fn a_server_whose_database_was_taken_over_writes_nothing_more_and_knows() {
    let fresh = Fresh::postgres().await;
    let first = fresh.open().await;
    add_accounts(&first, &["head"]).await;
    first.add_dossier(&a_dossier("d", &[("head", Role::Head)])).await.unwrap();
    assert!(matches!(Store::open(&fresh.database).await, Err(StoreError::TakenOver)));
    first.append(&[an_append()]).await.unwrap();

    // As after a fail-over: the connection that holds the claim is gone, and another server is
    // quicker.
    execute(
        &fresh,
        "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' \
         and database = (select oid from pg_database where datname = current_database())",
    )
    .await;
    let second = fresh.open().await;
    let refused = first.append(&[an_append()]).await;
    assert!(matches!(refused, Err(StoreError::TakenOver)), "{refused:?}");
    timeout(Duration::from_secs(10), first.lost()).await.expect("it is told");
    second.append(&[an_append()]).await.unwrap();
    let states = second.section_states("d").await.unwrap();
    let seen = states.iter().find(|one| one.section == an_append().section).unwrap();
    assert_eq!(seen.updates.len(), 3, "the seed, one of each");
    second.close().await.unwrap();
}

#[tokio::test]
async fn a_claim_whose_connection_was_lost_is_taken_again() {
    let fresh = Fresh::postgres().await;
    let store = fresh.open().await;
    execute(
        &fresh,
        "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' \
         and database = (select oid from pg_database where datname = current_database())",
    )
    .await;
    store.ping().await.unwrap();
    assert!(matches!(Store::open(&fresh.database).await, Err(StoreError::TakenOver)));
    store.close().await.unwrap();
}

/// Passes bytes on as long as the line is not silent.
async fn pass(
    mut from: impl AsyncRead + Unpin,
    mut to: impl AsyncWrite + Unpin,
    mut silent: watch::Receiver<bool>,
) {
    let mut buffer = vec![0; 16 * 1024];
    while let Ok(read @ 1..) = from.read(&mut buffer).await {
        if silent.wait_for(|silent| !silent).await.is_err() {
            return;
        }
        if to.write_all(&buffer[..read]).await.is_err() {
            return;
        }
    }
}

/// A way to the cluster that can fall silent without closing; answers its URL.
async fn a_line(silent: watch::Receiver<bool>) -> String {
    let url = cluster::database().await;
    let (front, socket) = url.split_once("?host=").unwrap();
    let name = front.rsplit('/').next().unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let socket = format!("{socket}/.s.PGSQL.5432");
    tokio::spawn(async move {
        while let Ok((client, _)) = listener.accept().await {
            let server = UnixStream::connect(&socket).await.unwrap();
            let (from_client, to_client) = client.into_split();
            let (from_server, to_server) = server.into_split();
            tokio::spawn(pass(from_client, to_server, silent.clone()));
            tokio::spawn(pass(from_server, to_client, silent.clone()));
        }
    });
    format!("postgres://preau@127.0.0.1:{port}/{name}?sslmode=disable")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_silent_database_is_said_not_to_have_saved_and_nothing_is_lost() {
    let (silence, silent) = watch::channel(false);
    let url = a_line(silent).await;
    let server = TestServer::spawn_with(&[("DATABASE_URL", &url)]).await;
    fill(&server).await;
    let mut tab = server.tab("lead", Role::Lead).await;
    tab.write(ABSTRACT, 0, "[before]");
    tab.saved().await;
    silence.send_replace(true);
    let then = Instant::now();
    tab.write(ABSTRACT, 0, "[in silence]");
    let told = |state: &crate::support::state::State| {
        state.refused.contains(&(SectionId::Summary, Reason::NotStored))
    };
    tab.until("an honest answer", told).await;
    assert!(then.elapsed() < Duration::from_secs(15), "{:?}", then.elapsed());
    silence.send_replace(false);
    let then = Instant::now();
    while tab.connect().await.is_err() {
        assert!(then.elapsed() < Duration::from_secs(60), "the server answers again");
    }
    tab.saved().await;
    let reader = server.tab("editor", Role::Editor).await;
    reader.sees(ABSTRACT, "[in silence]").await;
}
