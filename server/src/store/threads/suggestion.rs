//! What is suggested in threads, and how it was decided.
//! Does not know: who may suggest or decide, what a suggestion means.

use super::{NewRemark, finish, insert_remark, insert_thread, set_resolved, unreadable};
use crate::store::engine::dialect::{Tx, on_pool};
use crate::store::{Store, StoreError};
use dossier::threads::suggestion::{Decided, Suggestion, Weighed};
use dossier::threads::{Author, Kind, Thread};
use sqlx::FromRow;
use std::collections::HashMap;

#[derive(FromRow)]
struct SuggestionRow {
    thread_id: String,
    content: String,
    accepted: Option<bool>,
    decided_at: Option<i64>,
    decided_by: Option<String>,
    name: Option<String>,
    quality: Option<String>,
}

impl Store {
    /// Opens a thread with what is suggested in it. Its first remark has the thread's id, and may
    /// be empty: the suggestion speaks.
    pub async fn suggest(
        &self,
        dossier: &str,
        weighed: &Weighed,
        first: &NewRemark,
    ) -> Result<Thread, StoreError> {
        let mut tx = self.writer.begin_writing().await?;
        insert_thread(&mut tx, dossier, Kind::Comment, &weighed.place, first).await?;
        insert_remark(&mut tx, &first.id, first).await?;
        let json = serde_json::to_string(&weighed.change).map_err(unreadable)?;
        let sql = "insert into suggestion (thread_id, content, update_bytes) \
                   values ($1, $2, $3)";
        on_pool!(&mut tx, |db| {
            let query = sqlx::query(sql).bind(&first.id).bind(json).bind(&weighed.update);
            query.execute(&mut **db).await?;
        });
        finish(tx, &first.id).await
    }

    /// The update that accepting the suggestion of that thread writes.
    pub async fn suggested_update(&self, thread: &str) -> Result<Vec<u8>, StoreError> {
        let sql = "select update_bytes from suggestion where thread_id = $1";
        let found: Option<Vec<u8>> = on_pool!(&self.reader, |db| {
            sqlx::query_scalar(sql).bind(thread).fetch_optional(db).await?
        });
        found.ok_or(StoreError::NotFound)
    }

    /// Decides a suggestion, which ends its thread; a word about it is one more remark.
    /// [`StoreError::NotFound`] if it is none or was decided already.
    pub async fn decide(
        &self,
        thread: &str,
        accepted: bool,
        (by, at): (&str, i64),
        word: Option<&NewRemark>,
    ) -> Result<Thread, StoreError> {
        let mut tx = self.writer.begin_writing().await?;
        set_resolved(&mut tx, thread, Some((by, at))).await?;
        let sql = "update suggestion set accepted = $2, decided_by = $3, decided_at = $4 \
                   where thread_id = $1 and accepted is null";
        let done = on_pool!(&mut tx, |db| {
            let query = sqlx::query(sql).bind(thread).bind(accepted).bind(by).bind(at);
            query.execute(&mut **db).await?.rows_affected()
        });
        if done == 0 {
            return Err(StoreError::NotFound);
        }
        if let Some(word) = word {
            insert_remark(&mut tx, thread, word).await?;
        }
        finish(tx, thread).await
    }
}

/// The suggestions of the threads that `of` (a condition on `t`) chooses, by thread.
pub(crate) async fn suggestions(
    tx: &mut Tx,
    of: &str,
    key: &str,
) -> Result<HashMap<String, Suggestion>, StoreError> {
    let sql = format!(
        "select s.thread_id, s.content, s.accepted, s.decided_at, s.decided_by, a.name, \
         a.quality from suggestion s join thread t on t.id = s.thread_id \
         left join account a on a.id = s.decided_by where {of}"
    );
    let rows: Vec<SuggestionRow> = on_pool!(&mut *tx, |db| {
        let sql = sqlx::AssertSqlSafe(sql);
        sqlx::query_as(sql).bind(key).fetch_all(&mut **db).await?
    });
    rows.into_iter().map(suggestion).collect()
}

fn suggestion(row: SuggestionRow) -> Result<(String, Suggestion), StoreError> {
    let by = row.decided_by.zip(row.name).zip(row.quality);
    let by = by.map(|((account, name), quality)| Author { account, name, quality });
    let decided = by.zip(row.accepted).zip(row.decided_at);
    let decided = decided.map(|((by, accepted), at)| Decided { accepted, by, at });
    let change = serde_json::from_str(&row.content).map_err(unreadable)?;
    Ok((row.thread_id, Suggestion { change, decided }))
}
