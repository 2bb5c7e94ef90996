//! Votes of a séance, and their ballots. Does not know: who may open one.

use super::{json, parsed, touch};
use crate::store::engine::dialect::on_pool;
use crate::store::{Store, StoreError};
use dossier::seance::ballot::{Answer, Ballot, Kind, Reason, Tally, Vote, tally};
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

    /// Closes a vote for good.
    pub async fn close_vote(&self, seance: &str, id: &str, at: i64) -> Result<(), StoreError> {
        let sql = "update vote set closed_at = $3 \
                   where seance_id = $1 and id = $2 and closed_at is null";
        let mut tx = self.writer.begin_writing().await?;
        on_pool!(&mut tx, |db| {
            sqlx::query(sql).bind(seance).bind(id).bind(at).execute(&mut **db).await?;
        });
        touch(&mut tx, seance).await?;
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
        touch(&mut tx, seance).await?;
        tx.commit().await?;
        Ok(cast == 1)
    }

    /// What came out of a vote so far. Devices that were blocked do not count.
    pub async fn tally(&self, seance: &str, vote: &Vote) -> Result<Tally, StoreError> {
        let sql = "select b.quality, b.answer from ballot b \
                   join seance_participant p on p.account_id = b.account_id and p.seance_id = $1 \
                   where b.vote_id = $2 and not p.blocked";
        let rows: Vec<(Option<String>, String)> = on_pool!(&self.reader, |db| {
            sqlx::query_as(sql).bind(seance).bind(&vote.id).fetch_all(db).await?
        });
        let ballots: Vec<(Option<String>, Ballot)> = rows
            .into_iter()
            .filter_map(|(quality, words)| {
                let ballot = Ballot::read(vote.kind, vote.options.len(), &words).ok()?;
                Some((quality, ballot))
            })
            .collect();
        let counted = ballots.iter().map(|(quality, ballot)| (quality.as_deref(), ballot));
        Ok(tally(vote.kind, vote.options.len(), counted))
    }

    /// Why some have a reservation or object, in the order in which they said so. Devices that were
    /// blocked are not heard.
    pub async fn reasons(&self, seance: &str, vote: &Vote) -> Result<Vec<Reason>, StoreError> {
        let sql = "select b.answer, b.quality, b.reason as words from ballot b \
                   join seance_participant p on p.account_id = b.account_id and p.seance_id = $1 \
                   where b.vote_id = $2 and not p.blocked and b.reason <> '' \
                   order by b.cast_at, b.account_id";
        let rows: Vec<(String, Option<String>, String)> = on_pool!(&self.reader, |db| {
            sqlx::query_as(sql).bind(seance).bind(&vote.id).fetch_all(db).await?
        });
        let reason = |(answer, quality, words): (String, Option<String>, String)| {
            Some(Reason { answer: Answer::parse(&answer)?, quality, words })
        };
        Ok(rows.into_iter().filter_map(reason).collect())
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
