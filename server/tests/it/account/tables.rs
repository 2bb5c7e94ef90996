//! No table is forgotten: each one says here what it holds of a person, what erasure does with it
//! and under which name it is exported. A new table, or a new column that names somebody, fails
//! until it is in the list.

use crate::store::databases::{Fresh, both_stores};
use server::store::account::own_data::OwnData;
use server::store::engine::database::Database;
use sqlx::ConnectOptions;
use sqlx::sqlite::SqliteConnectOptions;
use std::collections::{BTreeMap, BTreeSet};

both_stores! {
    every_table_says_what_it_holds_of_a_person,
}

const ERASURE: &str = concat!(
    include_str!("../../../src/store/account/erasure.rs"),
    include_str!("../../../src/store/account/erasure/labels.rs"),
);
const EXPORT: &str = include_str!("../../../src/store/account/own_data.rs");

/// What erasure does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Erased {
    /// The row goes.
    Deleted,
    /// What names them in it goes.
    Emptied,
    /// Only their id is there, which says nothing any more.
    Stays,
    /// It holds nothing of a person.
    Nobody,
}

use Erased::{Deleted, Emptied, Nobody, Stays};

/// The table; its columns that name somebody or lead to them; what erasure does; the names under
/// which it is exported. What is done in a role, such as approving, is the dossier's and not
/// exported.
const TABLES: &[(&str, &str, Erased, &str)] = &[
    ("account", "email name quality password", Emptied, "name quality email"),
    ("login_session", "account_id", Deleted, "sessions"),
    ("account_link", "account_id email", Deleted, "links"),
    // A digest of a cookie.
    ("browser", "account_id", Deleted, "browsers"),
    ("dossier", "", Nobody, ""),
    ("section", "", Nobody, ""),
    ("section_update", "account_id", Stays, "writing"),
    // Numbers of a program.
    ("client_owner", "account_id", Stays, ""),
    ("row_owner", "account_id", Stays, "rows"),
    ("invitation", "created_by email label", Emptied, "invitations"),
    ("membership", "account_id quality", Deleted, "memberships"),
    ("thread", "opened_by resolved_by", Stays, "suggestions"),
    ("remark", "account_id", Stays, "comments"),
    ("remark_mention", "account_id", Stays, "mentions"),
    ("assignment", "account_id assigned_by", Deleted, "assignments"),
    ("thread_seen", "account_id", Deleted, "read"),
    ("suggestion", "decided_by", Stays, "suggestions"),
    ("consent", "account_id", Deleted, "consents"),
    ("accord", "account_id", Stays, "accords"),
    ("seance", "created_by holder_id", Stays, ""),
    ("class", "adult_id name", Emptied, "classes"),
    ("seance_participant", "account_id device email quality", Deleted, "seances"),
    ("speaking_turn", "account_id quality", Emptied, "turns"),
    ("idea", "account_id quality", Emptied, "ideas"),
    ("provenance", "adopted_by", Stays, ""),
    // Totals, and reasons without anybody.
    ("vote", "", Nobody, ""),
    ("ballot", "account_id quality", Deleted, "ballots"),
    ("releve", "approved_by changed_by", Stays, ""),
    ("pitch_run", "", Nobody, ""),
    ("email", "account_id", Deleted, "emails"),
    ("notification", "account_id actor_id", Deleted, "notifications"),
    // Digests of links that act for somebody: secrets.
    ("email_link", "account_id", Deleted, ""),
    ("email_setting", "account_id", Deleted, "choices"),
    ("retention", "", Nobody, ""),
    ("installation", "", Nobody, ""),
    ("_sqlx_migrations", "", Nobody, ""),
];

/// Whether a column of that name is somebody's.
fn names_somebody(column: &str) -> bool {
    let all = [
        "account_id",
        "actor_id",
        "adult_id",
        "holder_id",
        "device",
        "email",
        "label",
        "name",
        "password",
        "quality",
    ];
    all.contains(&column) || column.ends_with("_by")
}

async fn columns(fresh: &Fresh) -> Vec<(String, String)> {
    match &fresh.database {
        Database::Directory(directory) => {
            let file = SqliteConnectOptions::new().filename(directory.join("preau.sqlite"));
            let sql = "select m.name, c.name from sqlite_master m, pragma_table_info(m.name) c \
                       where m.type = 'table' and m.name not like 'sqlite%'";
            let mut db = file.connect().await.unwrap();
            sqlx::query_as(sql).fetch_all(&mut db).await.unwrap()
        }
        Database::Server(options) => {
            let sql = "select table_name::text, column_name::text from information_schema.columns \
                       where table_schema = 'public'";
            let mut db = options.connect().await.unwrap();
            sqlx::query_as(sql).fetch_all(&mut db).await.unwrap()
        }
    }
}

async fn every_table_says_what_it_holds_of_a_person(fresh: Fresh) {
    drop(fresh.open().await);
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (table, column) in columns(&fresh).await {
        let of_table = found.entry(table).or_default();
        if names_somebody(&column) {
            of_table.insert(column);
        }
    }
    let said: BTreeMap<String, BTreeSet<String>> = TABLES
        .iter()
        .map(|(table, columns, ..)| {
            ((*table).to_owned(), columns.split_whitespace().map(str::to_owned).collect())
        })
        .collect();
    assert_eq!(found, said, "a table or a column that erasure and export have not heard of");
}

#[test]
fn erasure_and_export_do_what_the_list_says() {
    let exported = serde_json::to_value(OwnData::default()).unwrap();
    for (table, columns, erased, keys) in TABLES {
        assert_eq!(*erased == Nobody, columns.is_empty(), "{table}");
        let deleted = ERASURE.contains(&format!("delete from {table} "));
        let emptied = ERASURE.contains(&format!("update {table} "));
        match erased {
            Deleted => assert!(deleted, "{table} is not deleted"),
            Emptied => assert!(emptied, "{table} is not emptied"),
            Stays | Nobody => assert!(!deleted, "{table} is deleted"),
        }
        for key in keys.split_whitespace() {
            assert!(exported.get(key).is_some(), "{key} is not exported");
            let from = [format!("from {table} "), format!("join {table} ")];
            assert!(from.iter().any(|words| EXPORT.contains(words)), "{table} is not read");
        }
    }
}
