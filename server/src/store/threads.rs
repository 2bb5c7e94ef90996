//! What is said beside the text: threads and their remarks.
//! Does not know: who may do what to one, rooms.

use super::engine::dialect::{Tx, on_pool};
use super::threads::consent::end_consent;
use super::{Store, StoreError};
use dossier::threads::{Anchor, Kind, Thread, people_in};
use read::{Which, one, read};

pub mod consent;
mod read;
mod seen;
pub mod suggestion;

/// Something to be said: the first remark of a thread, or another one.
#[derive(Clone, Debug)]
pub struct NewRemark {
    pub id: String,
    pub account: String,
    pub at: i64,
    /// Who is named in it is tied to their accounts.
    pub text: String,
}

impl Store {
    /// All threads of a dossier, in the order in which they were opened.
    pub async fn threads(&self, dossier: &str) -> Result<Vec<Thread>, StoreError> {
        let mut tx = self.reader.begin_reading().await?;
        let threads = read(&mut tx, Which::Dossier, dossier).await?;
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
        end_consent(&mut tx, &first.id).await?;
        finish(tx, &first.id).await
    }

    /// Says something more; a thread that was ended is open again, unless it was decided. A
    /// reservation that was lifted is so again by its author's words only.
    pub async fn reply(&self, thread: &str, remark: &NewRemark) -> Result<Thread, StoreError> {
        let mut tx = self.writer.begin_writing().await?;
        touch(&mut tx, thread).await?;
        let sql = "update thread set resolved_by = null, resolved_at = null where id = $1 and \
                   not exists (select 1 from suggestion s where s.thread_id = thread.id) and \
                   (kind <> 'reservation' or opened_by = $2)";
        on_pool!(&mut tx, |db| {
            sqlx::query(sql).bind(thread).bind(&remark.account).execute(&mut **db).await?;
        });
        end_consent(&mut tx, thread).await?;
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
        touch(&mut tx, thread).await?;
        let sql = "update remark set text = $4, edited = true \
                   where id = $1 and thread_id = $2 and account_id = $3";
        let done = on_pool!(&mut tx, |db| {
            let query = sqlx::query(sql).bind(remark).bind(thread).bind(account).bind(text);
            query.execute(&mut **db).await?.rows_affected()
        });
        if done == 0 {
            return Err(StoreError::NotFound);
        }
        on_pool!(&mut tx, |db| {
            let sql = "delete from remark_mention where remark_id = $1";
            sqlx::query(sql).bind(remark).execute(&mut **db).await?;
        });
        insert_mentions(&mut tx, remark, text).await?;
        finish(tx, thread).await
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
        touch(&mut tx, thread).await?;
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
        set_resolved(&mut tx, thread, resolved).await?;
        end_consent(&mut tx, thread).await?;
        finish(tx, thread).await
    }

    /// Gives a thread to somebody to see to, by a day if need be, instead of whoever had it.
    pub async fn assign(
        &self,
        thread: &str,
        to: &str,
        due: Option<&str>,
        (by, at): (&str, i64),
    ) -> Result<Thread, StoreError> {
        let mut tx = self.writer.begin_writing().await?;
        touch(&mut tx, thread).await?;
        let sql = "insert into assignment (thread_id, account_id, due_on, assigned_by, \
                   assigned_at) values ($1, $2, $3, $4, $5) on conflict (thread_id) do update set \
                   account_id = excluded.account_id, due_on = excluded.due_on, \
                   assigned_by = excluded.assigned_by, assigned_at = excluded.assigned_at";
        on_pool!(&mut tx, |db| {
            let query = sqlx::query(sql).bind(thread).bind(to).bind(due).bind(by).bind(at);
            query.execute(&mut **db).await?;
        });
        finish(tx, thread).await
    }

    /// Takes a thread from whoever it was given to.
    pub async fn unassign(&self, thread: &str) -> Result<Thread, StoreError> {
        let mut tx = self.writer.begin_writing().await?;
        touch(&mut tx, thread).await?;
        on_pool!(&mut tx, |db| {
            let query = sqlx::query("delete from assignment where thread_id = $1").bind(thread);
            query.execute(&mut **db).await?;
        });
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
    let sql = "insert into thread (id, dossier_id, section, kind, anchor, opened_by, opened_at) \
               values ($1, $2, $3, $4, $5, $6, $7)";
    let json = serde_json::to_string(place).map_err(unreadable)?;
    on_pool!(tx, |db| {
        sqlx::query(sql)
            .bind(&first.id)
            .bind(dossier)
            .bind(i16::from(place.section.number()))
            .bind(kind.name())
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
    let sql = "insert into remark (id, thread_id, account_id, created_at, text) \
               values ($1, $2, $3, $4, $5)";
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
    insert_mentions(tx, &remark.id, &remark.text).await
}

async fn insert_mentions(tx: &mut Tx, remark: &str, text: &str) -> Result<(), StoreError> {
    let sql = "insert into remark_mention (remark_id, account_id) values ($1, $2)";
    for account in people_in(text) {
        on_pool!(&mut *tx, |db| {
            sqlx::query(sql).bind(remark).bind(account).execute(&mut **db).await?;
        });
    }
    Ok(())
}

/// The thread is another one now.
async fn touch(tx: &mut Tx, thread: &str) -> Result<(), StoreError> {
    let sql = "update thread set version = version + 1 where id = $1";
    let done = on_pool!(tx, |db| {
        sqlx::query(sql).bind(thread).execute(&mut **db).await?.rows_affected()
    });
    if done == 0 { Err(StoreError::NotFound) } else { Ok(()) }
}

/// As [`touch`], and ended or not.
pub(super) async fn set_resolved(
    tx: &mut Tx,
    thread: &str,
    resolved: Option<(&str, i64)>,
) -> Result<(), StoreError> {
    touch(tx, thread).await?;
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

pub(super) fn unreadable(error: serde_json::Error) -> StoreError {
    StoreError::Unavailable(sqlx::Error::Decode(error.into()))
}
