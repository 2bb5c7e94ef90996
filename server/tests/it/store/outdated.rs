//! A database that migrations of before the first release made: refused in plain words, and left as
//! it is. Owns: what such a database looks like. Does not know: all its tables.

use crate::store::databases::{Fresh, both_stores};
use crate::support::site::publish;
use server::store::engine::database::Database;
use server::store::{Store, StoreError};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, SqliteConnection};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

both_stores! {
    an_old_database_is_refused_and_left_as_it_is,
}

/// The list of migrations, and one table, which today's begin with too. The types are those of
/// PostgreSQL; SQLite takes any.
const OLD: &str = "
    create table _sqlx_migrations (
        version bigint primary key,
        description text not null,
        installed_on timestamp not null default current_timestamp,
        success boolean not null,
        checksum bytea not null,
        execution_time bigint not null
    );
    insert into _sqlx_migrations (version, description, success, checksum, execution_time)
    values (1, 'account', true, 'abc', 7), (40, 'school class', true, 'def', 7);
    create table account (id text primary key not null, email text not null unique);
    insert into account (id, email) values ('a1', 'claire@example.org');
";

async fn old_file(directory: &Path) -> SqliteConnection {
    let options = SqliteConnectOptions::new().filename(directory.join("preau.sqlite"));
    let options = options.create_if_missing(true).journal_mode(SqliteJournalMode::Wal);
    let mut db = options.connect().await.unwrap();
    sqlx::raw_sql(OLD).execute(&mut db).await.unwrap();
    db
}

/// What stands in a directory but for the lock, which every start makes.
fn files(directory: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = directory.read_dir().unwrap().map(Result::unwrap);
    let named = entries.map(|entry| (entry.file_name().into_string().unwrap(), entry.path()));
    let kept = named.filter(|(name, _)| name != "preau.lock");
    kept.map(|(name, path)| (name, std::fs::read(path).unwrap())).collect()
}

/// Every column and every row, as text.
async fn everything(fresh: &Fresh) -> Vec<String> {
    let Database::Server(options) = &fresh.database else { unreachable!() };
    let mut db = options.connect().await.unwrap();
    let columns = "select concat_ws(' ', table_name, column_name, data_type) \
                   from information_schema.columns where table_schema = 'public' order by 1";
    let mut all: Vec<String> = sqlx::query_scalar(columns).fetch_all(&mut db).await.unwrap();
    for table in ["_sqlx_migrations", "account"] {
        let rows = AssertSqlSafe(format!("select t::text from {table} t order by 1"));
        all.extend(sqlx::query_scalar::<_, String>(rows).fetch_all(&mut db).await.unwrap());
    }
    all
}

async fn an_old_database_is_refused_and_left_as_it_is(fresh: Fresh) {
    // Twice: nor is anything left behind by which the second start would take it for another.
    match &fresh.database {
        Database::Directory(directory) => {
            old_file(directory).await.close().await.unwrap();
            let before = files(directory);
            assert_eq!(before.keys().collect::<Vec<_>>(), ["preau.sqlite"]);
            for _ in 0..2 {
                let opened = Store::open(&fresh.database).await;
                assert!(matches!(opened, Err(StoreError::Outdated)), "{opened:?}");
                assert!(files(directory) == before, "{:?}", files(directory).keys());
            }
        }
        Database::Server(options) => {
            let mut db = options.connect().await.unwrap();
            sqlx::raw_sql(OLD).execute(&mut db).await.unwrap();
            let before = everything(&fresh).await;
            assert!(before.len() > 10, "{before:?}");
            for _ in 0..2 {
                let opened = Store::open(&fresh.database).await;
                assert!(matches!(opened, Err(StoreError::Outdated)), "{opened:?}");
                assert_eq!(everything(&fresh).await, before);
            }
        }
    }
}

#[tokio::test]
async fn an_old_file_whose_server_was_killed_keeps_its_log() {
    let alive = TempDir::new().unwrap();
    let db = old_file(alive.path()).await;
    // As long as it is open, all of it is in the log.
    let killed = TempDir::new().unwrap();
    for name in ["preau.sqlite", "preau.sqlite-wal"] {
        std::fs::copy(alive.path().join(name), killed.path().join(name)).unwrap();
    }
    db.close().await.unwrap();
    let before = files(killed.path());
    let opened = Store::open(&Database::Directory(killed.path().to_owned())).await;
    assert!(matches!(opened, Err(StoreError::Outdated)), "{opened:?}");
    let mut after = files(killed.path());
    // The index of the log is no part of the database.
    after.remove("preau.sqlite-shm");
    assert!(after == before, "{:?}", after.keys());
}

#[tokio::test]
async fn the_program_says_so_and_ends() {
    let directory = TempDir::new().unwrap();
    publish(directory.path());
    let data = directory.path().join("data");
    std::fs::create_dir(&data).unwrap();
    old_file(&data).await.close().await.unwrap();
    let before = files(&data);
    let output = Command::new(env!("CARGO_BIN_EXE_preau"))
        .env("PREAU_LISTEN", "127.0.0.1:0")
        .env("PREAU_DATA", &data)
        .env("PREAU_SITE", directory.path().join("site"))
        .env("PREAU_DEMO", "true")
        .env_remove("DATABASE_URL")
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("older than the first release"), "{said}");
    assert!(said.contains("an empty data directory or an empty database"), "{said}");
    assert!(output.stdout.is_empty() && files(&data) == before, "{said}");
}
