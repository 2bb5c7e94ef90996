//! A batch for the log on SQLite, as one message to the thread that has the database. Owns:
//! [`append`]. Does not know: rooms, PostgreSQL.
//!
//! Each message wakes that thread, and its answer another one: for the one keystroke that a batch
//! mostly is, that costs more than all that is written. So the transaction and what is in it are
//! one text of several statements.

use crate::store::StoreError;
use crate::store::dossier::log::Append;
use dossier::form::SectionId;
use sqlx::error::ErrorKind;
use sqlx::pool::PoolConnection;
use sqlx::{QueryBuilder, Sqlite, SqlitePool};
use std::collections::BTreeMap;

/// Longer batches go statement by statement: what they cost is not their messages, and the texts of
/// those up to here are few enough to stay prepared. So do the few that make a row somebody's own.
const MOST: usize = 16;

pub(crate) fn fits(batch: &[Append]) -> bool {
    batch.len() <= MOST && batch.iter().all(|update| update.rows.is_empty())
}

/// Writes all of a batch that [`fits`], or nothing; answers the seq of each update, in its order.
pub(crate) async fn append(pool: &SqlitePool, batch: &[Append]) -> Result<Vec<i64>, StoreError> {
    let mut sections: BTreeMap<(&str, SectionId), Vec<&Append>> = BTreeMap::new();
    for update in batch {
        sections.entry((&update.dossier, update.section)).or_default().push(update);
    }
    let mut connection = Undecided(Some(pool.acquire().await?));
    let mut query = statements(&sections);
    let heads: Vec<i64> = match connection.0.as_mut() {
        Some(open) => query.build_query_scalar().fetch_all(&mut **open).await.map_err(refused)?,
        None => Vec::new(),
    };
    // It came to the end of the text, which is the commit.
    drop(connection.0.take());
    let mut next: BTreeMap<(&str, SectionId), i64> = BTreeMap::new();
    for ((place, updates), head) in sections.iter().zip(heads) {
        next.insert(*place, head - updates.len() as i64);
    }
    let seqs = batch.iter().map(|update| {
        let seq = next.get_mut(&(update.dossier.as_str(), update.section));
        let seq = seq.ok_or(StoreError::NotFound)?;
        *seq += 1;
        Ok(*seq)
    });
    seqs.collect()
}

fn statements<'b>(
    sections: &BTreeMap<(&'b str, SectionId), Vec<&'b Append>>,
) -> QueryBuilder<Sqlite> {
    let mut query = QueryBuilder::new("begin immediate; ");
    let mut touched: BTreeMap<&str, i64> = BTreeMap::new();
    for ((dossier, section), updates) in sections {
        let (section, count) = (i16::from(section.number()), updates.len() as i64);
        query.push("update section set head_seq = head_seq + ").push_bind(count);
        query.push(" where dossier_id = ").push_bind(*dossier);
        query.push(" and section = ").push_bind(section).push(" returning head_seq; ");
        query.push("insert into section_update ");
        query.push("(dossier_id, section, seq, account_id, accepted_at, bytes) ");
        // A section that is not there has no seq to give, and a row without one is refused.
        query.push_values((0..count).zip(updates), |mut row, (place, update)| {
            row.push_bind(*dossier).push_bind(section);
            row.push("(select head_seq - ").push_bind_unseparated(count - 1 - place);
            row.push_unseparated(" from section where dossier_id = ");
            row.push_bind_unseparated(*dossier).push_unseparated(" and section = ");
            row.push_bind_unseparated(section).push_unseparated(")");
            row.push_bind(&update.member).push_bind(update.at).push_bind(&update.bytes);
        });
        query.push("; ");
        for update in updates {
            for &client in &update.client_owners {
                query.push("insert into client_owner ");
                query.push("(dossier_id, section, client_id, account_id) values (");
                query.push_bind(*dossier).push(", ").push_bind(section).push(", ");
                query.push_bind(client.cast_signed()).push(", ").push_bind(&update.client_owner);
                query.push(") on conflict do nothing; ");
            }
            let at = touched.entry(dossier).or_insert(update.at);
            *at = update.at.max(*at);
        }
    }
    for (dossier, at) in touched {
        query.push("update dossier set updated_at = ").push_bind(at).push(" where id = ");
        query.push_bind(dossier).push(" and updated_at < ").push_bind(at).push("; ");
    }
    query.push("commit");
    query
}

fn refused(error: sqlx::Error) -> StoreError {
    match &error {
        sqlx::Error::Database(cause) if cause.kind() == ErrorKind::NotNullViolation => {
            StoreError::NotFound
        }
        _ => error.into(),
    }
}

/// A connection that may be in the middle of a transaction that sqlx does not know of. Unless it is
/// taken out it is closed, which rolls back, and another takes its place.
struct Undecided(Option<PoolConnection<Sqlite>>);

impl Drop for Undecided {
    fn drop(&mut self) {
        if let Some(connection) = self.0.take() {
            drop(connection.detach());
        }
    }
}
