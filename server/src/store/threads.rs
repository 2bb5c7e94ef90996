//! What is said beside the text: threads and their remarks.
//! Must not know: who may do what to one, rooms.

use super::dialect::{Tx, on_pool};
use super::suggestions::suggestions;
use super::{Store, StoreError};
use dossier::suggestions::Suggestion;
use dossier::threads::{Anchor, Author, Kind, Remark, Resolved, Thread};
use sqlx::FromRow;
use std::collections::BTreeMap;

/// Something to be said: the first remark of a thread, or another one.
#[derive(Clone, Debug)]
pub struct NewRemark {
    pub id: String,
    pub account: String,
    pub at: i64,
    pub text: String,
}

#[derive(FromRow)]
struct ThreadRow {
    id: String,
    kind: String,
    place: String,
    version: i64,
    opened_by: String,
    resolved_at: Option<i64>,
    resolver: Option<String>,
    resolver_name: Option<String>,
    resolver_quality: Option<String>,
}

#[derive(FromRow)]
struct RemarkRow {
    thread_id: String,
    id: String,
    account_id: String,
    name: String,
    quality: String,
    at: i64,
    text: String,
    rewritten: bool,
}

const THREADS: &str = "select t.id, t.kind, t.place, t.version, t.opened_by, t.resolved_at, \
     t.resolved_by as resolver, r.name as resolver_name, r.quality as resolver_quality \
     from thread t left join account r on r.id = t.resolved_by";
const REMARKS: &str = "select m.thread_id, m.id, m.account_id, a.name, a.quality, m.at, m.text, \
     m.rewritten from remark m join account a on a.id = m.account_id \
     join thread t on t.id = m.thread_id";

impl Store {
    /// All threads of a dossier, in the order in which they were opened.
    pub async fn threads(&self, dossier: &str) -> Result<Vec<Thread>, StoreError> {
        let mut tx = self.reader.begin_reading().await?;
        let threads = read(&mut tx, "t.dossier_id = $1", dossier).await?;
        tx.commit().await?;
        Ok(threads)
    }

    /// One thread of that dossier; [`StoreError::NotFound`] if it is none of it.
    pub async fn thread(&self, dossier: &str, id: &str) -> Result<Thread, StoreError> {
        let mut tx = self.reader.begin_reading().await?;
        let thread = one(&mut tx, id).await?;
        let sql = "select count(*) from thread where id = $1 and dossier_id = $2";
        let own: i64 = on_pool!(&mut tx, |db| {
            sqlx::query_scalar(sql).bind(id).bind(dossier).fetch_one(&mut **db).await?
        });
        tx.commit().await?;
        if own == 1 { Ok(thread) } else { Err(StoreError::NotFound) }
    }

    /// Opens a thread with its first remark, which has the thread's id.
    pub async fn open_thread(
        &self,
        dossier: &str,
        kind: Kind,
        place: &Anchor,
        first: &NewRemark,
    ) -> Result<Thread, StoreError> {
        let mut tx = self.writer.begin_writing().await?;
        insert_thread(&mut tx, dossier, kind, place, first).await?;
        insert_remark(&mut tx, &first.id, first).await?;
        finish(tx, &first.id).await
    }

    /// Says something more; a thread that was ended is open again, unless it was decided.
    pub async fn reply(&self, thread: &str, remark: &NewRemark) -> Result<Thread, StoreError> {
        let mut tx = self.writer.begin_writing().await?;
        touched(&mut tx, thread).await?;
        let sql = "update thread set resolved_by = null, resolved_at = null where id = $1 and \
                   not exists (select 1 from suggestion s where s.thread_id = thread.id)";
        on_pool!(&mut tx, |db| {
            sqlx::query(sql).bind(thread).execute(&mut **db).await?;
        });
        insert_remark(&mut tx, thread, remark).await?;
        finish(tx, thread).await
    }

    /// Gives a remark of that account another text.
    pub async fn rewrite(
        &self,
        thread: &str,
        remark: &str,
        account: &str,
        text: &str,
    ) -> Result<Thread, StoreError> {
        let mut tx = self.writer.begin_writing().await?;
        touched(&mut tx, thread).await?;
        let sql = "update remark set text = $4, rewritten = true \
                   where id = $1 and thread_id = $2 and account_id = $3";
        let done = on_pool!(&mut tx, |db| {
            let query = sqlx::query(sql).bind(remark).bind(thread).bind(account).bind(text);
            query.execute(&mut **db).await?.rows_affected()
        });
        if done == 0 { Err(StoreError::NotFound) } else { finish(tx, thread).await }
    }

    /// Deletes a remark of that account; with the last one goes the thread, which is answered
    /// without remarks.
    pub async fn withdraw(
        &self,
        thread: &str,
        remark: &str,
        account: &str,
    ) -> Result<Thread, StoreError> {
        let mut tx = self.writer.begin_writing().await?;
        touched(&mut tx, thread).await?;
        let sql = "delete from remark where id = $1 and thread_id = $2 and account_id = $3";
        let done = on_pool!(&mut tx, |db| {
            let query = sqlx::query(sql).bind(remark).bind(thread).bind(account);
            query.execute(&mut **db).await?.rows_affected()
        });
        if done == 0 {
            return Err(StoreError::NotFound);
        }
        let now = one(&mut tx, thread).await?;
        if now.remarks.is_empty() {
            on_pool!(&mut tx, |db| {
                let query = sqlx::query("delete from thread where id = $1").bind(thread);
                query.execute(&mut **db).await?;
            });
        }
        tx.commit().await?;
        Ok(now)
    }

    /// Ends a thread, or opens it again (`None`).
    pub async fn resolve(
        &self,
        thread: &str,
        resolved: Option<(&str, i64)>,
    ) -> Result<Thread, StoreError> {
        let mut tx = self.writer.begin_writing().await?;
        changed(&mut tx, thread, resolved).await?;
        finish(tx, thread).await
    }
}

pub(super) async fn insert_thread(
    tx: &mut Tx,
    dossier: &str,
    kind: Kind,
    place: &Anchor,
    first: &NewRemark,
) -> Result<(), StoreError> {
    let sql = "insert into thread (id, dossier_id, section, kind, place, opened_by, opened_at) \
               values ($1, $2, $3, $4, $5, $6, $7)";
    let json = serde_json::to_string(place).map_err(unreadable)?;
    on_pool!(tx, |db| {
        sqlx::query(sql)
            .bind(&first.id)
            .bind(dossier)
            .bind(i16::from(place.section.number()))
            .bind(kind_name(kind))
            .bind(json)
            .bind(&first.account)
            .bind(first.at)
            .execute(&mut **db)
            .await?;
    });
    Ok(())
}

pub(super) async fn insert_remark(
    tx: &mut Tx,
    thread: &str,
    remark: &NewRemark,
) -> Result<(), StoreError> {
    let sql =
        "insert into remark (id, thread_id, account_id, at, text) values ($1, $2, $3, $4, $5)";
    on_pool!(tx, |db| {
        sqlx::query(sql)
            .bind(&remark.id)
            .bind(thread)
            .bind(&remark.account)
            .bind(remark.at)
            .bind(&remark.text)
            .execute(&mut **db)
            .await?;
    });
    Ok(())
}

/// The thread is another one now.
pub(super) async fn touched(tx: &mut Tx, thread: &str) -> Result<(), StoreError> {
    let sql = "update thread set version = version + 1 where id = $1";
    let done = on_pool!(tx, |db| {
        sqlx::query(sql).bind(thread).execute(&mut **db).await?.rows_affected()
    });
    if done == 0 { Err(StoreError::NotFound) } else { Ok(()) }
}

/// As [`touched`], and ended or not.
pub(super) async fn changed(
    tx: &mut Tx,
    thread: &str,
    resolved: Option<(&str, i64)>,
) -> Result<(), StoreError> {
    touched(tx, thread).await?;
    let sql = "update thread set resolved_by = $2, resolved_at = $3 where id = $1";
    on_pool!(tx, |db| {
        sqlx::query(sql)
            .bind(thread)
            .bind(resolved.map(|(by, _)| by))
            .bind(resolved.map(|(_, at)| at))
            .execute(&mut **db)
            .await?;
    });
    Ok(())
}

pub(super) async fn finish(mut tx: Tx, thread: &str) -> Result<Thread, StoreError> {
    let thread = one(&mut tx, thread).await?;
    tx.commit().await?;
    Ok(thread)
}

async fn one(tx: &mut Tx, id: &str) -> Result<Thread, StoreError> {
    read(tx, "t.id = $1", id).await?.pop().ok_or(StoreError::NotFound)
}

/// The threads that `of` (a condition on `t`) chooses, in the order in which they were opened.
async fn read(tx: &mut Tx, of: &str, key: &str) -> Result<Vec<Thread>, StoreError> {
    let mut proposed = suggestions(&mut *tx, of, key).await?;
    let said = format!("{REMARKS} where {of} order by m.at, m.id");
    let of = format!("{THREADS} where {of} order by t.opened_at, t.id");
    let rows: Vec<ThreadRow> = on_pool!(&mut *tx, |db| {
        let sql = sqlx::AssertSqlSafe(of);
        sqlx::query_as(sql).bind(key).fetch_all(&mut **db).await?
    });
    let remarks: Vec<RemarkRow> = on_pool!(&mut *tx, |db| {
        let sql = sqlx::AssertSqlSafe(said);
        sqlx::query_as(sql).bind(key).fetch_all(&mut **db).await?
    });
    let mut by_thread: BTreeMap<String, Vec<Remark>> = BTreeMap::new();
    for row in remarks {
        let by = Author { account: row.account_id, name: row.name, quality: row.quality };
        let RemarkRow { id, at, text, rewritten, .. } = row;
        by_thread.entry(row.thread_id).or_default().push(Remark { id, by, at, text, rewritten });
    }
    rows.into_iter()
        .map(|row| {
            let remarks = by_thread.remove(&row.id).unwrap_or_default();
            let suggestion = proposed.remove(&row.id);
            thread(row, remarks, suggestion)
        })
        .collect()
}

fn thread(
    row: ThreadRow,
    remarks: Vec<Remark>,
    suggestion: Option<Suggestion>,
) -> Result<Thread, StoreError> {
    let resolver = row.resolver.zip(row.resolver_name).zip(row.resolver_quality);
    let resolved = resolver.zip(row.resolved_at).map(|(((account, name), quality), at)| Resolved {
        by: Author { account, name, quality },
        at,
    });
    Ok(Thread {
        suggestion: suggestion.map(Box::new),
        id: row.id,
        version: row.version,
        kind: if row.kind == RESERVATION { Kind::Reservation } else { Kind::Comment },
        place: serde_json::from_str(&row.place).map_err(unreadable)?,
        opened_by: row.opened_by,
        resolved,
        remarks,
    })
}

const RESERVATION: &str = "reservation";

fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Comment => "comment",
        Kind::Reservation => RESERVATION,
    }
}

pub(super) fn unreadable(error: serde_json::Error) -> StoreError {
    StoreError::Unavailable(sqlx::Error::Decode(error.into()))
}
