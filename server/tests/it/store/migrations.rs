//! The migrations of both databases: the same files, and from them the same tables.

use crate::store::databases::Fresh;
use server::store::Database;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, FromRow};
use std::path::Path;

/// A column; `key` is its place in the primary key, 0 outside of it.
#[derive(Debug, FromRow, PartialEq)]
struct Column {
    of: String,
    name: String,
    kind: String,
    required: bool,
    key: i64,
}

fn names(folder: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../migrations").join(folder);
    let entries = folder.read_dir().unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn both_folders_hold_the_same_files() {
    assert!(!names("sqlite").is_empty());
    assert_eq!(names("sqlite"), names("postgres"));
}

#[tokio::test]
async fn both_folders_yield_the_same_tables_columns_and_indexes() {
    let (mut sqlite, sqlite_indexes) = {
        let fresh = Fresh::sqlite().await;
        fresh.open().await.close().await.unwrap();
        let Database::Directory(directory) = &fresh.database else { unreachable!() };
        let file = SqliteConnectOptions::new().filename(directory.join("preau.sqlite"));
        let mut db = file.connect().await.unwrap();
        let columns: Vec<Column> = sqlx::query_as(
            "select m.name as of, c.name, lower(c.type) as kind, c.\"notnull\" as required, \
             c.pk as key from sqlite_master m, pragma_table_info(m.name) c \
             where m.type = 'table' and m.name not like 'sqlite%' order by m.name, c.cid",
        )
        .fetch_all(&mut db)
        .await
        .unwrap();
        let indexes: Vec<(String, String)> = sqlx::query_as(
            "select tbl_name, name from sqlite_master where type = 'index' and sql is not null \
             order by tbl_name, name",
        )
        .fetch_all(&mut db)
        .await
        .unwrap();
        (columns, indexes)
    };
    let (mut postgres, postgres_indexes) = {
        let fresh = Fresh::postgres().await;
        fresh.open().await.close().await.unwrap();
        let Database::Server(options) = &fresh.database else { unreachable!() };
        let mut db = options.connect().await.unwrap();
        let columns: Vec<Column> = sqlx::query_as(
            "select t.relname::text as of, c.attname::text as name, \
             format_type(c.atttypid, c.atttypmod) as kind, c.attnotnull as required, \
             coalesce(array_position(p.conkey, c.attnum), 0)::bigint as key \
             from pg_class t join pg_attribute c on c.attrelid = t.oid and c.attnum > 0 \
             left join pg_constraint p on p.conrelid = t.oid and p.contype = 'p' \
             where t.relkind = 'r' and t.relnamespace = 'public'::regnamespace \
             order by t.relname, c.attnum",
        )
        .fetch_all(&mut db)
        .await
        .unwrap();
        let indexes: Vec<(String, String)> = sqlx::query_as(
            "select i.tablename::text, i.indexname::text from pg_indexes i \
             where i.schemaname = 'public' and not exists \
             (select 1 from pg_constraint c where c.conname = i.indexname) \
             order by i.tablename, i.indexname",
        )
        .fetch_all(&mut db)
        .await
        .unwrap();
        (columns, indexes)
    };
    for columns in [&mut sqlite, &mut postgres] {
        // The migrations' own table is the library's.
        columns.retain(|column| column.of != "_sqlx_migrations");
        for column in columns.iter_mut().filter(|column| column.kind == "blob") {
            column.kind = "bytea".to_owned();
        }
    }
    assert!(sqlite.len() > 30, "{sqlite:?}");
    assert_eq!(sqlite, postgres);
    assert_eq!(sqlite_indexes, postgres_indexes);
}
