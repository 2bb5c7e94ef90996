//! Votes of a séance, and their ballots. Does not know: who may open one.

use super::{json, parsed, tally, touch};
use crate::store::engine::dialect::{Tx, on_pool};
use crate::store::{Store, StoreError};
use dossier::seance::ballot::{Ballot, Kind, Vote};
use sqlx::FromRow;

#[derive(FromRow)]
struct Row {
    id: String,
    kind: String,
    question: String,
    options: String,
    secret: bool,
    opened_at: i64,
    closed_at: Option<i64>,
    results_shown: bool,
}

const COLUMNS: &str =
    "id, kind, question, options, secret, opened_at, closed_at, results_shown from vote";

impl Store {
    pub async fn add_vote(&self, seance: &str, vote: &Vote) -> Result<(), StoreError> {
        let sql = "insert into vote (id, seance_id, kind, question, options, secret, opened_at) \
                   values ($1, $2, $3, $4, $5, $6, $7)";
        let options = json(&vote.options)?;
        let mut tx = self.writer.begin_writing().await?;
        on_pool!(&mut tx, |db| {
            sqlx::query(sql)
                .bind(&vote.id)
                .bind(seance)
                .bind(vote.kind.as_word())
                .bind(&vote.question)
                .bind(options)
                .bind(vote.secret)
                .bind(vote.at)
                .execute(&mut **db)
                .await?;
        });
        touch(&mut tx, seance).await?;
        tx.commit().await
    }

    /// The votes of a séance, in their order.
    pub async fn votes(&self, seance: &str) -> Result<Vec<Vote>, StoreError> {
        let sql = format!("select {COLUMNS} where seance_id = $1 order by opened_at, id");
        let rows: Vec<Row> = on_pool!(&self.reader, |db| {
            sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(seance).fetch_all(db).await?
        });
        rows.into_iter().map(vote).collect()
    }

    /// Closes a vote for good, and keeps what came out.
    pub async fn close_vote(&self, seance: &str, id: &str, at: i64) -> Result<(), StoreError> {
        let mut tx = self.writer.begin_writing().await?;
        // First, since ballots do so too: none comes in while this one counts.
        touch(&mut tx, seance).await?;
        close(&mut tx, seance, Some(id), at).await?;
        tx.commit().await
    }

    /// Shows what came out, or what comes in, to the hall; or does so no more.
    pub async fn show_results(
        &self,
        seance: &str,
        id: &str,
        shown: bool,
    ) -> Result<(), StoreError> {
        let sql = "update vote set results_shown = $3 where seance_id = $1 and id = $2";
        let mut tx = self.writer.begin_writing().await?;
        on_pool!(&mut tx, |db| {
            sqlx::query(sql).bind(seance).bind(id).bind(shown).execute(&mut **db).await?;
        });
        touch(&mut tx, seance).await?;
        tx.commit().await
    }

    /// Takes a ballot in the place of the one before. False if the vote is closed by now.
    pub async fn cast(
        &self,
        seance: &str,
        vote: &str,
        account: &str,
        quality: Option<&str>,
        (ballot, reason): (&Ballot, &str),
        at: i64,
    ) -> Result<bool, StoreError> {
        let sql = "insert into ballot (vote_id, account_id, quality, answer, cast_at, reason) \
                   select v.id, $3, $4, $5, $6, $7 from vote v \
                   where v.id = $2 and v.seance_id = $1 and v.closed_at is null \
                   on conflict (vote_id, account_id) \
                   do update set answer = excluded.answer, cast_at = excluded.cast_at, \
                   reason = excluded.reason";
        let mut tx = self.writer.begin_writing().await?;
        touch(&mut tx, seance).await?;
        let cast = on_pool!(&mut tx, |db| {
            sqlx::query(sql)
                .bind(seance)
                .bind(vote)
                .bind(account)
                .bind(quality)
                .bind(ballot.as_words())
                .bind(at)
                .bind(reason)
                .execute(&mut **db)
                .await?
                .rows_affected()
        });
        tx.commit().await?;
        Ok(cast == 1)
    }

    /// What somebody has said in a vote, and why.
    pub async fn ballot(
        &self,
        vote: &Vote,
        account: &str,
    ) -> Result<Option<(Ballot, String)>, StoreError> {
        let sql = "select answer, reason from ballot where vote_id = $1 and account_id = $2";
        let said: Option<(String, String)> = on_pool!(&self.reader, |db| {
            sqlx::query_as(sql).bind(&vote.id).bind(account).fetch_optional(db).await?
        });
        Ok(said.and_then(|(words, reason)| {
            let ballot = Ballot::read(vote.kind, vote.options.len(), &words).ok()?;
            Some((ballot, reason))
        }))
    }
}

/// Closes that vote of a séance, or all that are open.
pub(super) async fn close(
    tx: &mut Tx,
    seance: &str,
    id: Option<&str>,
    at: i64,
) -> Result<(), StoreError> {
    let sql = "update vote set closed_at = $3 where seance_id = $1 and closed_at is null \
               and (id = $2 or $2 = '') returning id, kind, question, options, secret, opened_at, \
               closed_at, results_shown";
    let closed: Vec<Row> = on_pool!(&mut *tx, |db| {
        let query = sqlx::query_as(sql).bind(seance).bind(id.unwrap_or_default()).bind(at);
        query.fetch_all(&mut **db).await?
    });
    for row in closed {
        tally::keep(tx, seance, &vote(row)?).await?;
    }
    Ok(())
}

fn vote(row: Row) -> Result<Vote, StoreError> {
    let kind = Kind::parse(&row.kind).ok_or_else(|| {
        StoreError::Unavailable(sqlx::Error::Decode(format!("vote {:?}", row.kind).into()))
    })?;
    Ok(Vote {
        options: parsed(&row.options)?,
        id: row.id,
        kind,
        question: row.question,
        secret: row.secret,
        at: row.opened_at,
        closed_at: row.closed_at,
        results_shown: row.results_shown,
    })
}
