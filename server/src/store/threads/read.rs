//! Threads as they are read: their rows, and what was said in each. Does not know: how they change.

use super::suggestion::suggestions;
use crate::store::StoreError;
use crate::store::engine::dialect::{Tx, on_pool};
use dossier::threads::{Assigned, Author, Kind, Person, Remark, Resolved, Thread};
use sqlx::FromRow;
use std::collections::BTreeMap;

#[derive(FromRow)]
struct ThreadRow {
    id: String,
    kind: String,
    anchor: String,
    version: i64,
    opened_by: String,
    resolved_at: Option<i64>,
    resolver: Option<String>,
    resolver_name: Option<String>,
    resolver_quality: Option<String>,
    assignee: Option<String>,
    assignee_name: Option<String>,
    assignee_quality: Option<String>,
    due_on: Option<String>,
}

#[derive(FromRow)]
struct RemarkRow {
    thread_id: String,
    id: String,
    account_id: String,
    name: String,
    quality: String,
    created_at: i64,
    text: String,
    edited: bool,
}

/// A person who is named in a remark: its id, their account and their name.
type MentionRow = (String, String, String);

/// Which threads are read, and all that is said in them.
#[derive(Clone, Copy)]
pub(super) enum Which {
    /// All threads of that dossier.
    Dossier,
    /// That thread.
    One,
}

impl Which {
    fn condition(self) -> &'static str {
        match self {
            Which::Dossier => "t.dossier_id = $1",
            Which::One => "t.id = $1",
        }
    }
}

const THREADS: &str = "select t.id, t.kind, t.anchor, t.version, t.opened_by, t.resolved_at, \
     t.resolved_by as resolver, r.name as resolver_name, r.quality as resolver_quality, \
     g.account_id as assignee, p.name as assignee_name, p.quality as assignee_quality, g.due_on \
     from thread t left join account r on r.id = t.resolved_by \
     left join assignment g on g.thread_id = t.id left join account p on p.id = g.account_id";
const REMARKS: &str = "select m.thread_id, m.id, m.account_id, a.name, a.quality, m.created_at, \
     m.text, m.edited from remark m join account a on a.id = m.account_id \
     join thread t on t.id = m.thread_id";
const MENTIONS: &str = "select m.id, n.account_id, a.name from remark_mention n \
     join account a on a.id = n.account_id join remark m on m.id = n.remark_id \
     join thread t on t.id = m.thread_id";

/// In the order in which they were opened.
pub(super) async fn read(tx: &mut Tx, which: Which, key: &str) -> Result<Vec<Thread>, StoreError> {
    let of = which.condition();
    let mut suggested = suggestions(&mut *tx, of, key).await?;
    let threads = format!("{THREADS} where {of} order by t.opened_at, t.id");
    let remarks = format!("{REMARKS} where {of} order by m.created_at, m.id");
    let mentions = format!("{MENTIONS} where {of} order by a.name, a.id");
    let threads: Vec<ThreadRow> = on_pool!(&mut *tx, |db| {
        let sql = sqlx::AssertSqlSafe(threads);
        sqlx::query_as(sql).bind(key).fetch_all(&mut **db).await?
    });
    let remarks: Vec<RemarkRow> = on_pool!(&mut *tx, |db| {
        let sql = sqlx::AssertSqlSafe(remarks);
        sqlx::query_as(sql).bind(key).fetch_all(&mut **db).await?
    });
    let mentions: Vec<MentionRow> = on_pool!(&mut *tx, |db| {
        let sql = sqlx::AssertSqlSafe(mentions);
        sqlx::query_as(sql).bind(key).fetch_all(&mut **db).await?
    });
    let mut named: BTreeMap<String, Vec<Person>> = BTreeMap::new();
    for (remark, account, name) in mentions {
        named.entry(remark).or_default().push(Person { account, name });
    }
    let mut by_thread: BTreeMap<String, Vec<Remark>> = BTreeMap::new();
    for row in remarks {
        let by = Author { account: row.account_id, name: row.name, quality: row.quality };
        let mentions = named.remove(&row.id).unwrap_or_default();
        let RemarkRow { id, created_at: at, text, edited: rewritten, .. } = row;
        let remark = Remark { id, by, at, text, mentions, rewritten };
        by_thread.entry(row.thread_id).or_default().push(remark);
    }
    threads
        .into_iter()
        .map(|row| {
            let remarks = by_thread.remove(&row.id).unwrap_or_default();
            let suggestion = suggested.remove(&row.id).map(Box::new);
            Ok(Thread { suggestion, ..thread(row, remarks)? })
        })
        .collect()
}

pub(super) async fn one(tx: &mut Tx, id: &str) -> Result<Thread, StoreError> {
    read(tx, Which::One, id).await?.pop().ok_or(StoreError::NotFound)
}

fn thread(row: ThreadRow, remarks: Vec<Remark>) -> Result<Thread, StoreError> {
    let author = |account: Option<String>, name: Option<String>, quality: Option<String>| {
        Some(Author { account: account?, name: name?, quality: quality? })
    };
    let resolver = author(row.resolver, row.resolver_name, row.resolver_quality);
    let assignee = author(row.assignee, row.assignee_name, row.assignee_quality);
    Ok(Thread {
        suggestion: None,
        id: row.id,
        version: row.version,
        kind: Kind::from_name(&row.kind).unwrap_or(Kind::Comment),
        place: serde_json::from_str(&row.anchor).map_err(super::unreadable)?,
        opened_by: row.opened_by,
        resolved: resolver.zip(row.resolved_at).map(|(by, at)| Resolved { by, at }),
        assigned: assignee.map(|to| Assigned { to, due: row.due_on }),
        remarks,
    })
}
